"""A new case: a made-up name stands there, everything else may wait, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from screen_samples import PASSPHRASE, SeenApp
from test_start import settle, type_in
from textual.pilot import Pilot

from bekymring_tui.case.guide import Guide
from bekymring_tui.case.view import StepView
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.screens.call_names import call_names, suggest
from bekymring_tui.screens.new_case import NewCasePage
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.knapper import Knapper
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.valg import Valg


def value(app: SeenApp, field: str) -> str:
    return app.screen.query_one(f"#{field}", Linje).value


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (60, 20), (40, 10)])
async def test_a_case_with_nothing_typed(app_with_vault: SeenApp, size: tuple[int, int]) -> None:
    app = app_with_vault
    async with app.run_test(size=size) as pilot:
        await pilot.press("ctrl+n")
        suggested = value(app, "call_name")
        assert suggested in call_names()
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert app.case is not None
        state = app.case.state
        assert state.subject is not None
        assert (state.subject.kind, state.subject.call_name, state.subject.age) == ("child", suggested, None)
        assert state.opened is not None
        assert state.opened.service == "skole"
        assert not state.guardians


async def test_everything_filled_in(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+n", "down", "enter")
        await type_in(pilot, "age", "14")
        await type_in(pilot, "call_name", "Grønn gran")
        await type_in(pilot, "real_name", "Ola Prøve")
        app.screen.query_one("#guardians", Felt).load_text("Mor\n\n  Far \n")
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert app.case is not None
        state = app.case.state
        assert state.subject is not None
        assert state.subject.model_dump() == {
            "kind": "youth", "call_name": "Grønn gran", "real_name": "Ola Prøve", "age": 14,
        }  # fmt: skip
        assert {one.id: one.label for one in state.guardians.values()} == {"g1": "Mor", "g2": "Far"}
        assert not app.case.desk.vault.drafts("new_case")


@pytest.mark.parametrize("age", ["ti", "-1", "130", "½", "٣"])
async def test_an_impossible_age_is_told_beside_it(app_with_vault: SeenApp, age: str) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+n")
        await type_in(pilot, "age", age)
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, NewCasePage)
        assert "×" in app.seen()
        assert app.screen.query_one("#age").has_focus
        assert app.case is None


async def test_without_a_call_name_no_case(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+n")
        await type_in(pilot, "call_name", "  ")
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, NewCasePage)
        assert app.screen.query_one("#call_name").has_focus
        assert app.desk
        assert len(app.desk.cases()) == 1


async def test_the_age_of_a_parent_is_not_asked(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+n")
        assert "Alder" in app.seen()
        await pilot.press("down", "down", "down", "enter")
        assert "Alder" not in app.seen()


async def test_markup_stays_text(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+n")
        await type_in(pilot, "call_name", "[/] [x] [@click=app.quit]")
        app.screen.query_one(Knapper).focus()
        await pilot.press("enter")
        await pilot.pause()
        app.go_home()
        await pilot.pause()
        assert "[/] [x] [@cli" in app.seen()


async def test_what_was_typed_is_there_after_the_lock(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+n")
        await type_in(pilot, "call_name", "Lilla lyng")
        await type_in(pilot, "age", "11")
        await pilot.press("ctrl+l")
        assert "Lilla" not in app.seen()
        await type_in(pilot, "secret", PASSPHRASE)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, NewCasePage)
        assert (value(app, "call_name"), value(app, "age")) == ("Lilla lyng", "11")
        assert app.screen.query_one("#age").has_focus


async def test_home_offers_to_go_on_only_with_what_was_typed(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+n", "escape")
        assert "Fortsett" not in app.seen()
        await pilot.press("ctrl+n")
        await type_in(pilot, "age", "8")
        assert app.flush()
        await pilot.press("escape")
        assert "Fortsett der du slapp: ny bekymring" in app.seen()
        await pilot.press("home", "enter")
        await pilot.pause()
        assert value(app, "age") == "8"


def test_names_are_many_and_made_of_two_words() -> None:
    names = call_names()
    assert len(set(names)) == len(names) >= 80
    assert all(len(one.split()) == 2 for one in names)


def test_no_name_is_suggested_twice() -> None:
    taken: set[str] = set()
    for _ in range(len(call_names()) + 5):
        name = suggest(taken)
        assert name.casefold() not in {one.casefold() for one in taken}
        taken.add(name)


@pytest.fixture
def in_the_team(app_with_vault: SeenApp) -> SeenApp:
    """A service whose groups act differently inside one step."""
    app_with_vault.keep_settings(replace(app_with_vault.settings, municipality="nordreaker", service="trt"))
    return app_with_vault


async def opened(app: SeenApp, pilot: Pilot[object]) -> StepView:
    app.screen.query_one(Knapper).focus()
    await pilot.press("enter")
    await pilot.pause()
    assert app.case is not None
    return app.case.view(app.case.state.positions["p1"])


async def test_the_group_is_asked_for_where_there_are_groups(in_the_team: SeenApp) -> None:
    async with in_the_team.run_test(size=(100, 60)) as pilot:
        await pilot.press("ctrl+n")
        assert "Pedagog" in in_the_team.seen()
        where = in_the_team.screen.query_one("#where", Valg)
        where.stand_on("group/ped")
        where.focus()
        await pilot.press("enter")
        assert "(●) Pedagog" in in_the_team.seen()
        await opened(in_the_team, pilot)
        state = in_the_team.case.state if in_the_team.case else None
        assert state
        assert state.opened
        assert state.opened.group == "ped"


async def test_who_has_not_said_which_group_sees_what_is_meant_for_any(in_the_team: SeenApp) -> None:
    guide = Guide(load_shipped("nordreaker"), "trt", None, {})
    step = guide.track.steps["t2-2"]
    assert step.actions
    assert all(guide.meant(one.for_) for one in step.actions)
    assert not Guide(load_shipped("nordreaker"), "skole", None, {}).meant(["ped"])


async def test_the_group_of_the_settings_is_the_one_that_is_chosen(in_the_team: SeenApp) -> None:
    in_the_team.keep_settings(replace(in_the_team.settings, group="fysio"))
    async with in_the_team.run_test(size=(100, 60)) as pilot:
        await pilot.press("ctrl+n")
        await opened(in_the_team, pilot)
        assert in_the_team.case is not None
        assert in_the_team.case.guide.group == "fysio"
