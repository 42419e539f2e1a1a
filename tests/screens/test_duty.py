"""The question of meldeplikt shows the document beside the law, and takes the user's own answer."""

from __future__ import annotations

from typing import Any

import pytest
from safety_samples import choose, push, raise_alarm, write
from screen_samples import AtCase
from textual.pilot import Pilot

from bekymring_tui.case.acts import Graded
from bekymring_tui.flow.sources import laws
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.duty import DutyPage
from bekymring_tui.screens.report import report_position
from bekymring_tui.widgets.linje import Linje


async def _asked(pilot: Pilot[Any]) -> None:
    pilot.app.take(Graded(grade=6))
    await pilot.pause()


async def test_grade_six_opens_it_with_all_grounds(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        await _asked(pilot)
        assert isinstance(pilot.app.screen, DutyPage)
        seen = " ".join(pilot.app.seen().split())
        assert "Dokumentet: Porsgrunn" in seen
        assert "Barnet blir mishandlet der det bor." in seen
        for point in laws()["bvl-13-2"].points:
            assert point[:40] in seen


async def test_to_report_opens_the_report(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await _asked(pilot)
        await choose(pilot, "report", "#answer")
        await push(pilot, "save")
        case = pilot.app.case
        assert case.state.duties[-1][1].answer == "report"
        assert isinstance(pilot.app.screen, CasePage)
        assert pilot.app.screen.position() == report_position(case)


async def test_not_now_needs_a_reason_and_a_day(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await _asked(pilot)
        await push(pilot, "save")
        assert pilot.app.screen.focused.id == "answer"
        await choose(pilot, "not_now", "#answer")
        await push(pilot, "save")
        assert isinstance(pilot.app.screen, DutyPage)
        assert pilot.app.screen.focused.id == "reason"
        await write(pilot, "reason", "Vi ser det an sammen med lederen")
        pilot.app.screen.query_one("#look_again", Linje).value = "tull"
        await push(pilot, "save")
        assert pilot.app.screen.focused.id == "look_again"
        pilot.app.screen.query_one("#look_again", Linje).value = "om 1 uke"
        await pilot.pause()
        await push(pilot, "save")
        duty = pilot.app.case.state.duties[-1][1]
        assert (duty.answer, duty.look_again) == ("not_now", "2026-11-30")
        assert not pilot.app.case.state.duty_open


async def test_to_discuss_gives_the_number(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await _asked(pilot)
        await choose(pilot, "discuss", "#answer")
        await push(pilot, "save")
        assert pilot.app.case.state.duties[-1][1].answer == "discuss"
        told = [one.message for one in pilot.app._notifications]
        assert any("35 54 73 98" in one for one in told)


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_it_waits_in_the_case(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        await _asked(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CasePage)
        assert pilot.app.case.state.duty_open


async def test_under_the_alarm_no_word_here_leads_home(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        await raise_alarm(pilot)
        pilot.app.show_once("duty")
        await pilot.pause()
        for words in ("foresatt", "foreldre", "samtykke"):
            assert words not in pilot.app.seen().lower()
