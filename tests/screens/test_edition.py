"""The page about a new edition: the user's own choice, asked once; nothing is lost, and the alarm is not got around."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from screen_samples import Clock, Ready, SeenApp
from textual.pilot import Pilot
from work_samples import press_button

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.decide import decide_key
from bekymring_tui.screens.earlier import EarlierPage
from bekymring_tui.screens.edition import EditionPage
from bekymring_tui.screens.new_case import NewCasePage
from bekymring_tui.screens.numbers import NumbersPage
from bekymring_tui.settings import Settings
from tests.own_samples import NAME, lay, through_round, with_round

Changes = tuple[tuple[str, str], ...]
Began = Callable[..., "InCase"]
ROUND = (with_round(), through_round())


class InCase(SeenApp):
    """The app, and the case that the test is about."""

    case_id = ""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def own(ready: Ready) -> Ready:
    """The vault of a worker who uses a procedure of their own."""
    lay(ready.folder)
    Settings(ready.folder, municipality=NAME, service="skole").save()
    return ready


@pytest.fixture
def began(own: Ready, clock: Clock) -> Began:
    """A case by `before`, where `done` was done; then the procedure is edited to `after`. The app, not running yet."""

    def begin(before: Changes, after: Changes, *done: a.Act) -> InCase:
        lay(own.folder, *before)
        vault = own.open()
        desk = Desk(vault, clock.now)
        guardians = [Guardian(id="g1", label="Mor"), Guardian(id="g2", label="Far")]
        case = desk.new_case(NAME, "skole", "concern", Subject(kind="child", call_name="Grå hare", age=9), guardians)
        for act in done:
            case.take(act)
        lay(own.folder, *after)
        settings = Settings(own.folder, municipality=NAME, service="skole")
        app = InCase(settings, vault=vault, now=clock.now, clock=clock.seconds)
        app.case_id = case.id
        return app

    return begin


async def settled(app: SeenApp) -> None:
    """One's own procedures have been looked at."""
    await app.workers.wait_for_complete()


def decided(outcome: str) -> a.Decided:
    return a.Decided(position="p1", outcome=outcome, reason="Fordi.", decided_by="Kari", look_again="none")


async def open_it(app: InCase, pilot: Pilot[Any]) -> None:
    await settled(app)
    app.open_case(app.case_id)
    await pilot.pause()


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (60, 20), (40, 10)])
async def test_what_is_new_is_told_when_the_case_is_opened(began: Began, size: tuple[int, int]) -> None:
    app = began((), ROUND)
    async with app.run_test(size=size) as pilot:
        await open_it(app, pilot)
        assert isinstance(app.screen, EditionPage)
        if size[0] >= 80:
            assert "Nytt trinn på Nivå 1: «Drøftingsmøte»." in app.seen()
            assert "Valget «Ja» fører nå til «Drøftingsmøte»." in app.seen()
        app.keep_picture(f"utgave-{size[0]}")


async def test_going_over_leads_on_by_the_new_way(began: Began) -> None:
    app = began((), ROUND, a.Answered(position="p1", question="V1", value="yes"))
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        await press_button(pilot, "go")
        assert isinstance(app.screen, CasePage)
        assert "Saken følger den nye utgaven nå." in app.told()
        assert app.case is not None
        assert app.case.state.answers == {("think", 1, "V1"): "yes"}
        assert "round" in app.case.guide.track.steps
        app.open_case(app.case_id)
        await pilot.pause()
        assert isinstance(app.screen, CasePage), "asked once"


async def test_keeping_the_old_one_is_not_asked_again_but_can_be_changed_from_the_menu(began: Began) -> None:
    app = began((), ROUND)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        await press_button(pilot, "keep")
        assert isinstance(app.screen, CasePage)
        app.go_home()
        await pilot.pause()
        await open_it(app, pilot)
        assert isinstance(app.screen, CasePage)
        await pilot.press("ctrl+p", *"utgave", "enter")
        await pilot.pause()
        assert isinstance(app.screen, EditionPage)
        await press_button(pilot, "go")
        assert app.case is not None
        assert len(app.case.state.past) == 1


async def test_escape_decides_nothing(began: Began) -> None:
    app = began((), ROUND)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CasePage)
        await open_it(app, pilot)
        assert isinstance(app.screen, EditionPage)


async def test_where_the_step_is_gone_a_place_is_proposed_and_the_user_chooses(began: Began) -> None:
    app = began(ROUND, (), decided("D2"))
    async with app.run_test(size=(100, 40)) as pilot:
        await open_it(app, pilot)
        assert "Trinnet «Drøftingsmøte» finnes ikke i den nye utgaven." in app.seen()
        assert "foreslått av oss" in app.seen()
        rows = app.screen.query_one("#land-p1")
        rows.focus()
        await pilot.press("down", "space")
        await pilot.pause()
        app.keep_picture("utgave-trinn-borte")
        await press_button(pilot, "go")
        assert app.case is not None
        assert app.case.state.positions["p1"].here.step == "talk"
        assert isinstance(app.screen, CasePage)
        assert "Samtale med foresatte" in app.seen()


