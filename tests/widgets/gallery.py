"""Every widget on pages like the app's, to look at. Draw them all as PNG (needs rsvg-convert):

python tests/widgets/gallery.py FOLDER
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from itertools import product
from pathlib import Path

from textual.app import App, ComposeResult
from textual.screen import Screen

from bekymring_tui.widgets.bar import Saved, Where
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.keys import Key, key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje, Passordlinje
from bekymring_tui.widgets.liste import Column, Item, Liste, Section
from bekymring_tui.widgets.menu import Menu, MenuRow
from bekymring_tui.widgets.page import Page
from bekymring_tui.widgets.rail import Due, RailData, Step, UroPoint, UroTrend
from bekymring_tui.widgets.safe_app import SafeApp
from bekymring_tui.widgets.side import LogLine, SideData
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.themes import PALETTES
from bekymring_tui.widgets.uro import Grade, Uro
from bekymring_tui.widgets.valg import Heading, Row, Valg

SCALE = (
    Grade("ingen uro", "Det går bra. Barnet og familien klarer utviklingsoppgavene."),
    Grade("liten uro", "Litt urolig. Stor tiltro til at det kan endre seg."),
    Grade("liten uro", "Har kjent uro flere ganger. Noe belaster. Tror på samarbeid."),
    Grade("gråsone", "Mer og mer urolig. Flere tiltak er prøvd uten resultat."),
    Grade("gråsone", "Usikker. Er det et problem, eller misforstår jeg?"),
    Grade("stor uro", "Stor bekymring. Barnet er i fare. Må endres."),
    Grade("stor uro", "Umiddelbar fare. Må endres øyeblikkelig."),
)
TREND = UroTrend((UroPoint(3, "12. nov."), UroPoint(4, "17. nov."), UroPoint(5, "20. nov.")), "gråsone, økt med 1")
STEPS = RailData(
    title="Nivå 1",
    hint="egen tjeneste",
    steps=(
        Step("Bekymring oppstår", "done", "1"),
        Step("Konkretiser", "here", "2"),
        Step("Samtale", "ahead", "3"),
        Step("Tiltak, evaluering", "ahead", "4"),
    ),
    others=("Nivå 2", "Nivå 3"),
    uro=TREND,
    due=Due("!", "i morgen", "drøfte med kollega"),
)
SIDE = SideData(
    uro=TREND,
    dues=(Due("!", "i morgen", "drøfte"), Due("", "tir 1. des.", "samtale")),
    consent="Ingen. Du kan drøfte anonymt. Navn og tall skjules da.",
    log=(LogLine("20. nov.", "Sett", "satt alene"), LogLine("20. nov.", "Barnet", "«jeg vil ikke hjem nå»")),
)


class CasePage(Page[None]):
    def column(self) -> ComposeResult:
        yield Tekst("Konkretiser bekymringen", kind="title")
        yield Tekst("Skriv ned hva du har sett og hørt, så konkret at en annen kan kjenne det igjen.")
        yield Tekst(
            ("Ansvar: ", "$muted"), "kontaktlærer   ", ("Kilde: ", "$muted"), "nivå 1 trinn 2 ", ("(F2)", "$muted")
        )
        yield Valg(
            Heading("Gjør dette"),
            Row("skriv", "Skriv ned bekymringen", "action", on=True),
            Row("velg", "Velg observasjon eller kartlegging som passer", "action"),
            Row("drøft", "Drøft anonymt med en aktuell instans", "action", note="valgfritt"),
            Heading("Skjema"),
            Row("konkretisering", "Konkretisering av bekymring", note="påbegynt 4 av 9"),
            Row("notat", "Refleksjonsnotat", note="ferdig"),
            Heading("Er det fortsatt grunnlag for bekymring?"),
            Row("ja", "Ja – gå videre til samtale med barn og foresatte", "choice"),
            Row("nei", "Nei – avslutt saken", "choice"),
            Row("vet_ikke", "Vet ikke ennå – bli på dette trinnet", "choice"),
        )
        yield Knapper(Knapp("se_over", "Se over svarene"))

    def on_mount(self) -> None:
        self.show_where(Where(("Blå ugle", "nivå 1, trinn 2 av 4", "Skole", "Porsgrunn")))
        self.show_rail(STEPS)
        self.show_side(SIDE)


class NotePage(Page[None]):
    """A form with fields and grades."""

    QUESTIONS = (
        ("1 Beskriv med dine egne ord hvorfor du undrer deg", "hva så du, hva hørte du, når?"),
        ("2 Hvilke ressurser har barnet, og hvordan viser de seg?", "fysisk, sosialt, psykisk, læring, språk"),
        ("3 Hvilke utfordringer, og hvordan viser de seg?", "samme områder"),
    )

    def keys(self) -> tuple[Key, ...]:
        return (*keys("f9", "f1", "f3", "f6", "ctrl+p", "ctrl+l"), key("escape", "Ferdig"))

    def column(self) -> ComposeResult:
        typed = (
            "Mandag og onsdag ble hun sittende i garderoben til alle var gått. "
            "Onsdag sa hun «jeg vil ikke hjem nå» og holdt fast i jakka mi."
        )
        for index, (question, hint) in enumerate(self.QUESTIONS):
            yield Tekst(question, kind="label")
            yield Tekst(hint, kind="muted")
            yield Felt("" if index else typed)
            yield Uro(SCALE, None if index else 5)

    def on_mount(self) -> None:
        self.show_where(Where(("Blå ugle", "refleksjonsnotat", "felt 1 av 12")))
        names = ("Hvorfor undrer", "Ressurser", "Utfordringer", "Følelser")
        steps = tuple(
            Step(name, "ahead" if at else "here", str(at + 1), "–" if at else "5▅") for at, name in enumerate(names)
        )
        more = ("Ta det opp – uten grad", Step("Hvis du lar være", "ahead", "9"))
        intro = "1 av 12 · makuleres når undringen er slutt"
        self.show_rail(RailData("Refleksjonsnotat", intro=intro, steps=(*steps, *more)))


class HomePage(Page[None]):
    WIDE = True

    def keys(self) -> tuple[Key, ...]:
        return keys("f9", "f1", "f3", "f7", "ctrl+n", "ctrl+p", "ctrl+l")

    def column(self) -> ComposeResult:
        due = (Column("", 2, gap=1), Column("", 12), Column("", 11), Column("", 20, grows=True))
        cases = (
            Column("Kallenavn", 11),
            Column("Står på", 20, grows=True),
            Column("Uro", 12, leaves=1),
            Column("Neste frist", 12, leaves=2),
            Column("Sist endret", 14, leaves=3),
        )
        yield Liste(
            Section(
                "Haster mest",
                due,
                (
                    Item("d1", ("!!", "2 dager over", "Grå hare", "Svar fra barnevernet (3 uker)")),
                    Item("d2", ("!", "i morgen", "Blå ugle", "Drøft med kollega")),
                ),
            ),
            Section(
                "Saker",
                cases,
                (
                    Item("c1", ("Blå ugle", "Nivå 1, trinn 2 Konkretiser", "5▅ gråsone", "!  i morgen", "i dag 13:40")),
                    Item("c2", ("Grå hare", "Nivå 2, trinn 1 Drøfting", "6▆ stor uro", "!! 20. nov.", "ons 18. nov.")),
                ),
            ),
            Section(
                "",
                (Column("", 40, grows=True),),
                (Item("ny", ("+ Ny bekymring",)), Item("åpne", ("  Åpne en sakspakke fra noen andre",))),
            ),
        )
        yield Tekst(
            "Bare en magefølelse? Velg «Ny bekymring» og skriv tre linjer. Resten kan vente.",
            kind="muted",
            classes="gap",
        )

    def on_mount(self) -> None:
        self.show_where(Where(("Bekymring", "3 saker", "Porsgrunn, skole")))


class SafetyPage(Page[None]):
    """F9's page."""

    WIDE = True
    FRAMED = True

    def keys(self) -> tuple[Key, ...]:
        return (*keys("f1", "f2", "f6", "ctrl+l"), key("escape", "Nei, tilbake"))

    def column(self) -> ComposeResult:
        yield Tekst(("Ring nå. Du trenger ikke være sikker.", "bold"), ("  Numre kontrollert 3. nov. 2026", "$muted"))
        yield Tekst(("112          ", "bold"), "Politi – fare for liv og helse", kind="panel")
        yield Valg(
            Heading("Er det mistanke – eller fare – for «Blå ugle»?"),
            Row("ja", "Ja – jeg har mistanke, eller det er fare"),
            Row("nei", "Nei – jeg ville bare se numrene"),
        )

    def on_mount(self) -> None:
        self.show_where(Where(("MISTANKE OM VOLD ELLER SEKSUELLE OVERGREP – ELLER AKUTT FARE",), "safety"))


