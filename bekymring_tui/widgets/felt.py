"""The field for running text: grows with it, holds no more than can be shown quickly, forgets when told to."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location
from textual.message import Message
from textual.widgets import TextArea

from bekymring_tui.widgets.plain_text import storable, text

LIMIT = 10_000
"""Characters. A paste of one long line makes every key after it slow, by its length."""


class Felt(TextArea):
    """Posts `Felt.Changed` on every change (`event.text_area.text` is the whole text) and `Felt.Full` at the limit.

    `hint` shows only while the field has focus and is empty: what must be known stands above the field.
    """

    DEFAULT_CSS = """
    Felt {
        height: auto; min-height: 2; max-height: 10;
        border: none; border-left: solid $line; padding: 0 1;
        background: $field; color: $foreground;
    }
    Felt:focus { border: none; border-left: thick $accent; background: $field-focus; }
    Felt .text-area--cursor-line { background: $field; }
    Felt:focus .text-area--cursor-line { background: $field-focus; }
    Felt .text-area--placeholder { color: $muted; }
    Felt .text-area--selection { background: $cur-bg; color: $cur-fg; }
    Felt .text-area--matching-bracket { background: $field; }
    Felt:dark .text-area--cursor, Felt:light .text-area--cursor { background: $foreground; color: $background; }
    Felt:dark.-read-only .text-area--cursor, Felt:light.-read-only .text-area--cursor {
        background: $foreground; color: $background;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f6,f7", "leave_to_app", show=False)]

    class Full(Message):
        """More came than there is room for. `surplus` is what was left out: offer it a place of its own."""

        def __init__(self, felt: Felt, surplus: str) -> None:
            super().__init__()
            self.felt = felt
            self.surplus = surplus

        @property
        def control(self) -> Felt:
            return self.felt

    def __init__(
        self,
        value: str = "",
        *,
        hint: str = "",
        limit: int = LIMIT,
        read_only: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(
            storable(value),
            tab_behavior="focus",
            read_only=read_only,
            highlight_cursor_line=False,
            id=id,
            classes=classes,
        )
        self._hint = hint
        self._limit = limit
        self.match_cursor_bracket = False

    def on_focus(self) -> None:
        self.placeholder = text(self._hint)

    def on_blur(self) -> None:
        self.placeholder = ""

    def action_leave_to_app(self) -> None:
        """TextArea would select the line, or everything, and the next key would replace it."""

    def forget(self) -> None:
        """Empty, with nothing left to undo."""
        self.load_text("")

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]
        event.prevent_default()
        event.stop()
        if not self.read_only and (result := self._replace_via_keyboard(event.text, *self.selection)):
            self.move_cursor(result.end_location)

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Keys and pastes alike come through here."""
        if self.read_only:
            return None
        insert = storable(insert)
        room = self._limit - len(self.text) + len(self.get_text_range(start, end))
        fits, surplus = insert[: max(room, 0)], insert[max(room, 0) :]
        if surplus:
            self.post_message(self.Full(self, surplus))
        return super()._replace_via_keyboard(fits, start, end) if fits else None
