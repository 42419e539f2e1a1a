"""Acute danger: ring first; what was done is asked afterwards, and waits."""

from __future__ import annotations

from safety_samples import push, raise_alarm, started_again, write
from screen_samples import AtCase, Clock, Ready

from bekymring_tui.screens.acute import AcutePage
from bekymring_tui.screens.case import CasePage
from bekymring_tui.widgets.felt import Felt


async def test_it_can_wait_and_is_asked_again(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot, "acute")
        assert isinstance(pilot.app.screen, AcutePage)
        await write(pilot, "words", "Ringte 113 kl. 14")
        await push(pilot, "later")
        assert isinstance(pilot.app.screen, CasePage)
        assert "i den akutte situasjonen" in pilot.app.seen()
    async with started_again(ready, clock) as pilot:
        assert "i den akutte situasjonen" in pilot.app.seen()
        pilot.app.show_once("acute")
        await pilot.pause()
        assert pilot.app.screen.query_one(Felt).text == "Ringte 113 kl. 14"
        await push(pilot, "save")
        assert not pilot.app.case.state.alarm.acute_open
        assert [told.text for _, told in pilot.app.case.state.afterwards] == ["Ringte 113 kl. 14"]
        assert "i den akutte situasjonen" not in pilot.app.seen()


async def test_nothing_is_saved_without_a_word(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot, "acute")
        await push(pilot, "save")
        assert isinstance(pilot.app.screen, AcutePage)
        assert pilot.app.case.state.alarm.acute_open


async def test_it_does_not_open_for_anyone_while_an_alarm_stands(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot, "home")
        await raise_alarm(pilot, "acute")
        assert "Alarmen i saken står fortsatt" in pilot.app.seen()
        assert "sine nærmeste" not in pilot.app.seen()
        assert pilot.app.case.state.alarm.raised == "home"
        await push(pilot, "later")
        assert pilot.app.case.state.alarm.pending
