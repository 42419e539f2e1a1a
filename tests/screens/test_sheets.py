"""Forms that help: filled in, asking only what is needed, on as many sheets as the case has use for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from screen_samples import AtCase, SeenApp
from textual.pilot import Pilot
from work_samples import drafts, kinds, notices, page, paste, press_button, raise_alarm, seen_app, the_case

from bekymring_tui.case.acts import AdviceRecorded, FormSaved, Logged
from bekymring_tui.case.digest import digest
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.forms.model import Form
from bekymring_tui.forms.shown import shown
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.form_text import FormTextPage
from bekymring_tui.screens.forms import FormsPage
from bekymring_tui.screens.misfile import MisfilePage
from bekymring_tui.screens.sheets import SheetsPage
from bekymring_tui.screens.typed import widget_id
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.page import Page
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg

YES_OR_NO = [{"id": "yes", "label": "Ja"}, {"id": "no", "label": "Nei"}]


def form(name: str, *sections: list[dict[str, Any]], **more: Any) -> Form:
    """Each list is a section; a field's label is its id, and its short name."""
    parts = [
        {
            "id": f"s{number}",
            "title": f"Del {number}",
            "fields": [{"label": one["id"], "short": one["id"], **one} for one in fields],
            **({"shown_if": {"field": "agreed", "is": "yes"}} if number == 2 else {}),
        }
        for number, fields in enumerate(sections, 1)
    ]
    return Form.model_validate({"id": name, "title": name.title(), "sections": parts, **more})


AGREED = form(
    "avtale",
    [
        {"id": "who", "type": "line", "prefill": "worker"},
        {"id": "agreed", "type": "choice", "options": YES_OR_NO, "need": "must", "length": "ett ord"},
    ],
    [{"id": "scope", "need": "must"}],
    [{"id": "end", "type": "line"}],
)
EACH = form("samtykker", [{"id": "who", "prefill": "guardian"}, {"id": "said"}], repeats="guardian",
            contacts=["guardians"])  # fmt: skip
MANY = form("notater", [{"id": "what"}], repeats="many", purpose="Ett notat om gangen.")
TALK = form("ark", [{"id": "about"}], nameless=True)


@asynccontextmanager
async def with_forms(at_case: AtCase, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[SeenApp]]:
    async with at_case(size=size) as pilot:
        case = the_case(pilot)
        more = {one.id: one for one in (AGREED, EACH, MANY, TALK)}
        case.guide = replace(case.guide, forms={**case.guide.forms, **more})
        yield pilot


async def opened(pilot: Pilot[SeenApp], new: Page[Any]) -> Page[Any]:
    seen_app(pilot).push_screen(new)
    await pilot.pause()
    await pilot.pause()
    return new


def saved(pilot: Pilot[SeenApp], name: str, instance: str = "1") -> dict[str, str]:
    found = the_case(pilot).state.forms.get((name, instance))
    return dict(found.answers) if found else {}


async def test_what_the_case_fills_in_is_marked_and_saved_when_the_user_means_it(at_case: AtCase) -> None:
    async with with_forms(at_case) as pilot:
        form_page = await opened(pilot, FormPage("avtale"))
        assert "1 who  fylt ut for deg" in seen_app(pilot).seen()
        assert form_page.focused_field() == "agreed"
        await pilot.press("escape")
        await pilot.pause()
        assert saved(pilot, "avtale") == drafts(pilot, "avtale/1") == {}
        form_page = await opened(pilot, FormPage("avtale"))
        await press_button(pilot, "keep")
        assert saved(pilot, "avtale") == {"who": "Kari Prøve"}
        form_page = await opened(pilot, FormPage("avtale"))
        assert "fylt ut for deg" not in seen_app(pilot).seen()
        assert "Behold" not in seen_app(pilot).seen()


async def test_questions_come_and_go_with_the_answers_and_lose_nothing(at_case: AtCase) -> None:
    async with with_forms(at_case) as pilot:
        form_page = await opened(pilot, FormPage("avtale"))
        seen = seen_app(pilot).seen()
        assert "Lengde: ett ord." in seen
        assert "Del 2" not in seen
        assert "3 end" in seen
        await pilot.press("space")
        await pilot.pause()
        seen = seen_app(pilot).seen()
        assert all(one in seen for one in ("Del 2", "3 scope  må fylles ut", "4 end"))
        form_page.focus_field("scope")
        await paste(pilot, "Bare fraværet")
        form_page.focus_field("agreed")
        await pilot.press("down", "space")
        await pilot.pause()
        assert "scope" not in seen_app(pilot).seen()
        await pilot.press("up", "space")
        await pilot.pause()
        assert form_page.query_one("#scope", Felt).text == "Bare fraværet"
        await pilot.press("down", "space", "escape")
        await pilot.pause()
        assert saved(pilot, "avtale") == {"who": "Kari Prøve", "agreed": "no", "scope": "Bare fraværet"}
        assert "mangler" not in notices(pilot)


