"""From the suspicion until somebody has answered, the case's page is the alarm page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from safety_samples import choose, push, raise_alarm, record_call, started_again, write
from screen_samples import AtCase, Clock, Ready, SeenApp

from bekymring_tui.case.acts import FormSaved, Logged
from bekymring_tui.case.alarm_view import alarm_view
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import State
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.screens.alarm import AlarmPage
from bekymring_tui.screens.alarm_rows import printed_parts
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.report import report_position
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.linje import Linje

SIZES = [(100, 30), (80, 24), (60, 20), (40, 10)]


@pytest.mark.parametrize("size", SIZES)
async def test_it_says_that_the_case_is_halted_and_whom_to_call(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        await raise_alarm(pilot)
        seen = pilot.app.seen()
        assert "STANSET: RING" in seen
        assert "Hvem ringte du?" in seen
        assert "112" in seen
        if size >= (80, 24):
            assert "Dette sier prosedyren" in seen
        for theme in ("natt", "dag"):
            pilot.app.theme = theme
            await pilot.pause()
            pilot.app.keep_picture(f"alarm-{size[0]}-{theme}")


def test_how_stands_under_what_the_procedure_says() -> None:
    guide = Guide(load_shipped("asnes"), "skole", None, {})
    words = "".join(one if isinstance(one, str) else one[0] for one in printed_parts(alarm_view(guide, State())))
    assert "· La barnevernet bestemme hva som skjer videre\n  De kan samarbeide med politiet om det.\n·" in words
    nothing = replace(alarm_view(guide, State()), actions=())
    assert printed_parts(nothing) == []


async def test_the_rail_shows_where_the_case_stood(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        seen = pilot.app.seen()
        assert "!! Varsling" in seen
        assert "– 1 Bekymring op… sto her" in seen
        assert "○" not in seen


async def test_a_recorded_call_opens_the_report(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await record_call(pilot, "barnevern")
        case = pilot.app.case
        call = case.state.alarm.calls[-1].act
        assert (call.called, call.result, call.spoke_with) == ("barnevern", "reached", "Vakthavende")
        assert call.at == "2026-11-22T14:02:00+01:00"
        assert not case.state.alarm.pending
        assert isinstance(pilot.app.screen, CasePage)
        assert pilot.app.screen.position() == report_position(case)
        assert "Skriv meldingen" in pilot.app.seen()


async def test_whom_to_tell_besides_stands_on_the_case_too(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot, "outside")
        await choose(pilot, "employee", "#answers")
        await record_call(pilot)
        assert "Si også fra til lederen din" in pilot.app.seen()


async def test_who_answered_must_be_written(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await push(pilot, "reached", "#record")
        assert pilot.app.case.state.alarm.pending
        await choose(pilot, "police", "#called")
        await push(pilot, "reached", "#record")
        assert pilot.app.case.state.alarm.pending
        assert pilot.app.screen.focused.id == "spoke_with"


async def test_no_answer_offers_the_next_number_and_keeps_what_is_written(at_case: AtCase, clock: Clock) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await write(pilot, "advice", "ringte fra kontoret")
        await choose(pilot, "police", "#called")
        clock.go_on(minutes=3)
        await push(pilot, "no_answer", "#record")
        assert "Ingen svarte. Ring nå: 35 54 73 98" in pilot.app.seen()
        assert pilot.app.screen.query_one("#called").cursor == "barnevern"
        assert "14:05" in pilot.app.screen.query_one("#at", Linje).value
        assert pilot.app.screen.query_one("#advice", Felt).text == "ringte fra kontoret"
        await choose(pilot, "barnevern", "#called")
        await push(pilot, "no_answer", "#record")
        assert "Ring nå: 900 53 304" in pilot.app.seen()
        await choose(pilot, "watch", "#called")
        await push(pilot, "no_answer", "#record")
        assert "Ring nå: 112" in pilot.app.seen()
        assert pilot.app.case.state.alarm.pending


async def test_not_called_yet_is_saved_and_stays(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await push(pilot, "not_yet", "#record")
        assert isinstance(pilot.app.screen, AlarmPage)
        assert pilot.app.case.state.alarm.calls[-1].act.result == "not_yet"
        assert "Ring så snart du kan" in pilot.app.seen()
    async with started_again(ready, clock) as pilot:
        assert isinstance(pilot.app.screen, AlarmPage)


async def test_somebody_else_does_not_count(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await record_call(pilot, "other")
        assert isinstance(pilot.app.screen, AlarmPage)
        assert pilot.app.case.state.alarm.pending
        assert "åpner seg først når" in pilot.app.seen()


async def test_what_is_typed_survives_a_restart(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await write(pilot, "spoke_with", "Anne ved vakta")
        await write(pilot, "advice", "Vent på beskjed")
        await pilot.pause()
    async with started_again(ready, clock) as pilot:
        assert pilot.app.screen.query_one("#spoke_with", Linje).value == "Anne ved vakta"
        assert pilot.app.screen.query_one("#advice", Felt).text == "Vent på beskjed"


async def test_esc_goes_home_and_the_case_comes_back_here(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomePage)
        assert "STANSET: RING NÅ" in pilot.app.seen()
        pilot.app.open_case(ready.case_id)
        await pilot.pause()
        assert isinstance(pilot.app.screen, AlarmPage)


async def test_log_report_forms_and_export_stay_within_reach(at_case: AtCase) -> None:
    async with at_case() as pilot:
        note = {"why": "Ble sittende i garderoben"}
        pilot.app.take(FormSaved(form="refleksjonsnotat", answers=note))
        await raise_alarm(pilot)
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LogPage)
        assert pilot.app.take(Logged(aspect="child", text="«jeg vil ikke hjem»", observed="2026-11-22"))
        await pilot.press("escape")
        await choose(pilot, "form:refleksjonsnotat/1", "#others")
        assert isinstance(pilot.app.screen, FormPage)
        assert "Ble sittende i garderoben" in pilot.app.seen()
        assert not pilot.app.screen.query(Felt)
        await pilot.press("escape")
        await choose(pilot, "page:export", "#others")
        assert "Eksporter saken" in pilot.app.seen()
        await pilot.press("escape")
        await choose(pilot, "report", "#others")
        assert isinstance(pilot.app.screen, CasePage)
        assert pilot.app.screen.position() == report_position(pilot.app.case)
        assert pilot.app.case.state.alarm.pending


async def test_who_knows_already_is_recorded_and_opens_nothing(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await choose(pilot, "page:knows", "#others")
        await choose(pilot, "g1/yes", "#knows")
        await choose(pilot, "g2/unknown", "#knows")
        pilot.app.keep_picture("vet-100-natt")
        assert pilot.app.case.state.knows == {"g1": "yes", "g2": "unknown"}
        assert pilot.app.case.state.masks
        await push(pilot, "done")
        assert isinstance(pilot.app.screen, AlarmPage)


async def test_no_way_leads_around_it(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        for press in ("f5", "f7", "ctrl+n", "f1", "f2"):
            await pilot.press(press)
            await pilot.pause()
            pilot.app.go_to_case()
            await pilot.pause()
            assert isinstance(pilot.app.screen, AlarmPage), press
        pilot.app.go_to_place({"page": "form", "form": "konkretisering", "instance": "1", "case": ready.case_id})
        await pilot.pause()
        assert isinstance(pilot.app.screen, AlarmPage)


async def test_the_way_back_after_a_lock_is_the_alarm(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        app: SeenApp = pilot.app
        await raise_alarm(pilot)
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "Blå ugle" not in app.seen()
        await app.open_vault(ready.code, by_code=True)
        await pilot.pause()
        assert isinstance(app.screen, AlarmPage)
