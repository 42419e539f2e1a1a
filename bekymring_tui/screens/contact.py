"""One contact: its number, and the day someone made sure that it is right. Nothing is kept before «Lagre»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from textual import on
from textual.app import ComposeResult

from bekymring_tui.case.contacts import Contact, contacts_of, for_alarm, own_contacts, to_lay, why_not
from bekymring_tui.case.dates import plain
from bekymring_tui.case.numbers import spaced
from bekymring_tui.flow.model import Flow
from bekymring_tui.flow.own import flow_of
from bekymring_tui.flow.sources import SourceLine, provenance
from bekymring_tui.profile import LONGEST, MOST_ON_F9, Contacts, Entry, Profile, plain_number
from bekymring_tui.screens.case_part import keep_in_sight
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.headings import heading
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.shell import Shell
from bekymring_tui.screens.typed import Typed
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.keys import Key, key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg

PHONE, OWN, NEW = "phone", "own", "new"
"""Begin the name of a contact: `phone/barnevern`, `own/Krisesenteret`, `new`."""

DRAFTS = "contacts"
"""What is typed here is kept under this name until it is saved, like the drafts of a case."""

LINES = ("label", "number", "about")


def procedure(app: Shell) -> Flow:
    """The open case's, else the one where the user works."""
    return app.case.guide.flow if app.case else flow_of(app.settings.municipality, app.settings.folder).flow


