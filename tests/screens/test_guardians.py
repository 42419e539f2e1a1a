"""Who the case is about."""

from __future__ import annotations

import pytest
from screen_samples import AtCase
from work_samples import AWKWARD, SIZES, kinds, page, paste, press_button, seen_app, the_case

from bekymring_tui.screens.guardians import GuardianPage, GuardiansPage, SubjectPage
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.valg import Valg


@pytest.mark.parametrize("size", SIZES)
async def test_fits_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        seen_app(pilot).show_once("guardians")
        await pilot.pause()
        assert "Blå ugle" in seen_app(pilot).seen()
        await pilot.press("enter")
        await pilot.pause()
        page(pilot, SubjectPage)


async def test_a_guardian_is_added(at_case: AtCase) -> None:
    async with at_case() as pilot:
        seen_app(pilot).show_once("guardians")
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        page(pilot, GuardianPage)
        await press_button(pilot, "save")
        assert page(pilot, GuardianPage).focused_field() == "label"
        await paste(pilot, AWKWARD)
        seen_app(pilot).screen.set_focus(seen_app(pilot).screen.query_one("#responsible", Valg))
        await pilot.press("home", "space")
        await press_button(pilot, "save")
        page(pilot, GuardiansPage)
        added = the_case(pilot).state.guardians["g3"]
        assert added.responsible == "yes"
        assert added.label.startswith("[/] [x]")
        assert "[/] [x]" in seen_app(pilot).seen()


async def test_what_is_known_of_one_is_corrected(at_case: AtCase) -> None:
    async with at_case() as pilot:
        seen_app(pilot).push_screen(GuardianPage("g2"))
        await pilot.pause()
        assert page(pilot, GuardianPage).query_one("#label", Linje).value == "Far"
        seen_app(pilot).screen.set_focus(seen_app(pilot).screen.query_one("#responsible", Valg))
        await pilot.press("home", "down", "space")
        await press_button(pilot, "save")
        assert the_case(pilot).state.guardians["g2"].responsible == "no"
        assert len(the_case(pilot).state.guardians) == 2


async def test_the_subject_is_corrected(at_case: AtCase) -> None:
    async with at_case() as pilot:
        seen_app(pilot).push_screen(SubjectPage())
        await pilot.pause()
        shown = page(pilot, SubjectPage)
        shown.focus_field("real_name")
        await paste(pilot, "Ekte Navn")
        shown.focus_field("age")
        await pilot.press("ctrl+u", "1", "4")
        seen_app(pilot).screen.set_focus(shown.query_one("#kind", Valg))
        await pilot.press("home", "down", "space")
        await press_button(pilot, "save")
        subject = the_case(pilot).state.subject
        assert subject
        assert (subject.kind, subject.real_name, subject.age, subject.call_name) == (
            "youth",
            "Ekte Navn",
            14,
            "Blå ugle",
        )


@pytest.mark.parametrize("age", ["ni", "-3", "900"])
async def test_an_impossible_age(at_case: AtCase, age: str) -> None:
    async with at_case() as pilot:
        seen_app(pilot).push_screen(SubjectPage())
        await pilot.pause()
        page(pilot, SubjectPage).focus_field("age")
        await pilot.press("ctrl+u")
        await paste(pilot, age)
        await press_button(pilot, "save")
        assert page(pilot, SubjectPage).focused_field() == "age"
        assert "subject_changed" not in kinds(the_case(pilot))


async def test_an_empty_call_name(at_case: AtCase) -> None:
    async with at_case() as pilot:
        seen_app(pilot).push_screen(SubjectPage())
        await pilot.pause()
        await pilot.press("ctrl+u")
        await press_button(pilot, "save")
        assert page(pilot, SubjectPage).focused_field() == "call_name"
        assert "kallenavn" in seen_app(pilot).seen()


async def test_half_a_name_is_back_after_esc(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = seen_app(pilot)
        app.push_screen(GuardianPage())
        await pilot.pause()
        await paste(pilot, "Beste")
        await pilot.press("escape")
        await pilot.pause()
        app.push_screen(GuardianPage())
        await pilot.pause()
        assert page(pilot, GuardianPage).query_one("#label", Linje).value == "Beste"