async def test_leaving_with_something_missing_saves_and_says_what_and_where(at_case: AtCase) -> None:
    async with with_forms(at_case) as pilot:
        await opened(pilot, FormPage("avtale"))
        await pilot.press("space")
        await press_button(pilot, "read")
        seen = seen_app(pilot).seen()
        assert isinstance(pilot.app.screen, FormTextPage)
        assert "Kari Prøve" in seen
        assert "Mangler, må fylles ut: scope" in seen
        await pilot.press("escape", "escape")
        await pilot.pause()
        page(pilot, CasePage)
        assert saved(pilot, "avtale") == {"who": "Kari Prøve", "agreed": "yes"}
        assert "«Avtale» er lagret. Det mangler noe som må fylles ut: 3 scope." in notices(pilot)


async def test_a_form_of_many_sheets_is_a_list_with_a_new_one(at_case: AtCase) -> None:
    async with with_forms(at_case, (80, 24)) as pilot:
        for words in ("Første", "Andre"):
            await opened(pilot, SheetsPage("notater"))
            await pilot.press("end", "enter")
            await pilot.pause()
            await paste(pilot, words)
            await pilot.press("escape")
            await pilot.pause()
        seen = seen_app(pilot).seen()
        assert seen.index("Notater 2") < seen.index("Andre") < seen.index("Notater 1") < seen.index("Første")
        assert "22. nov. · ferdig" in seen
        assert "Nytt ark: notater" in seen
        await pilot.press("home", "down", "enter")
        await pilot.pause()
        await paste(pilot, "Rettet ")
        await press_button(pilot, "misfile")
        page(pilot, MisfilePage)
        await paste(pilot, "Feil barn")
        await press_button(pilot, "misfile")
        seen = seen_app(pilot).seen()
        page(pilot, SheetsPage)
        assert "Notater 1" not in seen
        assert saved(pilot, "notater") == {}
        assert saved(pilot, "notater", "2") == {"what": "Andre"}
        assert kinds(the_case(pilot)).count("misfiled") == 2


async def test_each_guardian_has_a_sheet_that_only_their_own_clearance_opens(at_case: AtCase) -> None:
    async with with_forms(at_case) as pilot:
        case = the_case(pilot)
        await opened(pilot, SheetsPage("samtykker"))
        await pilot.press("down", "enter")
        await pilot.pause()
        form_page = page(pilot, FormPage)
        assert form_page.query_one("#who", Felt).text == "Far"
        assert "Mor" not in seen_app(pilot).seen()
        await paste(pilot, "Ja")
        await pilot.press("escape")
        await pilot.pause()
        assert saved(pilot, "samtykker", "g2") == {"who": "Far", "said": "Ja"}
        told = digest(case.guide, case.state, anonymous=False)
        assert "Samtykker – Far" in [one.form for one in told.forms]
        raise_alarm(case)
        seen_app(pilot).page_does(lambda one: one.case_changed())
        await pilot.pause()
        seen = seen_app(pilot).seen()
        assert "amtykker" not in seen
        assert "2 ark" in seen
        assert "Stengt til" in seen
        await opened(pilot, FormsPage())
        assert "Samtykker" not in seen_app(pilot).seen()
        at = case.desk.now().isoformat()
        case.take(AdviceRecorded(by="barnevern", spoke_with="vakt", at=at, clears=True, guardians=["g2"]))
        await opened(pilot, SheetsPage("samtykker"))
        seen = seen_app(pilot).seen()
        assert "Samtykker – Far" in seen
        assert "Samtykker – Mor" not in seen


async def test_where_nobody_is_known_a_guardian_can_be_added(at_case: AtCase) -> None:
    async with with_forms(at_case) as pilot:
        case = the_case(pilot)
        case.state = replace(case.state, guardians={})
        await opened(pilot, SheetsPage("samtykker"))
        assert "+ Legg til en foresatt" in seen_app(pilot).seen()


