"""The municipality's own contacts: a plain file beside the vault, which a user or IT fills in. Never case data."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bekymring_tui.errors import Failure, Unwritable
from bekymring_tui.files import private_folder, read_toml, unwritable, write_safely
from bekymring_tui.texts import text

FILE_NAME = "kommuneprofil.toml"
BEFORE_NAME = "kommuneprofil.forrige.toml"
"""Where a file goes that could not be used whole, when it is written anew."""

LARGEST_FILE = 64 * 1024
LONGEST = 80
"""Characters in a name, or in what a contact is for."""
MOST = 20
"""Contacts of the municipality's own, for one procedure."""
MOST_ON_F9 = 3
"""Of these on F9, where nobody should have to look for a number."""

NOT_A_SERVICE = ("110", "112", "113")
"""No service answers here, so none can be given these numbers."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NUMBER = re.compile(r"\+?[0-9]{5,15}")
_SIGNS = re.compile(r"\+?[0-9 ]*")
_PHONES, _OWN = "telefoner", "egne"
_NAMES = {"label": "navn", "number": "nummer", "about": "om", "checked": "kontrollert", "on_f9": "f9"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact as it is filled in. Empty: what the procedure says holds.

    `number`: digits, with + first where it is abroad. `about`: when it is open, or what it is for. `checked`: the
    day someone made sure that the number is right. `on_f9`: for the municipality's own contacts.
    """

    label: str = ""
    number: str = ""
    about: str = ""
    checked: date | None = None
    on_f9: bool = False

    def __bool__(self) -> bool:
        return self != Entry()


@dataclass(frozen=True, slots=True)
class Contacts:
    """Those of one procedure: what is laid over its telephones, by their ids, and the municipality's own."""

    phones: Mapping[str, Entry] = field(default_factory=dict)
    own: tuple[Entry, ...] = ()

    def with_phone(self, name: str, entry: Entry) -> Contacts:
        """An empty entry gives the procedure's own back."""
        others = {one: laid for one, laid in self.phones.items() if one != name}
        return replace(self, phones=others | ({name: entry} if entry else {}))

    def with_own(self, before: Entry | None, entry: Entry) -> Contacts:
        """`entry` in place of `before`, or as one more; an empty one goes."""
        placed = tuple(entry if one == before else one for one in self.own)
        return replace(self, own=tuple(filter(None, placed if before in self.own else (*self.own, entry))))


