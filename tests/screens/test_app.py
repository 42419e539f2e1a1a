"""What the app does around an act: stored and said so, refused with the reason, or not saved with words."""

from __future__ import annotations

import pytest
from screen_samples import AtCase, Ready, SeenApp

from bekymring_tui.case.acts import AlarmAsked, Decided, Graded, Logged
from bekymring_tui.errors import Damaged, Failure, Locked, Unwritable
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.routes import page_class
from bekymring_tui.vault.places import PAGE_BYTES
from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault

LOGGED = Logged(aspect="seen", text="Satt alene", observed="2026-11-22T10:00:00+01:00")


async def test_saved_is_said_with_its_time(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        assert app.take(LOGGED)
        await pilot.pause()
        assert "✓ Lagret 14:02" in app.seen()


async def test_a_refusal_is_told(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        assert app.case
        before = app.case.state
        assert not app.take(Decided(position="p1", outcome="D2", reason=" ", decided_by="Kari"))
        assert app.case.state == before
        await pilot.pause()
        assert "Begrunnelsen mangler" in app.told()[-1]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (Unwritable("Ikke lagret: disken er full."), "disken tar ikke imot"),
        (Damaged("Databasen er skadet."), "hvelvet er skadet"),
        (Locked("Hvelvet er låst."), "hvelvet er låst"),
    ],
)
async def test_what_is_not_stored_is_never_called_saved(
    at_case: AtCase, monkeypatch: pytest.MonkeyPatch, failure: Failure, words: str
) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        assert app.case

        def fail(*_: object, **__: object) -> None:
            raise failure

        with monkeypatch.context() as patched:
            patched.setattr(Vault, "append", fail)
            assert not app.take(LOGGED)
            await pilot.pause()
        assert f"! Ikke lagret: {words}" in app.seen()
        assert "✓" not in app.seen().splitlines()[0]
        assert not app.case.state.log
        assert app.take(LOGGED)
        await pilot.pause()
        assert "✓ Lagret 14:02" in app.seen()


async def test_typed_text_is_saved_while_typing_and_said_so(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        assert app.keeper
        assert app.desk
        app.keeper.note(ready.case_id, "refleksjonsnotat/1", "why", "mens jeg skriver")
        while app.keeper.unsaved or not app.saved.at:
            await pilot.pause(0.05)
        assert [one.text for one in app.desk.vault.drafts(ready.case_id)] == ["mens jeg skriver"]


async def test_a_question_that_an_act_opens_is_shown_at_once(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        assert app.take(Graded(grade=7))
        await pilot.pause()
        assert isinstance(app.screen, page_class("numbers"))


async def test_f9_from_everywhere_and_never_twice(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        for before in ((), ("ctrl+p",), ("f1",), ("f2",), ("f6",), ("ctrl+n",), ("f7",)):
            app.open_case(app.case.id if app.case else "")
            await pilot.press(*before)
            await pilot.press("f9", "f9", "ctrl+g")
            await pilot.pause()
            numbers = page_class("numbers")
            assert isinstance(app.screen, numbers), before
            assert len([one for one in app.screen_stack if isinstance(one, numbers)]) == 1


async def test_f9_at_home_unlocked_and_locked(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        numbers = page_class("numbers")
        await pilot.press("f9")
        assert isinstance(app.screen, numbers)
        assert "112" in app.seen()
        await pilot.press("escape", "ctrl+l", "f9")
        await pilot.pause()
        assert isinstance(app.screen, numbers)
        assert "112" in app.seen()
        assert "Blå ugle" not in app.seen()


async def test_f9_wakes_a_blank_screen_and_shows_the_numbers(app_with_vault: SeenApp) -> None:
    from screen_samples import Clock

    app = app_with_vault
    async with app.run_test(size=(100, 30)) as pilot:
        clock = app.now.__self__  # type: ignore[attr-defined]
        assert isinstance(clock, Clock)
        clock.go_on(minutes=6)
        app.look_at_the_clock()
        await pilot.press("f9")
        assert isinstance(app.screen, page_class("numbers"))


async def test_an_open_question_stands_again_after_a_restart(at_case: AtCase, ready: Ready) -> None:
    async with at_case() as pilot:
        assert isinstance(pilot.app, SeenApp)
        assert pilot.app.take(AlarmAsked(by="key"))
        await pilot.pause()
    again = SeenApp(ready.settings, vault=ready.open())
    async with again.run_test(size=(100, 30)) as pilot:
        assert isinstance(again.screen, HomePage)
        again.open_case(ready.case_id)
        await pilot.pause()
        assert isinstance(again.screen, page_class("numbers"))


async def test_pages_that_are_closed_before_they_stand_harm_nothing(app_with_vault: SeenApp, ready: Ready) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        for _ in range(3):
            app_with_vault.open_case(ready.case_id)
            app_with_vault.go_home()
            app_with_vault.open_case(ready.case_id)
            app_with_vault.go_home()
            app_with_vault.go_home()
            await pilot.pause()
        assert isinstance(app_with_vault.screen, HomePage)
        assert "Blå ugle" in app_with_vault.seen()


async def test_an_old_page_put_back_under_what_is_being_typed_is_told_once(ready: Ready) -> None:
    """With the name of its case; what stands outside the chain is not shown as if it were the newest."""
    path = ready.folder / "hvelv.db"
    images = []
    for typed in ("gammelt", "nytt"):
        with ready.open() as vault:
            vault.save_drafts(
                [DraftRow(ready.case_id, "konkretisering/1", "health", typed, "2026-11-22T10:00:00+01:00")]
            )
        images.append(path.read_bytes())
    old, new = images
    for start in range(0, len(old), PAGE_BYTES):
        path.write_bytes(new[:start] + old[start : start + PAGE_BYTES] + new[start + PAGE_BYTES :])
        with ready.open() as vault:
            if vault.older() and vault.drafts(ready.case_id)[0].text == "gammelt":
                break
    for told in (1, 0):
        app = SeenApp(ready.settings, vault=ready.open())
        async with app.run_test(size=(100, 30)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert len([one for one in app.told() if "under skriving i «Blå ugle»" in one]) == told
