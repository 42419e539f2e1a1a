"""A page that belongs to the open case, and keeps what is written on it until its act is taken."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.widget import Widget

from bekymring_tui.case.acts import Act
from bekymring_tui.screens import surroundings
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.observed import ASKING, Observed
from bekymring_tui.screens.overflow import OFFER, Offer
from bekymring_tui.screens.page import AppPage
from bekymring_tui.screens.typed import Typed, widget_id
from bekymring_tui.texts import text
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg

REFUSAL = "refusal"
"""Class of the line that says why an act was not taken."""


def keep_in_sight(field: Widget) -> None:
    """A page opens on its top, which may leave the field with focus below the screen until it is written in."""
    if field.has_focus:
        field.scroll_visible(animate=False)


class CasePart(AppPage[None]):
    """`WHERE`, `HELP`: text ids. Every field with an id is a draft under `key()` by that id (P3).

    A draft is a way to find again what was typed, so it is only ever dropped when its act is stored.
    `DRAWN_ONCE`: words of the procedure are drawn when the page opens, so it closes when the alarm closes or
    opens something.
    """

    WHERE: ClassVar[str]
    HELP: ClassVar[str]
    DRAWN_ONCE: ClassVar[bool] = False

    def on_mount(self) -> None:
        self._masked = self.case.state.masks
        self.show_where(surroundings.where(self.case, *self.places()))
        self.draw()

    def draw(self) -> None:
        """Show what changes with the case."""

    def case_changed(self) -> None:
        if not self.is_mounted:
            return
        if self.DRAWN_ONCE and self._masked != self.case.state.masks:
            self.app.pop_screen()
        else:
            self.draw()

    def settings_changed(self) -> None:
        """Questions about words may have been switched off."""
        for field in self.query(f".{ASKING}").results(Observed):
            field.look()

    def places(self) -> tuple[str, ...]:
        """Where in the case this is, for the bar."""
        return (text(self.WHERE),)

    def help_text(self) -> str:
        return text(self.HELP)

    def key(self) -> str:
        """The draft key of this page; empty when it keeps nothing."""
        return ""

    def typed(self) -> Typed:
        return Typed(self.app, self.case.id, self.key())

    def finish(self, *acts: Act) -> bool:
        """Take the acts in turn, then forget the drafts and close. False when one was not taken; the rest waits."""
        # An act may bring the case to another visit, and the key with it.
        typed = self.typed()
        self.query(f".{REFUSAL}").remove()
        for act in acts:
            if not self.app.take(act):
                return False
        typed.drop()
        if self.on_top:
            self.app.pop_screen()
        return True

    def show_refusal(self, words: str, ask: str | None) -> None:
        """Under the field it is about, else as a notice."""
        field = next((one for one in self.focus_chain if ask and one.id == widget_id(ask)), None)
        if field is None or not isinstance(field.parent, Widget):
            super().show_refusal(words, None)
            return
        self.query(f".{REFUSAL}").remove()
        told = Tekst(f"× {words}", kind="danger", classes=REFUSAL)
        field.parent.mount(told, after=field)
        self.set_focus(field)
        self.call_after_refresh(told.scroll_visible, animate=False)

    def days_hold(self) -> bool:
        """Whether every day that is written is one; else the cursor goes to the first that is not."""
        for day in self.query(DayField):
            if day.wrong and day.display:
                # The field says itself what is wrong with it.
                self.query(f".{REFUSAL}").remove()
                self.set_focus(day.query_one(Linje))
                self.call_after_refresh(day.scroll_visible, animate=False)
                return False
        return True

    # Keeping ---------------------------------------------------------------------------------------------

    def keep(self, field: str, value: str) -> None:
        """A field holds something else than before."""
        if self.key():
            self.typed().note(field, value)

    def _keep(self, field: str | None, value: str) -> None:
        # What is left in the queue when the program locks has nowhere to go.
        if field and self.app.keeper:
            self.keep(field, value)

    @on(Felt.Changed)
    def _keep_text(self, event: Felt.Changed) -> None:
        keep_in_sight(event.text_area)
        self._keep(event.text_area.id, event.text_area.text)

    @on(Linje.Changed)
    def _keep_line(self, event: Linje.Changed) -> None:
        # A line also posts the value that it is mounted with, which nobody typed.
        if event.input.has_focus:
            keep_in_sight(event.input)
            self._keep(event.input.id, event.value)

    @on(DayField.Changed)
    def _keep_day(self, event: DayField.Changed) -> None:
        self._keep(event.control.field, event.kept)

    @on(Valg.Chosen)
    def _keep_choice(self, event: Valg.Chosen) -> None:
        self._keep(event.valg.id, event.row.id)

    # Too much --------------------------------------------------------------------------------------------

    @on(Felt.Full)
    async def _offer_the_log(self, event: Felt.Full) -> None:
        name = f"{OFFER}-{event.felt.id}"
        offer = next(iter(self.query(f"#{name}").results(Offer)), None)
        if offer:
            offer.add(event.surplus)
        elif isinstance(event.felt.parent, Widget):
            self.notify(text("form.full"), severity="warning")
            await event.felt.parent.mount(Offer(event.surplus, id=name), after=event.felt)

    @on(Offer.Taken)
    def _take_offer(self, event: Offer.Taken) -> None:
        from bekymring_tui.screens.log import LogPage

        event.offer.remove()
        self.app.push_screen(LogPage(event.offer.surplus))