@dataclass(frozen=True, slots=True)
class Profile:
    """The contacts of each procedure, by its id."""

    procedures: Mapping[str, Contacts] = field(default_factory=dict)

    def of(self, procedure: str) -> Contacts:
        """Empty where nothing is filled in."""
        return self.procedures.get(procedure, Contacts())

    def with_contacts(self, procedure: str, contacts: Contacts) -> Profile:
        return Profile({**self.procedures, procedure: contacts})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry: in which field, and the id of the text that says what to do."""

    field: str
    text_id: str


def plain_number(written: str) -> str:
    """Without spaces and the country code of Norway: «+47 00 00 00 00» is 00000000."""
    number = "".join(written.split())
    return number.removeprefix("+47") if number.startswith("+47") else number.removeprefix("0047")


def fault(entry: Entry, *, own: bool) -> Fault | None:
    """The first thing that must be put right before the entry can be used."""
    number = plain_number(entry.number)
    if own and not entry.label:
        return Fault("label", "profile.no_label")
    for name, words in (("label", entry.label), ("about", entry.about)):
        if len(words) > LONGEST or not words.isprintable():
            return Fault(name, "profile.words")
    if number in NOT_A_SERVICE:
        return Fault("number", "profile.number_emergency")
    if not _SIGNS.fullmatch(entry.number):
        return Fault("number", "profile.number_signs")
    if number and not _NUMBER.fullmatch(number):
        return Fault("number", "profile.number_length")
    if not number and (own or entry.checked):
        return Fault("number", "profile.no_number")
    return None


# The file --------------------------------------------------------------------------------------------------


def read_profile(folder: Path) -> tuple[Profile, list[str]]:
    """The profile of the store, and what to tell the user. What cannot be used is passed over."""
    path = folder / FILE_NAME
    try:
        found = read_toml(path, LARGEST_FILE)
    except FileNotFoundError:
        return Profile(), []
    except (OSError, ValueError):
        return Profile(), [text("profile.broken", path=path)]
    reading = _Reading(path)
    return Profile(dict(reading.procedures(found))), reading.problems


def change_profile(folder: Path, changed: Callable[[Profile], Profile]) -> Profile:
    """Carry out a change on the file as it lies there now, and give what it says then.

    A file that could not be used whole is kept beside it as it was. Raises Unwritable; Failure when there is no room.
    """
    found, problems = read_profile(folder)
    profile = changed(found)
    raw = _written(profile)
    if len(raw) > LARGEST_FILE or any(len(one.own) > MOST for one in profile.procedures.values()):
        raise Failure(text("profile.full", path=folder / FILE_NAME))
    path, before = folder / FILE_NAME, folder / BEFORE_NAME
    private_folder(folder)
    if problems:
        _move(path, before)
    try:
        write_safely(path, raw)
    except Unwritable:
        if problems:
            with contextlib.suppress(Unwritable):
                _move(before, path)
        raise
    return profile


def _move(path: Path, to: Path) -> None:
    try:
        path.replace(to)
    except OSError as error:
        raise unwritable(to, error) from error


def _written(profile: Profile) -> bytes:
    lines = [text("profile.file_head")]
    for procedure, contacts in profile.procedures.items():
        for name, entry in contacts.phones.items():
            lines += ["", f"[{procedure}.{_PHONES}.{name}]", *_lines(entry)]
        for entry in contacts.own:
            lines += ["", f"[[{procedure}.{_OWN}]]", *_lines(entry)]
    return ("\n".join(lines) + "\n").encode()


def _lines(entry: Entry) -> Iterator[str]:
    for name, shown in _NAMES.items():
        value = getattr(entry, name)
        if isinstance(value, date):
            yield f"{shown} = {value.isoformat()}"
        elif value:
            yield f"{shown} = {json.dumps(value, ensure_ascii=False)}"


class _Reading:
    """Takes what can be used from the file's tables, and notes what cannot."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []

    def _pass_over(self, where: str, why: str = "profile.unusable") -> None:
        shown = "".join(sign for sign in where if sign.isprintable())[:LONGEST]
        self.problems.append(text("profile.problem", where=shown, path=self.path, why=text(why)))

    def procedures(self, found: dict[str, Any]) -> Iterator[tuple[str, Contacts]]:
        for procedure, table in found.items():
            if not _ID.fullmatch(procedure) or not isinstance(table, dict):
                self._pass_over(procedure)
                continue
            for key in sorted(table.keys() - {_PHONES, _OWN}):
                self._pass_over(f"{procedure}.{key}")
            yield procedure, Contacts(dict(self._phones(procedure, table)), tuple(self._own(procedure, table)))

    def _phones(self, procedure: str, table: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
        phones = table.get(_PHONES, {})
        if not isinstance(phones, dict):
            self._pass_over(f"{procedure}.{_PHONES}")
            return
        for name, laid in phones.items():
            where = f"{procedure}.{_PHONES}.{name}"
            if not _ID.fullmatch(name):
                self._pass_over(where)
            elif entry := self._entry(where, laid, own=False):
                yield name, entry

    def _own(self, procedure: str, table: dict[str, Any]) -> Iterator[Entry]:
        own = table.get(_OWN, [])
        if not isinstance(own, list) or len(own) > MOST:
            self._pass_over(f"{procedure}.{_OWN}")
            return
        room = MOST_ON_F9
        for place, laid in enumerate(own, 1):
            where = f"{procedure}.{_OWN} {place}"
            if entry := self._entry(where, laid, own=True):
                if entry.on_f9 and not room:
                    self._pass_over(f"{where}.f9", "profile.f9_full")
                    entry = replace(entry, on_f9=False)
                room -= entry.on_f9
                yield entry

    def _entry(self, where: str, laid: object, *, own: bool) -> Entry | None:
        """None when it cannot be used: half an entry could send someone to a wrong number."""
        if isinstance(laid, dict):
            for key in sorted(laid.keys() - _NAMES.values()):
                self._pass_over(f"{where}.{key}")
        entry = _entry(laid)
        wrong = fault(entry, own=own) if entry is not None else None
        if entry is None or wrong:
            self._pass_over(where, wrong.text_id if wrong else "profile.unusable")
            return None
        return replace(entry, number=plain_number(entry.number))


def _entry(laid: object) -> Entry | None:
    """None for what is no table, or has a value of another kind."""
    if not isinstance(laid, dict):
        return None
    values = {name: _value(name, laid[shown]) for name, shown in _NAMES.items() if shown in laid}
    return None if None in values.values() else Entry(**values)


def _value(name: str, found: object) -> Any:
    """None for what is of another kind. A day may stand in quotes."""
    if name == "on_f9":
        return found if isinstance(found, bool) else None
    if name == "checked":
        if type(found) is date:
            return found
        with contextlib.suppress(ValueError, TypeError):
            return date.fromisoformat(found)  # type: ignore[arg-type]
        return None
    return " ".join(found.split()) if isinstance(found, str) else None