class ContactPage(AppPage[None]):
    """`which`: the contact. Esc leaves everything as it was."""

    NAME = "contact"

    KEYS: ClassVar[tuple[str, ...]] = ("f9", "f1", "f2", "ctrl+p", "ctrl+l", "escape")

    def __init__(self, which: str = NEW) -> None:
        super().__init__()
        self._which = which

    def place(self) -> dict[str, str]:
        return {**super().place(), "contact": self._which}

    @classmethod
    def at(cls, place: Mapping[str, str]) -> Self:
        return cls(place.get("contact", NEW))

    def keys(self) -> tuple[Key, ...]:
        return (*keys(*self.KEYS[:-1]), key("escape", text("profile.esc")))

    def column(self) -> ComposeResult:
        self._flow = procedure(self.app)
        self._contact, self._printed = self._found(self._laid()), self._found(Contacts())
        self._before = self._as_it_stands()
        kept = {**self._before, **self._typed().read()}
        yield Tekst(self._contact.label if self._contact else text("profile.new"), kind="title")
        yield Tekst(self._printed_words(), kind="muted")
        yield heading(text("profile.label"), text("profile.label_hint"))
        yield Linje(kept["label"], limit=LONGEST, id="label")
        yield heading(text("profile.number"), text("profile.number_hint"))
        yield Linje(kept["number"], limit=30, id="number")
        yield heading(text("profile.checked"), text("profile.checked_hint"))
        yield DayField(kept["checked"], self.app.now(), field="checked")
        yield heading(text("profile.opens"), text("profile.opens_hint"))
        yield Linje(kept["about"], limit=LONGEST, id="about")
        yield Valg(*self._choices(kept["on_f9"]), id="on_f9")
        yield Tekst(id="told", kind="danger")
        yield Knapper(*(Knapp(one, text(f"profile.{one}")) for one in ("save", "today", "clear")))

    def on_mount(self) -> None:
        self.show_where(Where((text("profile.where"),)))
        self.query_one("#on_f9", Valg).display = self._is_own

    def help_text(self) -> str:
        return text("profile.one_help")

    def sources(self) -> list[SourceLine]:
        phone = self._flow.phones.get(self._contact.id) if self._contact else None
        return provenance(phone, flow=self._flow) if phone else []

    # What it shows ---------------------------------------------------------------------------------------

    @property
    def _is_own(self) -> bool:
        return not self._which.startswith(f"{PHONE}/")

    def _laid(self) -> Contacts:
        return self.app.profile.of(self._flow.id)

    def _found(self, laid: Contacts) -> Contact | None:
        """The contact as it stands with this laid over the procedure; None for a new one."""
        kind, _, name = self._which.partition("/")
        today = self.app.now().date()
        if kind == PHONE:
            return next((one for one in contacts_of(self._flow, laid, today) if one.id == name), None)
        return next((one for one in own_contacts(laid, today) if kind == OWN and one.label == name), None)

    def _as_it_stands(self) -> dict[str, str]:
        """What the fields hold before anything is typed."""
        if self._contact is None:
            return dict.fromkeys((*LINES, "checked", "on_f9"), "")
        laid = self._contact.laid
        return {
            "label": self._contact.label,
            "number": spaced(self._contact.number),
            "about": self._contact.about,
            "checked": plain(laid.checked) if laid.checked else "",
            "on_f9": "yes" if laid.on_f9 else "",
        }

    def _printed_words(self) -> str:
        if self._is_own:
            return text("profile.plain")
        if self._printed is None or self._printed.id not in self._flow.phones:
            return text("profile.not_printed")
        found = "printed" if self._printed.number else "printed_none"
        return text(f"profile.{found}", label=self._printed.label, number=spaced(self._printed.number))

    def _choices(self, on_f9: str) -> list[Row]:
        return [Row("on_f9", text("profile.shown_on_f9"), "action", on=bool(on_f9))]

    # Typing ----------------------------------------------------------------------------------------------

    def _typed(self) -> Typed:
        return Typed(self.app, DRAFTS, f"{self._flow.id}/{self._which}")

    def _note(self, field: str, value: str) -> None:
        # What is left in the queue when the program locks has nowhere to go.
        if self.app.keeper:
            self._typed().note(field, value)

    @on(Linje.Changed)
    def _keep_line(self, event: Linje.Changed) -> None:
        if not event.input.has_focus:
            return
        keep_in_sight(event.input)
        self._note(event.input.id or "", event.value)
        day = self.query_one(DayField)
        other = plain_number(event.value) != plain_number(self._before["number"])
        if event.input.id == "number" and other and day.words == self._before["checked"]:
            self._set_day("")

    @on(DayField.Changed)
    def _keep_day(self, event: DayField.Changed) -> None:
        self._note("checked", event.kept)

    @on(Valg.Toggled)
    def _keep_choice(self, event: Valg.Toggled) -> None:
        self._note("on_f9", "yes" if event.row.on else "")

    @on(Linje.Submitted)
    def _next(self) -> None:
        self.focus_next()

    def _set_day(self, words: str) -> None:
        """A day belongs to the number that was checked: another number has none yet."""
        self.query_one(DayField).write(words)
        self._note("checked", words)

    # Buttons ---------------------------------------------------------------------------------------------

    @on(Knapper.Pressed)
    def _press(self, event: Knapper.Pressed) -> None:
        match event.knapp.id:
            case "today":
                self._set_day(plain(self.app.now().date()))
                self._tell("profile.date_set")
            case "clear":
                self._clear()
                self._tell("profile.cleared")
            case _:
                self._save()

    def _tell(self, words: str) -> None:
        self.query_one("#told", Tekst).show(text(words))

    def _clear(self) -> None:
        for name in LINES:
            self.query_one(f"#{name}", Linje).value = ""
            self._note(name, "")
        self._set_day("")
        self.query_one("#on_f9", Valg).show(*self._choices(""))
        self._note("on_f9", "")

    def _save(self) -> None:
        if self.query_one(DayField).wrong:
            return self.show_refusal(text("day.unreadable_short"), "checked")
        entry = self._entry()
        if refused := self._refused(entry):
            return self.show_refusal(text(refused[1]), refused[0])
        before = self._contact.laid if self._contact and self._is_own else None
        flow, name = self._flow.id, self._which.partition("/")[2]

        def changed(profile: Profile) -> Profile:
            laid = profile.of(flow)
            kept = laid.with_own(before, entry) if self._is_own else laid.with_phone(name, entry)
            return profile.with_contacts(flow, kept)

        if self.app.keep_profile(changed):
            self._typed().drop()
            self.app.notify(text("profile.saved"))
            self.app.pop_screen()
        return None

    def _entry(self) -> Entry:
        """What is to be kept; empty when the contact goes."""
        words = {name: " ".join(self.query_one(f"#{name}", Linje).value.split()) for name in LINES}
        day = self.query_one(DayField).day
        typed = Entry(**words, checked=day, on_f9=bool(self.query_one("#on_f9", Valg).chosen))
        return to_lay(self._printed, typed) if any(words.values()) or day else Entry()

    def _refused(self, entry: Entry) -> tuple[str, str] | None:
        """The field, and the text that says what to do; None when it can be kept."""
        if self._contact and not entry:
            return None
        others = [one for one in self._laid().own if not self._contact or one != self._contact.laid]
        if self._is_own and entry.label in [one.label for one in others]:
            return "label", "profile.same_name"
        if entry.on_f9 and sum(one.on_f9 for one in others) >= MOST_ON_F9:
            return "on_f9", "profile.f9_full"
        called = entry.on_f9 or bool(self._contact and for_alarm(self._flow, self._contact))
        found = why_not(entry, self.app.now().date(), own=self._is_own, called=called)
        return (found.field, found.text_id) if found else None

    def show_refusal(self, words: str, ask: str | None) -> None:
        self.query_one("#told", Tekst).show(f"× {words}")
        super().show_refusal(words, ask)

    def action_back(self) -> None:
        self._typed().drop()
        super().action_back()
