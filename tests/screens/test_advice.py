"""Advice opens for those it names, and only for them."""

from __future__ import annotations

from typing import Any

import pytest
from safety_samples import choose, push, raise_alarm, record_call, started_again, write
from screen_samples import AtCase, Clock, Ready
from textual.pilot import Pilot

from bekymring_tui.case.view import step_title
from bekymring_tui.screens.advice import AdvicePage
from bekymring_tui.screens.case import CasePage
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Valg

TALK = "n1-3"
"""The step of Porsgrunn where the guardians are spoken with."""


async def _at_advice(pilot: Pilot[Any]) -> None:
    await raise_alarm(pilot)
    await record_call(pilot)
    pilot.app.show_once("advice")
    await pilot.pause()


async def test_the_case_page_leads_here(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await raise_alarm(pilot)
        await record_call(pilot)
        row = next(one for one in pilot.app.screen.query(Valg) if "page:advice" in [row.id for row in one.rows])
        await choose(pilot, "page:advice", f"#{row.id}")
        assert isinstance(pilot.app.screen, AdvicePage)


async def test_clearing_one_of_two_keeps_what_concerns_them_together_closed(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await _at_advice(pilot)
        case = pilot.app.case
        assert step_title(case.guide, case.state, TALK) is None
        await choose(pilot, "barnevern", "#by")
        await write(pilot, "spoke_with", "Anne")
        await write(pilot, "words", "Mor kan få vite det")
        await choose(pilot, "clears", "#said")
        assert "fortsatt stengt" in str(pilot.app.screen.query_one("#opens").content)
        await choose(pilot, "g1", "#guardians")
        told = str(pilot.app.screen.query_one("#opens").content)
        assert "Mor" in told
        assert "Fortsatt stengt: Far" in told
        await push(pilot, "save")
        assert not case.state.closed_for("g1")
        assert case.state.closed_for("g2")
        assert case.state.masks
        assert step_title(case.guide, case.state, TALK) is None
        assert "· Mor er klarert 22. nov. av barneverntjenesten (Anne)." in pilot.app.seen()
        assert "· Fortsatt stengt: Far, og alt som gjelder de voksne samlet." in pilot.app.seen()


async def test_clearing_everyone_opens_what_was_closed(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await _at_advice(pilot)
        await choose(pilot, "police", "#by")
        await write(pilot, "spoke_with", "operasjonssentralen")
        await choose(pilot, "clears", "#said")
        await choose(pilot, "g1", "#guardians")
        await choose(pilot, "g2", "#guardians")
        assert "ingenting stengt" in str(pilot.app.screen.query_one("#opens").content)
        pilot.app.keep_picture("raad-100-natt")
        await push(pilot, "save")
        case = pilot.app.case
        assert isinstance(pilot.app.screen, CasePage)
        assert not case.state.masks
        assert step_title(case.guide, case.state, TALK)
        assert "Åpent igjen. Mor og Far er klarert 22. nov. av politiet (operasjonssentralen)." in " ".join(
            pilot.app.seen().split()
        )


async def test_advice_to_wait_closes_again(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await _at_advice(pilot)
        for said in ("clears", "wait"):
            await choose(pilot, "barnevern", "#by")
            await write(pilot, "spoke_with", "Anne")
            await write(pilot, "words", f"Hun sa {said}")
            await choose(pilot, said, "#said")
            if said == "clears":
                await choose(pilot, "g1", "#guardians")
                await choose(pilot, "g2", "#guardians")
            await push(pilot, "save")
            assert pilot.app.case.state.masks == (said == "wait")
            told = "Råd 22. nov. fra barneverntjenesten (Anne): vent." in pilot.app.seen()
            assert told == (said == "wait")
            pilot.app.show_once("advice")
            await pilot.pause()
        given = str(pilot.app.screen.query_one("#given", Tekst).content)
        assert given.index("Hun sa wait\nRådet er å vente.") < given.index("Hun sa clears\nKan snakkes med: Mor, Far")


async def test_anonymous_advice_counts(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await _at_advice(pilot)
        await choose(pilot, "barnevern", "#by")
        await choose(pilot, "anonymous", "#anonymous")
        await write(pilot, "spoke_with", "vakthavende")
        await push(pilot, "save")
        advice = pilot.app.case.state.alarm.advice[-1].act
        assert advice.anonymous
        assert not advice.clears
        assert pilot.app.case.state.masks


@pytest.mark.parametrize(("missing", "told"), [("by", "hvem som ga rådet"), ("spoke_with", ""), ("guardians", "")])
async def test_what_is_missing_is_asked_for(at_case: AtCase, missing: str, told: str) -> None:
    async with at_case() as pilot:
        await _at_advice(pilot)
        if missing != "by":
            await choose(pilot, "barnevern", "#by")
        if missing != "spoke_with":
            await write(pilot, "spoke_with", "Anne")
        await choose(pilot, "clears", "#said")
        await push(pilot, "save")
        assert isinstance(pilot.app.screen, AdvicePage)
        assert pilot.app.screen.focused.id == missing
        assert not pilot.app.case.state.alarm.advice


async def test_what_is_typed_survives_a_restart(at_case: AtCase, ready: Ready, clock: Clock) -> None:
    async with at_case() as pilot:
        await _at_advice(pilot)
        await write(pilot, "words", "Vent til mandag")
        await choose(pilot, "clears", "#said")
        await choose(pilot, "g2", "#guardians")
    async with started_again(ready, clock) as pilot:
        pilot.app.show_once("advice")
        await pilot.pause()
        assert pilot.app.screen.query_one("#words", Felt).text == "Vent til mandag"
        assert pilot.app.screen.query_one("#said", Valg).chosen == ("clears",)
        assert pilot.app.screen.query_one("#guardians", Valg).chosen == ("g2",)