async def test_what_was_decided_at_a_step_that_is_gone_is_read_from_the_menu(began: Began) -> None:
    app = began(ROUND, (), decided("D2"), decided("D1"))
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        await press_button(pilot, "go")
        await pilot.press("ctrl+p", *"tidligere", "enter")
        await pilot.pause()
        assert isinstance(app.screen, EarlierPage)
        assert "Drøftingsmøte: Videre til samtale" in app.seen()
        assert "22. nov. 2026 gikk Kari Prøve over til utgaven «1»." in app.seen()
        app.keep_picture("tidligere-utgave")


async def test_what_was_only_begun_at_a_step_that_is_gone_is_read_there_too(began: Began) -> None:
    app = began(ROUND, (), decided("D2"))
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        assert app.case is not None
        assert app.keeper is not None
        visit = decide_key(app.case.state.positions["p1"])
        app.keeper.note(app.case_id, visit, "reason", "Hun virket redd")
        await press_button(pilot, "go")
        app.show_once("earlier")
        await pilot.pause()
        assert "Hun virket redd" in app.seen()


async def test_while_the_case_waits_for_a_call_the_page_does_not_come(began: Began) -> None:
    app = began((), ROUND, a.AlarmAsked(by="key"), a.AlarmAnswered(answer="home"))
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        assert not isinstance(app.screen, EditionPage)
        app.show_once("edition")
        await pilot.pause()
        assert "Ring først" in app.seen()
        assert not app.screen.query("#go")


async def test_an_alarm_closes_what_the_page_tells(began: Began) -> None:
    call = a.CallRecorded(called="police", result="reached", at="2026-11-22T13:00:00+01:00", spoke_with="vakta")
    talk = 'do: "Snakk med foresatte"'
    change = (
        f"- id: H1\n                {talk}",
        f"- id: H2\n                {talk}\n                src: [POR-1-3-H1]",
    )
    app = began((), (change,), a.AlarmAsked(by="key"), a.AlarmAnswered(answer="home"), call)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        assert isinstance(app.screen, EditionPage)
        assert "Nytt å gjøre: «stengt»." in app.seen()
        assert "foresatte" not in app.seen().lower()


async def test_f9_works_on_the_page(began: Began) -> None:
    app = began((), ROUND)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, NumbersPage)


async def test_a_procedure_of_ones_own_can_be_chosen(own: Ready, clock: Clock) -> None:
    app = SeenApp(Settings(own.folder), vault=own.open(), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(app)
        await pilot.pause()
        line = next(one for one in app.seen().splitlines() if "Liten prosedyre" in one)
        assert "egen" in line


async def test_one_with_a_fault_is_told_and_leads_no_new_case(own: Ready, clock: Clock) -> None:
    lay(own.folder, ("step: talk", "step: gone"))
    settings = Settings(own.folder, municipality=NAME, service="skole")
    app = SeenApp(settings, vault=own.open(), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(app)
        await pilot.pause()
        assert any("kan ikke brukes til nye saker" in one for one in app.told())
        before = len(app.desk.cases()) if app.desk else 0
        app.show_once("new_case")
        await pilot.pause()
        assert isinstance(app.screen, NewCasePage)
        await press_button(pilot, "open")
        assert app.desk is not None
        assert len(app.desk.cases()) == before
        assert "kan ikke brukes til nye saker" in app.seen()


async def test_a_case_opens_with_a_warning_when_its_edition_does_not_hold(
    began: Began, own: Ready, clock: Clock
) -> None:
    """An edition that was pinned by a program that did not yet see what is wrong with it."""
    app = began((), ())
    lay(
        own.folder,
        ('title: "Nivå 1"', 'title: "Samtaler med foresatte"'),
        ("contacts: [colleague]", "contacts: [leader]"),
    )
    assert app._handed is not None
    desk = Desk(app._handed, clock.now)
    edition = desk.editions.newest(NAME)
    case = OpenCase(desk, "gammel", Guide(edition.procedure, "skole", None, edition.forms), [])
    case.take(
        a.Opened(
            flow=NAME,
            route_hash=edition.procedure.route_hash,
            text_hash=edition.procedure.text_hash,
            forms_hash=edition.forms_hash,
            service="skole",
            entry="concern",
            subject=Subject(kind="child", call_name="Brun bjørn", age=9),
        )
    )
    shutil.rmtree(own.folder / "prosedyrer")
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(app, pilot)
        await settled(app)
        await pilot.pause()
        assert not any("kan gjøre den utrygg" in one for one in app.told()), "this one holds"
        app.open_case("gammel")
        await settled(app)
        await pilot.pause()
        assert isinstance(app.screen, CasePage)
        assert any("kan gjøre den utrygg" in one for one in app.told())
