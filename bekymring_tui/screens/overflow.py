"""What did not fit into a full field, and the button that takes it into the log, so that no pasted text is lost."""

from __future__ import annotations

from textual.message import Message

from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper

OFFER = "surplus"


class Offer(Knapper):
    """The button; `surplus` is all that has not fitted so far."""

    class Taken(Message):
        """The user wants it in the log."""

        def __init__(self, offer: Offer) -> None:
            super().__init__()
            self.offer = offer

    def __init__(self, surplus: str, *, id: str) -> None:  # noqa: A002
        self.surplus = surplus
        super().__init__(self._button(), id=id)

    def add(self, surplus: str) -> None:
        """More that did not fit."""
        self.surplus += surplus
        self.show(self._button())

    def action_press(self) -> None:
        self.post_message(self.Taken(self))

    def _button(self) -> Knapp:
        return Knapp(OFFER, text("form.surplus", count=len(self.surplus)))
