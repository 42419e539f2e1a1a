"""What the tests of the work pages share: bringing a case somewhere, typing, looking into the vault."""

from __future__ import annotations

from typing import Any, TypeVar

from screen_samples import SeenApp
from textual import events
from textual.pilot import Pilot

from bekymring_tui.case.acts import AlarmAnswered, AlarmAsked, CallRecorded, Decided
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.page import Page

SIZES = [(140, 45), (100, 30), (80, 24), (60, 20), (40, 10)]

AWKWARD = "[/] [x] [@click=app.quit]gå[/] 👩‍👧 \u202eמבחן\u202c ‼ <b>"
"""Text that has broken screens: markup, emoji, right-to-left."""

Kind = TypeVar("Kind", bound=Page[Any])


def seen_app(pilot: Pilot[Any]) -> SeenApp:
    assert isinstance(pilot.app, SeenApp)
    return pilot.app


def the_case(pilot: Pilot[Any]) -> OpenCase:
    case = seen_app(pilot).case
    assert case is not None
    return case


def page(pilot: Pilot[Any], kind: type[Kind]) -> Kind:
    """The topmost page, which must be of this kind."""
    shown = pilot.app.screen
    assert isinstance(shown, kind), shown
    return shown


def decide(case: OpenCase, *outcomes: str, position: str = "p1") -> None:
    """These outcomes in turn, each with what a decision needs."""
    for one in outcomes:
        basis: Any = "anonymous" if one in ("D3", "D3p", "D3s") else None
        case.take(
            Decided(
                position=position, outcome=one, reason="Slik ble vi enige", decided_by="Kari", look_again="2026-12-14",
                basis=basis,
            )
        )  # fmt: skip


def raise_alarm(case: OpenCase, *, reached: bool = True) -> None:
    """A suspicion at home, and the call that opens the case's own page again."""
    case.take(AlarmAsked(by="key"))
    case.take(AlarmAnswered(answer="home"))
    if reached:
        at = case.desk.now().isoformat()
        case.take(CallRecorded(called="barnevern", result="reached", at=at, spoke_with="vakta"))


async def stand(pilot: Pilot[Any]) -> None:
    """Show the case as it stands now."""
    app = seen_app(pilot)
    app.go_to_case()
    app.page_does(lambda shown: shown.case_changed())
    await pilot.pause()


async def paste(pilot: Pilot[Any], words: str) -> None:
    """Into the field with focus, as a terminal pastes."""
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(events.Paste(words))
    await pilot.pause()


async def press_button(pilot: Pilot[Any], name: str) -> None:
    """By the keys: go to the button, and Enter."""
    for row in pilot.app.screen.query(Knapper):
        names = [one.id for one in row.buttons]
        if name in names:
            pilot.app.screen.set_focus(row)
            await pilot.press(*["left"] * len(names), *["right"] * names.index(name), "enter")
            await pilot.pause()
            return
    raise AssertionError(f"no button {name}")


def kinds(case: OpenCase) -> list[str]:
    """The kinds of the case's events."""
    return [one.kind for one in case.events]


def notices(pilot: Pilot[Any]) -> str:
    """What has been told in a corner."""
    return "\n".join(one.message for one in pilot.app._notifications)


def drafts(pilot: Pilot[Any], key: str) -> dict[str, str]:
    """What lies in the vault now under a draft key. Nothing is flushed for it."""
    case = the_case(pilot)
    return {one.field: one.text for one in case.desk.vault.drafts(case.id) if one.form == key}
