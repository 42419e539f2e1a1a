"""«Feil sak»: the alarm moves, and stands in the right case before it leaves the wrong one."""

from __future__ import annotations

from safety_samples import choose, push, raise_alarm, record_call, started_again, write
from screen_samples import AtCase, Clock, Ready

from bekymring_tui.case.people import Subject
from bekymring_tui.screens.alarm import AlarmPage
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.move_alarm import MoveAlarmPage


async def test_to_another_case(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        app = pilot.app
        right = app.desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Grå hare"))
        await raise_alarm(pilot)
        await choose(pilot, "page:move_alarm", "#others")
        assert "Grå hare" in app.seen()
        app.keep_picture("flytt-100-natt")
        await choose(pilot, right.id, "#to")
        await push(pilot, "move")
        assert app.screen.focused.id == "reason"
        await write(pilot, "reason", "Jeg sto i feil sak")
        await push(pilot, "move")
        assert isinstance(app.screen, AlarmPage)
        assert app.case.id == right.id
        assert app.case.state.alarm.raised == "home"
        wrong = app.desk.open_case(ready.case_id)
        assert wrong.state.alarm.raised is None
        assert wrong.state.alarm.moved_to == right.id
        await record_call(pilot)
        assert not app.case.state.alarm.pending
    async with started_again(ready, clock) as pilot:
        assert isinstance(pilot.app.screen, CasePage)
        assert not pilot.app.case.state.masks


async def test_to_a_new_case(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await choose(pilot, "page:move_alarm", "#others")
        await choose(pilot, "new", "#to")
        await write(pilot, "call_name", "Rød rev")
        await write(pilot, "reason", "Gjelder et annet barn")
        await push(pilot, "move")
        assert isinstance(pilot.app.screen, AlarmPage)
        assert pilot.app.case.id != ready.case_id
        assert pilot.app.case.state.subject.call_name == "Rød rev"


async def test_nothing_moves_without_a_case_to_move_to(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await choose(pilot, "page:move_alarm", "#others")
        await write(pilot, "reason", "feil")
        await push(pilot, "move")
        assert isinstance(pilot.app.screen, MoveAlarmPage)
        assert pilot.app.screen.focused.id == "to"
        await push(pilot, "back")
        assert isinstance(pilot.app.screen, AlarmPage)
        assert pilot.app.case.state.alarm.raised == "home"
