"""P1 over the whole app: F9 on every page and in every dialog, each of its answers, and what holds afterwards."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519
from safety_samples import choose, push, raise_alarm, record_call, write
from screen_samples import AtCase, Clock, Ready, SeenApp
from textual.pilot import Pilot
from work_samples import decide, stand

from bekymring_tui.case.acts import TAKEN_OVER, Answered, CallRecorded, FormSaved, GuardianSet, Logged
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.desk.exchange import export_case, open_bundle
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.screens.acute import AcutePage
from bekymring_tui.screens.alarm import AlarmPage
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.decide import DecidePage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.numbers import ANSWERS, NumbersPage
from bekymring_tui.screens.step_list import StepList
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.menu import Menu
from bekymring_tui.widgets.page import TextColumn
from trials.full_case import Making, every_page, filled_case
from trials.full_case import raise_alarm as act_alarm

WORDS = "Ord"
ALL = bool(os.environ.get("BEKYMRING_EVERY_PAGE"))
"""Every action, question and way on has its page, and every page gets all four answers: takes minutes.

Without it, one page of each kind, and one answer on every other.
"""

WAYS = [
    (),
    ("D2",),
    ("D2", "D2"),
    ("D2", "D2", "D2"),
    ("D2", "D2", "D2", "D3"),
    ("D2", "D2", "D2", "D3", "talk"),
    ("D2", "D2", "D2", "D3", "measures"),
    ("D2", "D2", "D2", "D3", "measures", "D3b"),
    ("D2", "D2", "D2", "D3", "measures", "D3b", "next"),
    ("D2", "D2", "D2", "D3", "measures", "D3b", "next", "next"),
]
"""To each of Porsgrunn's ten steps, from the first."""


WHO_IT_IS_ABOUT = ("new_case", "guardians", "guardian", "new guardian", "subject")
"""Pages that record who the people in a case are; they lead nobody to them."""

ONLY_NAMES = (
    "Den det gjelder, og foresatte", "Foresatte og den det gjelder", "foreldreansvar", "hver foresatt for seg",
    "tilknytning til foresatte",
)  # fmt: skip
"""Words that name guardians in a record, or on the way to those pages."""


def _instructs(line: str, labels: list[str]) -> bool:
    """Whether a line speaks of guardians in another way than by what they are called in the case."""
    return names_a_guardian(line) and not any(one in line for one in (*ONLY_NAMES, *labels))


def _app(ready: Ready, clock: Clock) -> SeenApp:
    return SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)


def _pages(app: SeenApp) -> list[tuple[str, Making]]:
    """Every page there is in the open case, or one of each kind."""
    found: dict[object, tuple[str, Making]] = {}
    for name, make in every_page(app, app.case):
        if name != "numbers":
            found.setdefault(name if ALL else type(make()), (name, make))
    return list(found.values())


async def _shown(pilot: Pilot[Any], app: SeenApp, page: Any) -> None:
    app.stand_on(page)
    await pilot.pause()


async def _whole(pilot: Pilot[Any], app: SeenApp) -> list[str]:
    """The lines of the page as far as it can be scrolled."""
    for column in app.screen.query(TextColumn):
        column.scroll_home(animate=False)
    await pilot.pause()
    rows = app.seen().splitlines()
    for column in app.screen.query(TextColumn):
        while column.scroll_y < column.max_scroll_y:
            column.scroll_relative(y=column.size.height - 1, animate=False)
            await pilot.pause()
            rows += app.seen().splitlines()
    return rows


async def test_f9_shows_the_numbers_on_every_page_and_in_every_dialog(ready: Ready, clock: Clock) -> None:
    app = _app(ready, clock)
    async with app.run_test(size=(100, 30)) as pilot:
        case = filled_case(app.desk, WORDS)
        app.open_case(case.id)
        await pilot.pause()
        for name, make in _pages(app):
            page = make()
            await _shown(pilot, app, page)
            await pilot.press("f9")
            await pilot.pause()
            assert isinstance(app.screen, NumbersPage), name
            assert "112" in app.seen(), name
            assert "900 53 304" in app.seen(), name
            assert "Hva gjelder det for" in app.seen(), name
            await pilot.press("escape")
            await pilot.pause()
            assert app.screen is page or isinstance(page, Menu) or page.PASSING, name
        assert not app.case.state.alarm.pending


@pytest.mark.parametrize("number", range(len(ANSWERS)))
async def test_each_answer_from_the_pages(number: int, ready: Ready, clock: Clock) -> None:
    answer, app = ANSWERS[number], _app(ready, clock)
    async with app.run_test(size=(100, 30)) as pilot:
        case = filled_case(app.desk, WORDS)
        app.open_case(case.id)
        await pilot.pause()
        pages = _pages(app)
        for name, make in pages if ALL else pages[number :: 2 * len(ANSWERS)]:
            app.open_case(case.id)
            await pilot.pause()
            app.push_screen(page := make())
            await pilot.pause()
            await raise_alarm(pilot, answer)
            if answer == "outside":
                await choose(pilot, "employee", "#answers")
            await pilot.pause()
            if answer in ("home", "outside"):
                assert isinstance(app.screen, AlarmPage), name
                assert app.case.state.alarm.raised == answer, name
                _reach(app)
            elif answer == "acute":
                assert isinstance(app.screen, AcutePage), name
                assert not app.case.state.masks, name
            else:
                assert app.screen is page or isinstance(page, Menu) or page.PASSING, name
                assert not app.case.state.masks, name


def _reach(app: SeenApp) -> None:
    at = app.now().isoformat()
    assert app.take(CallRecorded(called="barnevern", result="reached", at=at, spoke_with="vakta"))


