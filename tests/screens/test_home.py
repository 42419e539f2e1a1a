"""Home: what is urgent, every case, and the way to a new one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from screen_samples import PASSPHRASE, AtCase, Clock, Ready, SeenApp

from bekymring_tui.case.acts import AlarmAnswered, AlarmAsked, CallRecorded, Decided, Graded
from bekymring_tui.case.people import Subject
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.play import play_all
from bekymring_tui.screens import home
from bekymring_tui.screens.home import HomePage
from bekymring_tui.screens.new_case import NewCasePage
from bekymring_tui.settings import Settings
from bekymring_tui.training.scenario import scenarios
from bekymring_tui.vault.rows import NewEvent
from bekymring_tui.vault.store import Vault
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.liste import Liste


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (60, 20), (40, 10)])
async def test_cases_and_ways(app_with_vault: SeenApp, size: tuple[int, int]) -> None:
    app = app_with_vault
    async with app.run_test(size=size) as pilot:
        assert "Blå ugle" in app.seen()
        assert "1 sak" in app.seen()
        assert app.screen.query_one(Liste).has_focus
        await pilot.press("down")
        assert app.screen.query_one(Liste).cursor == "new"
        await pilot.press("enter")
        assert isinstance(app.screen, NewCasePage)
        await pilot.press("escape")
        assert isinstance(app.screen, HomePage)


async def test_esc_stays_at_home(app_with_vault: SeenApp) -> None:
    async with app_with_vault.run_test(size=(100, 30)) as pilot:
        await pilot.press("escape", "escape")
        assert isinstance(app_with_vault.screen, HomePage)


async def test_what_is_due_comes_first_with_its_mark(at_case: AtCase, clock: Clock) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        on = (clock.moment.date() + timedelta(days=1)).isoformat()
        assert app.take(Graded(grade=5))
        assert app.take(
            Decided(position="p1", outcome="unknown_yet", reason="Ser det an", decided_by="Kari", look_again=on)
        )
        app.go_home()
        await pilot.pause()
        rows = app.seen().splitlines()
        urgent = next(row for row in rows if "i morgen" in row)
        assert urgent.split()[:4] == ["!", "i", "morgen", "Blå"]
        assert "5▅ gråsone" in app.seen()
        clock.go_on(days=3)
        app.go_home()
        await pilot.pause()
        assert "!! 2 dager over" in app.seen()


async def test_a_case_at_the_alarm_says_so_and_stands_first(at_case: AtCase, clock: Clock) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        assert app.take(AlarmAsked(by="key"))
        assert app.take(AlarmAnswered(answer="home"))
        app.go_home()
        await pilot.pause()
        assert "!! STANSET" in app.seen()
        assert app.desk
        case = app.desk.open_case(app.desk.cases()[0][0])
        case.take(CallRecorded(called="barnevern", result="reached", at=clock.moment.isoformat(), spoke_with="vakta"))
        clock.go_on(days=1)
        app.desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Grå hare"))
        app.go_home()
        await pilot.pause()
        rows = [row.strip(" ›") for row in app.seen().splitlines() if "Nivå 1" in row]
        assert [row[:8] for row in rows] == ["Blå ugle", "Grå hare"]
        assert "  !! alarm · Nivå 1, trinn" in rows[0]


async def test_an_open_question_of_f9_is_not_told_as_a_stop(at_case: AtCase) -> None:
    async with at_case() as pilot:
        app = pilot.app
        assert isinstance(app, SeenApp)
        assert app.take(AlarmAsked(by="key"))
        app.go_home()
        await pilot.pause()
        assert "!! F9 er ikke besvart" in app.seen()
        assert "STANSET" not in app.seen()


async def test_no_cases_yet(tmp_path: Path, ready: Ready, clock: Clock) -> None:
    vault, _ = Vault.create(tmp_path / "tomt", PASSPHRASE)
    app = SeenApp(Settings(tmp_path / "tomt", "porsgrunn", "skole"), vault=vault, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)) as pilot:
        from screen_samples import WORKER

        assert app.desk
        app.desk.set_who(WORKER)
        app.go_home()
        await pilot.pause()
        assert "Ingen saker ennå" in app.seen()
        assert app.screen.query_one(Liste).cursor == "new"


async def test_the_invented_cases(tmp_path: Path, clock: Clock) -> None:
    vault, _ = Vault.create(tmp_path / "ovelse", PASSPHRASE)
    play_all(vault, scenarios(), clock.now())
    settings = Settings(tmp_path / "ovelse", "porsgrunn", "skole")
    app = SeenApp(settings, vault=vault, practice=PASSPHRASE, now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 30)):
        seen = app.seen()
        app.keep_picture("hjem")
        assert "ØVELSE" in seen
        assert "3 saker" in seen
        assert "!! 10 dager over" in seen
        for where in ("Nivå 1, trinn 1", "Nivå 1, trinn 3", "Nivå 2, trinn 1"):
            assert where in seen


MOST_ROWS = 20
"""Listed here, so that few cases are many."""


def many(desk: Desk, names: list[str]) -> None:
    """Cases of these names, made as copies of the first: it is the list that is looked at."""
    (case_id, summary), *_ = desk.cases()
    rows = desk.vault.events(case_id)
    for number, name in enumerate(names):
        new = [NewEvent(row.kind, row.at, row.payload or "") for row in rows]
        at = f"2026-11-{1 + number % 20:02}T10:00:00+01:00"
        changed = summary.model_copy(update={"call_name": name, "changed": at})
        desk.vault.append(f"sak{number}", new, changed.model_dump_json())


async def test_one_of_many_is_found_by_typing(app_with_vault: SeenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_with_vault
    monkeypatch.setattr(home, "MOST_ROWS", MOST_ROWS)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.desk
        many(app.desk, [f"Grønn and {number}" for number in range(MOST_ROWS)] + ["Rød ærfugl"])
        app.page_does(lambda shown: shown.case_changed())
        await pilot.pause()
        assert f"de {MOST_ROWS} første av {MOST_ROWS + 2}. Skriv kallenavnet" in app.seen()
        liste = app.screen.query_one(Liste)
        assert sum("/" in (one.id or "") for one in liste.options) == MOST_ROWS
        await pilot.press(*"aerf")
        assert app.screen.query_one(Linje).value == "aerf"
        assert "Rød ærfugl" in app.seen()
        assert [one.id for one in liste.options if one.id] == [f"case/sak{MOST_ROWS}"]
        await pilot.press("x")
        assert "Ingen sak har et slikt kallenavn" in app.seen()
        await pilot.press("escape")
        await pilot.pause()
        assert liste.has_focus
        assert "Saker, de" in app.seen()
        await pilot.press(*"rd")
        await pilot.press("backspace", "backspace")
        await pilot.pause()
        assert liste.has_focus
        await pilot.press(*"ugle", "enter")
        await pilot.pause()
        assert app.case is not None
        assert app.case.state.subject is not None
        assert app.case.state.subject.call_name == "Blå ugle"


async def test_few_cases_are_found_at_a_glance(app_with_vault: SeenApp) -> None:
    app = app_with_vault
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        assert not app.screen.query_one(Linje).display
        assert "Skriv kallenavnet" not in app.seen()
