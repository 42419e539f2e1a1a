"""The field for one line, and the one for a passphrase."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.widgets import Input

from bekymring_tui.widgets.plain_text import one_line, storable

LIMIT = 500
"""Characters."""


class Linje(Input):
    """Posts `Linje.Changed` and, on Enter, `Linje.Submitted` (`event.value`). A pasted text becomes one line."""

    DEFAULT_CSS = """
    Linje, Linje:focus { height: 1; border: none; padding: 0 1; background-tint: transparent; }
    Linje { border-left: solid $line; background: $field; }
    Linje:focus { border-left: thick $accent; background: $field-focus; }
    Linje > .input--placeholder, Linje > .input--suggestion { color: $muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False, priority=True),
        Binding("down", "app.focus_next", show=False, priority=True),
    ]

    def __init__(
        self,
        value: str = "",
        *,
        hint: str = "",
        limit: int = LIMIT,
        password: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(
            one_line(storable(value)) if not password else value,
            password=password,
            max_length=limit,
            select_on_focus=False,
            id=id,
            classes=classes,
        )
        self._hint = hint

    def on_focus(self) -> None:
        self.placeholder = self._hint

    def on_blur(self) -> None:
        self.placeholder = ""

    def forget(self) -> None:
        """Empty. An Input keeps no history."""
        self.value = ""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(self._fitting(event.text), *self.selection)

    def action_paste(self) -> None:
        self.replace(self._fitting(self.app.clipboard), *self.selection)

    def _fitting(self, pasted: str) -> str:
        """What was pasted, on one line, cut where the field is full rather than refused whole."""
        line = " ".join(storable(pasted).split("\n")).replace("\t", " ")
        room = (self.max_length or LIMIT) - len(self.value) + len(self.selected_text)
        return line[: max(room, 0)]


class Passordlinje(Linje):
    """Shows dots. F4 on its page shows the passphrase, and hides it again; it cannot be copied or cut out."""

    def __init__(self, *, hint: str = "", id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(hint=hint, password=True, id=id, classes=classes)

    def toggle_shown(self) -> None:
        """Show the passphrase, or hide it again."""
        self.password = not self.password

    def action_copy(self) -> None:
        raise SkipAction

    def action_cut(self) -> None:
        """Nothing: a passphrase never goes to the clipboard."""

    def _fitting(self, pasted: str) -> str:
        return super()._fitting(pasted.strip("\r\n"))
