"""A clock that cannot be right and a folder that others copy are told at opening and saving; nothing is held back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from screen_samples import AtCase, Clock, Ready, SeenApp
from test_lock import unlock

from bekymring_tui.case.acts import Logged
from bekymring_tui.clock import wrong
from bekymring_tui.screens.home import HomePage
from bekymring_tui.settings import Settings

AT = datetime.fromisoformat("2026-11-22T14:02:00+01:00")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (AT - timedelta(minutes=10), ""),
        (AT - timedelta(minutes=11), "back"),
        (AT.replace(year=2020), "back"),
        # The same moment in another time zone, and after the change to winter time.
        (datetime.fromisoformat("2026-11-22T13:02:00+00:00"), ""),
        (AT + timedelta(days=366), ""),
        (AT + timedelta(days=367), "ahead"),
    ],
)
def test_a_clock_is_wrong_before_the_last_event_or_more_than_a_year_after_it(now: datetime, said: str) -> None:
    assert wrong(now, AT) == said


@pytest.mark.parametrize(
    ("now", "words"),
    [("2020-01-01T00:00:00+01:00", "01.01.2020"), ("2036-03-04T00:00:00+01:00", "04.03.2036")],
)
async def test_it_is_told_at_opening_and_the_vault_opens(ready: Ready, clock: Clock, now: str, words: str) -> None:
    clock.moment = datetime.fromisoformat(now)
    app = SeenApp(ready.settings, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)) as pilot:
        await unlock(pilot, app)
        assert isinstance(app.screen, HomePage)
        told = [one for one in app.told() if "Klokken" in one]
        assert len(told) == 1
        assert words in told[0]
        assert "22.11.2026" in told[0]
        assert "frister" in told[0]


async def test_a_clock_set_back_while_one_works_is_told_when_something_is_saved(at_case: AtCase, clock: Clock) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        clock.go_on(minutes=3)
        assert app.take(Logged(aspect="seen", observed="2026-11-22T10:00:00+01:00", text="Kom for sent"))
        await pilot.pause()
        assert not any("Klokken" in one for one in app.told())
        clock.moment -= timedelta(days=40)
        for _ in range(2):
            assert app.take(Logged(aspect="seen", observed="2026-10-01T10:00:00+02:00", text="Kom for sent igjen"))
        await pilot.pause()
        assert len([one for one in app.told() if "Klokken" in one]) == 1
        clock.moment += timedelta(days=40)
        assert app.take(Logged(aspect="seen", observed="2026-11-22T10:00:00+01:00", text="Nå er klokken rett"))
        clock.moment -= timedelta(days=1)
        # An observation of a day that has not come by this clock is refused, and then it is told as well.
        assert not app.take(Logged(aspect="seen", observed="2026-11-22T10:00:00+01:00", text="Og feil igjen"))
        await pilot.pause()
        assert len([one for one in app.told() if "Klokken" in one]) == 2


async def test_a_synced_folder_and_a_clock_are_told_at_the_first_opening_and_not_at_every_unlocking(
    ready: Ready, clock: Clock
) -> None:
    folder = ready.folder.with_name("OneDrive - Porsgrunn kommune")
    ready.folder.rename(folder)
    clock.moment -= timedelta(days=40)
    settings = Settings(folder, municipality="porsgrunn", service="skole")
    app = SeenApp(settings, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)) as pilot:
        await unlock(pilot, app)
        assert ["OneDrive" in one or "Klokken" in one for one in app.told()] == [True, True]
        await pilot.press("ctrl+l")
        await unlock(pilot, app)
        assert app.told() == []


async def test_a_folder_on_this_machine_with_a_right_clock_is_not_told_of(locked_app: SeenApp) -> None:
    async with locked_app.run_test(size=(100, 30)) as pilot:
        await unlock(pilot, locked_app)
        assert locked_app.told() == []