@pytest.mark.parametrize("state", ["asked", "halted", "reached"])
async def test_under_the_alarm_no_page_leads_to_guardians(state: str, ready: Ready, clock: Clock) -> None:
    app = _app(ready, clock)
    async with app.run_test(size=(100, 60)) as pilot:
        case = filled_case(app.desk, WORDS)
        app.open_case(case.id)
        await pilot.pause()
        if state == "asked":
            await pilot.press("f9")
        else:
            act_alarm(app.case, WORDS, reached=state == "reached")
        told = {}
        labels = [one.label for one in app.case.state.guardians.values()]
        for name, make in _pages(app):
            page = make()
            await _shown(pilot, app, page)
            found = [one.strip() for one in await _whole(pilot, app) if _instructs(one, labels)]
            if found and name not in WHO_IT_IS_ABOUT:
                told[name] = found
        assert told == {}


def _walk(app: SeenApp, steps: tuple[str, ...]) -> None:
    for one in steps:
        if one == "D3b":
            app.take(Answered(position="p1", question="holder", value="Anne"))
        decide(app.case, one)


def _ways(app: SeenApp) -> set[str]:
    rows = app.screen.query_one(StepList).rows
    return {one.id for one in rows if one.id.startswith("choice:")}


@pytest.mark.parametrize("steps", WAYS, ids=lambda one: f"step-{len(one) + 1}")
async def test_the_alarm_holds_and_every_way_on_stays(
    steps: tuple[str, ...], at_case: AtCase, ready: Ready, clock: Clock, tmp_path: Path
) -> None:
    async with at_case() as pilot:
        app: SeenApp = pilot.app
        _walk(app, steps)
        await stand(pilot)
        before = _ways(app)
        await raise_alarm(pilot)
        await record_call(pilot, "police")
        app.screen.show_position("p1")
        await pilot.pause()
        await _holds(pilot, app, before)
        if len(steps) > 0:
            await _go_back(pilot, app)
            await _holds(pilot, app)
        app.take(FormSaved(form="konkretisering", answers=_one_answer(app)))
        await _holds(pilot, app)
        other = app.desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Grå hare"))
        app.open_case(other.id)
        await pilot.pause()
        assert not app.case.state.masks
        app.open_case(ready.case_id)
        await pilot.pause()
        await _holds(pilot, app)
    again = _app(ready, clock)
    async with again.run_test(size=(100, 30)) as pilot:
        again.open_case(ready.case_id)
        await pilot.pause()
        await _holds(pilot, again)
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(again.screen, LogPage)
        assert again.take(Logged(aspect="child", text="«jeg vil ikke hjem»", observed="2026-11-22"))
        await pilot.press("escape")
        await pilot.pause()
        await _leaves(again, tmp_path / "sak.sakspakke")


async def _holds(pilot: Pilot[Any], app: SeenApp, ways: set[str] | None = None) -> None:
    """The case is masked, says so, leads nobody to guardians, and hides no way on."""
    assert isinstance(app.screen, CasePage)
    assert app.case.state.masks
    labels = [one.label for one in app.case.state.guardians.values()]
    rows = await _whole(pilot, app)
    assert any("Ikke ta mistanken opp hjemme" in one for one in rows)
    assert [one for one in rows if _instructs(one, labels)] == []
    shown = _ways(app)
    assert shown, "there is always a way on"
    assert not [one for one in app.screen.query_one(StepList).rows if one.id in shown and one.closed]
    assert f"choice:{TAKEN_OVER}" in shown
    if ways is not None:
        assert ways <= shown


async def _go_back(pilot: Pilot[Any], app: SeenApp) -> None:
    trail = app.case.state.positions["p1"].trail
    await push(pilot, "back", "#on")
    await push(pilot, "go")
    assert len(app.case.state.positions["p1"].trail) == len(trail) - 1
    app.screen.show_position("p1")
    await pilot.pause()


def _one_answer(app: SeenApp) -> dict[str, str]:
    form = app.case.guide.forms["konkretisering"]
    return {next(one.id for one in form.fields if one.type == "text"): "Endret etterpå"}


async def _leaves(app: SeenApp, path: Path) -> None:
    key = x25519.Identity.generate()
    export_case(app.case, path, to="Leder", anonymous=False, recipient=str(key.to_public()))
    received = open_bundle(path, identity_text=str(key))
    assert received.case.alarm.closes
    assert "Samtale med barn og foresatte" not in received.manifest.model_dump_json()


async def test_handing_over_ends_the_case(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app: SeenApp = pilot.app
        await raise_alarm(pilot)
        await record_call(pilot)
        app.screen.show_position("p1")
        await pilot.pause()
        await choose(pilot, f"choice:{TAKEN_OVER}", "#step")
        await push(pilot, "decide", "#on")
        assert isinstance(app.screen, DecidePage)
        await write(pilot, "reason", "Barnevernet har tatt over")
        if app.screen.query("#look_again"):
            app.screen.query_one("#look_again", Linje).value = "om 3 uker"
            await pilot.pause()
        await push(pilot, "confirm")
        assert app.case.state.positions["p1"].ended == "transferred"
        assert app.case.state.open_positions, "the report is still to be followed"


async def test_a_guardian_added_later_is_not_cleared(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app: SeenApp = pilot.app
        await raise_alarm(pilot)
        await record_call(pilot)
        app.show_once("advice")
        await pilot.pause()
        await choose(pilot, "police", "#by")
        await write(pilot, "spoke_with", "vakta")
        await choose(pilot, "clears", "#said")
        for one in ("g1", "g2"):
            await choose(pilot, one, "#guardians")
        await push(pilot, "save")
        assert not app.case.state.masks
        assert app.take(GuardianSet(guardian=Guardian(id="g3", label="Voksen C")))
        assert app.case.state.masks