@pytest.mark.parametrize(("words", "told"), [("Blå ugle er ofte trøtt", "Her står «Blå ugle»"), ("Mor er trøtt", "")])
async def test_a_nameless_form_says_when_a_name_stands_in_it(at_case: AtCase, words: str, told: str) -> None:
    async with with_forms(at_case, (80, 24)) as pilot:
        await opened(pilot, FormPage("ark"))
        assert "På et lite sted" in seen_app(pilot).seen()
        await paste(pilot, words)
        seen = seen_app(pilot).seen()
        assert told in seen if told else "Her står" not in seen
        await pilot.press("escape")
        await pilot.pause()
        assert saved(pilot, "ark") == {"about": words}


async def test_every_form_is_filled_in_left_resumed_corrected_and_read_back(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        for one in the_case(pilot).guide.forms.values():
            instance = "g1" if one.repeats == "guardian" else "1"
            asked = next(field.id for field in shown(one, {}) if field.type in ("text", "line") and not field.prefill)
            for words in ("Utkast", "Rettet "):
                form_page = await opened(pilot, FormPage(one.id, instance))
                form_page.focus_field(widget_id(asked))
                await pilot.press("ctrl+home" if isinstance(pilot.app.focused, Felt) else "home")
                await paste(pilot, words)
                await pilot.press("escape")
                await pilot.pause()
            await opened(pilot, FormTextPage(one.id, instance))
            assert "Rettet Utkast" in "\n".join(str(text.content) for text in pilot.app.screen.query(Tekst)), one.id
            await pilot.press("escape")
            kept = saved(pilot, one.id, instance) or drafts(pilot, f"{one.id}/{instance}")
            assert kept[asked] == "Rettet Utkast", one.id


async def test_every_form_is_found_from_the_menu_with_how_far_it_has_come(at_case: AtCase) -> None:
    async with with_forms(at_case, (80, 24)) as pilot:
        the_case(pilot).take(FormSaved(form="notater", instance="1", answers={"what": "Ett"}))
        the_case(pilot).take(Logged(aspect="seen", text="Satt alene", observed="2026-11-20"))
        await pilot.press("ctrl+p")
        await pilot.press(*"skjema", "enter")
        await pilot.pause()
        page(pilot, FormsPage)
        await pilot.press("escape", "ctrl+t")
        await pilot.pause()
        rows = page(pilot, FormsPage).query_one("#forms", Valg)
        names = [one.id for one in rows.rows]
        assert names.index("form:konkretisering") < names.index("form:notater")
        assert set(names) == {f"form:{one}" for one in the_case(pilot).guide.forms}
        notes = rows.rows[names.index("form:notater")]
        assert (notes.sub, notes.note) == ("Ett notat om gangen.", "1 ark")
        assert "Brukes i prosedyren" in seen_app(pilot).seen()
        rows.stand_on("form:notater")
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, SheetsPage)


async def test_under_the_alarm_each_form_is_closed_as_far_as_it_leads_to_guardians(at_case: AtCase) -> None:
    async with at_case() as pilot:
        case = the_case(pilot)
        raise_alarm(case)
        closed_whole, closed_in_part, open_ones = set(), set(), set()
        for each in case.guide.forms.values():
            shown_page = await opened(pilot, FormPage(each.id, "g1" if each.repeats == "guardian" else "1"))
            words = " ".join(str(one.render()) for one in shown_page.query(Tekst))
            fields = [one for one in shown_page.query("Felt, Linje, DayField, Uro, Valg") if one.id]
            inside = [one.title for one in each.sections if GUARDIAN_CONTACTS & {*one.contacts}]
            if GUARDIAN_CONTACTS & {*each.contacts}:
                closed_whole.add(each.id)
                assert not fields, each.id
                assert "stengt" in words.lower(), each.id
                assert each.title not in seen_app(pilot).seen(), each.id
            else:
                (closed_in_part if inside else open_ones).add(each.id)
                assert fields, each.id
                assert ("stengt" in words.lower()) is bool(inside), each.id
                assert not any(f" {one} " in f" {words} " for one in inside), each.id
            seen_app(pilot).pop_screen()
        assert closed_whole == {"samtykke", "gode_moter", "moteinnkalling", "samtale_foresatte"}
        assert {"refleksjonsnotat", "evaluering", "referat", "samtale_barn"} <= closed_in_part
        assert {"konkretisering", "snakkeark", "loggnotat"} <= open_ones
