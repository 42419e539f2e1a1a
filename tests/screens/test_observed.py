"""Observation, not interpretation: a gentle question under the field, which holds nothing back."""

from __future__ import annotations

import pytest
from screen_samples import AtCase
from work_samples import page, paste, press_button, seen_app, the_case

from bekymring_tui.screens.form import FormPage
from bekymring_tui.screens.log import LogPage
from bekymring_tui.screens.observed import ASKING, Observed
from bekymring_tui.settings import read_settings
from bekymring_tui.widgets.felt import Felt


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_in_the_log_what_was_seen_and_heard_is_asked_about(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("space")
        await paste(pilot, "Han var aggressiv")
        field = page(pilot, LogPage).query_one("#entry", Observed)
        field.look()
        await pilot.pause()
        assert "Hva gjorde barnet? («aggressiv»)" in seen_app(pilot).seen()
        assert "Han var aggressiv" in seen_app(pilot).seen()
        await pilot.press("space", "2")
        assert field.has_focus
        assert field.text == "Han var aggressiv 2"
        for asked in (True, False, False):
            page(pilot, LogPage).focus_field("aspect")
            await pilot.press("down", "space")
            await pilot.pause()
            assert field.has_class(ASKING) == asked
        await press_button(pilot, "save")
        assert the_case(pilot).state.log[-1].text == "Han var aggressiv 2"


async def test_it_comes_by_itself_and_can_be_switched_off_in_the_menu_and_on_again(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("space")
        await paste(pilot, "Hun er lat")
        field = page(pilot, LogPage).query_one("#entry", Observed)
        for _ in range(50):
            if field.has_class(ASKING):
                break
            await pilot.pause(0.1)
        assert "Hva gjorde barnet? («lat»)" in seen_app(pilot).seen()
        for asked in (False, True):
            await pilot.press("ctrl+p", *("space" if one == " " else one for one in "ord som tolker"), "enter")
            await pilot.pause()
            page(pilot, LogPage)
            assert read_settings(seen_app(pilot).settings.folder)[0].hints == asked
            assert not field.has_class(ASKING)
        field.look()
        assert field.has_class(ASKING)
        await pilot.press("t")
        field.look()
        assert field.text == "Hun er latt"
        assert not field.has_class(ASKING)


async def test_in_a_form_only_where_observations_are_written(at_case: AtCase) -> None:
    async with at_case(size=(80, 24)) as pilot:
        seen_app(pilot).push_screen(FormPage("loggnotat"))
        await pilot.pause()
        fields = {one.id: one for one in page(pilot, FormPage).query(Felt)}
        assert {name for name, one in fields.items() if isinstance(one, Observed)} == {"seen", "heard"}
        page(pilot, FormPage).focus_field("seen")
        await paste(pilot, "Alltid sint. «Aldri» sa hun.")
        seen = fields["seen"]
        assert isinstance(seen, Observed)
        seen.look()
        assert seen.has_class(ASKING)
        # The row under the field is scrolled into view only once it has its place.
        for _ in range(50):
            if "Hva så du? («sint»)" in seen_app(pilot).seen():
                return
            await pilot.pause(0.1)
        raise AssertionError(seen_app(pilot).seen())
