"""The keys of the program: what they are called, and which leave the key line first when it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from bekymring_tui.texts import text as words


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the key line shows it. `press` is Textual's name of it, `shown` what stands on the keyboard."""

    press: str
    shown: str
    label: str


SHOWN = {
    "f9": "F9",
    "f1": "F1",
    "f2": "F2",
    "f3": "F3",
    "f4": "F4",
    "f5": "F5",
    "f6": "F6",
    "f7": "F7",
    "ctrl+n": "Ctrl+N",
    "ctrl+t": "Ctrl+T",
    "ctrl+p": "Ctrl+P",
    "ctrl+b": "Ctrl+B",
    "ctrl+l": "Ctrl+L",
    "ctrl+q": "Ctrl+Q",
    "escape": "Esc",
}
"""Every key that the key line, the menu or the help may show, in the order they stand in the line."""

LEAVING = ("ctrl+b", "f2", "f5", "f7", "f3", "ctrl+t", "ctrl+n", "ctrl+p", "f4", "ctrl+q", "f6")
"""Who leaves a narrow line first: what is printed beside its thing, then what the menu has as well."""

LAST_TO_LEAVE = ("f1", "ctrl+l")
"""Stay whenever there is room for more than F9 and Esc, which never leave."""

SAFETY = "f9"


def key(press: str, label: str = "") -> Key:
    """The key of this name, with its usual word or another: `key("escape", "Ferdig")`."""
    return Key(press, SHOWN[press], label or words(f"keys.{press.replace('+', '_')}"))


def keys(*presses: str) -> tuple[Key, ...]:
    """Several keys with their usual words."""
    return tuple(key(press) for press in presses)


def fitting(line: Sequence[Key], room: int, width_of: dict[str, int]) -> list[Key]:
    """The keys that fit into `room` cells, in order; `width_of` is each key's width with its gap."""
    staying = [one for press in SHOWN for one in line if one.press == press]
    for press in (*LEAVING, *LAST_TO_LEAVE):
        if sum(width_of[one.press] for one in staying) <= room:
            break
        staying = [one for one in staying if one.press != press]
    return staying


APP_KEYS: list[BindingType] = [
    Binding("f9,ctrl+g", "app.safety", show=False, priority=True),
    Binding("f1", "app.help", show=False, priority=True),
    Binding("f2", "app.source", show=False, priority=True),
    Binding("f3", "app.look_up", show=False, priority=True),
    Binding("f5", "app.uro", show=False, priority=True),
    Binding("f6", "app.log", show=False, priority=True),
    Binding("f7", "app.deadlines", show=False, priority=True),
    Binding("ctrl+p", "app.menu", show=False, priority=True),
    Binding("ctrl+n", "app.new", show=False, priority=True),
    Binding("ctrl+t", "app.forms", show=False, priority=True),
    # No text field has it, and every terminal sends it as one sign.
    Binding("ctrl+b", "app.blank", show=False, priority=True),
    Binding("ctrl+l", "app.lock", show=False, priority=True),
    Binding("ctrl+q", "app.quit", show=False, priority=True),
]
"""All with priority: a text field swallows F6 and F7, and only such keys reach the app from a dialog."""