class HaltedPage(Page[None]):
    """A case standing at the alarm."""

    def column(self) -> ComposeResult:
        yield Tekst("Saken venter på en samtale", kind="title")
        yield Valg(
            Heading("Gjør dette", "bare det som er trygt nå"),
            Row("logg", "Skriv i loggen", sub="Barnets egne ord, så nær som du husker dem."),
            Row(
                "møte",
                "Inviter foresatte til samtale",
                closed=True,
                sub="Venter på råd fra barnevernet eller politiet.",
            ),
        )

    def on_mount(self) -> None:
        self.show_where(Where(("Blå ugle",), "halted"))
        steps = (
            Step("Bekymring oppstår", "done", "1"),
            Step("Konkretiser", "off", "2"),
            Step("Varsling", "alarm"),
            Step("Samtale", "off", "3"),
        )
        self.show_rail(RailData("Nivå 1", "egen tjeneste", steps=steps))


class StartPage(Page[None]):
    """First start."""

    CENTRED = True

    def keys(self) -> tuple[Key, ...]:
        return keys("f9", "f1", "f4", "ctrl+q")

    def column(self) -> ComposeResult:
        yield Tekst("Lag passordfrasen din", kind="title")
        yield Valg(
            Row("bruk", "Bruk forslaget", "choice", on=True),
            Row("nytt", "Lag et nytt forslag", "choice"),
            Row("egen", "Skriv min egen", "choice"),
        )
        yield Tekst("Skriv frasen én gang for å øve:", kind="muted", classes="gap")
        yield Passordlinje(hint="passordfrasen")
        yield Linje("om 3 uker")
        yield Tekst("✓ sterk nok: seks ord", kind="ok")
        yield Knapper(Knapp("videre", "Videre"), Knapp("øv", "Prøv med øvelsesbarn først"))


MENU = (
    MenuRow("log", "Skriv i loggen", "f6"),
    MenuRow("deadlines", "Frister", "f7"),
    MenuRow("lock", "Lås skjermen", "ctrl+l"),
    MenuRow("theme", "Bytt farger", also="tema natt dag kontrast"),
)

PAGES: dict[str, type[Screen[None]]] = {
    "sak": CasePage,
    "notat": NotePage,
    "hjem": HomePage,
    "f9": SafetyPage,
    "stanset": HaltedPage,
    "start": StartPage,
}


class Gallery(SafeApp):
    """Opens one page, and can draw it; the product cannot."""

    export_screenshot = App.export_screenshot

    def __init__(self, page: str = "sak") -> None:
        super().__init__()
        self._page = page

    def on_mount(self) -> None:
        self.saved = Saved(at="14:02")
        self.push_screen(Menu(MENU) if self._page == "meny" else PAGES[self._page]())


async def draw(page: str, width: int, height: int, theme: str, folder: Path, *presses: str) -> None:
    """One page as PNG."""
    app = Gallery(page)
    app.theme = theme
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.press(*presses)
        await pilot.pause()
        picture = folder / f"{page}-{width}x{height}-{theme}.svg"
        # rsvg drops spaces at the start of a text unless told to keep them.
        drawn = app.export_screenshot().replace("<svg ", '<svg xml:space="preserve" ', 1).replace("&#160;", " ")
        picture.write_text(drawn, "utf-8")
    subprocess.run(["rsvg-convert", str(picture), "-o", str(picture.with_suffix(".png"))], check=True)
    picture.unlink()


async def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sizes = ((100, 30), (80, 24), (60, 20), (40, 10), (140, 45))
    for theme, size, page in product(PALETTES, sizes, (*PAGES, "meny")):
        await draw(page, *size, theme, folder)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
