"""Data of a wrong shape is told without a word of it, wherever it comes from (P4)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from screen_samples import Ready, SeenApp
from test_lock import unlock

import bekymring_tui
from bekymring_tui.bundle.manifest import unpack
from bekymring_tui.case.summary import read_summary
from bekymring_tui.desk.desk import Desk, event_of
from bekymring_tui.errors import Damaged
from bekymring_tui.flow.compile import thaw
from bekymring_tui.vault.rows import EventRow, NewEvent

MARKER = "Zebrafinke"
PACKAGE = Path(bekymring_tui.__file__).parent
AT = "2026-11-22T10:15:00+01:00"
LOGGED = json.dumps({"by": None, "act": {"kind": "logged", "aspect": MARKER, "text": MARKER}})

SHAPES: dict[str, Callable[[], object]] = {
    "event": lambda: event_of(EventRow(1, "sak", "logged", AT, LOGGED)),
    "event cut": lambda: event_of(EventRow(1, "sak", "logged", AT, LOGGED[:40])),
    "bundle": lambda: unpack(json.dumps({"format": "bekymring-sakspakke", "version": 1, "program": MARKER}).encode()),
    "procedure": lambda: thaw(json.dumps({"schema": 1, "title": MARKER})),
    "procedure cut": lambda: thaw(f'{{"title": "{MARKER}'),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_raised_holds_nothing_of_it(shape: str) -> None:
    with pytest.raises(Damaged) as caught:
        SHAPES[shape]()
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert MARKER not in repr(caught.value)


def test_a_summary_of_another_version_is_made_anew() -> None:
    assert read_summary(f'{{"call_name": "{MARKER}"}}') is None
    assert read_summary("{") is None


def test_only_here_and_for_procedures_is_that_error_known() -> None:
    told = {
        one.relative_to(PACKAGE).as_posix()
        for one in PACKAGE.rglob("*.py")
        if "ValidationError" in one.read_text("utf-8")
    }
    assert told == {"flow/schema.py"}


def test_every_model_made_of_data_is_made_through_it() -> None:
    """Beside the procedures, and what the program makes of its own parts."""
    reads = re.compile(r"\.(model_)?validate(_json|_python)?\(")
    own = {
        "flow/schema.py",
        "flow/load.py",
        "flow/sources.py",
        "prove/journey.py",
        "case/phone_book.py",
        "screens/numbers.py",
    }
    bare = {
        one.relative_to(PACKAGE).as_posix()
        for one in PACKAGE.rglob("*.py")
        for line in one.read_text("utf-8").splitlines()
        if reads.search(line) and "checked(" not in line
    }
    assert bare <= own


async def test_a_case_that_cannot_be_read_is_told_and_the_others_stand(ready: Ready, locked_app: SeenApp) -> None:
    with ready.open() as vault:
        vault.append("sak-2", [NewEvent("logged", AT, LOGGED)], "{}")
        assert [one for one, _ in Desk(vault).cases() if one == ready.case_id]
    app = locked_app
    async with app.run_test(size=(100, 30)) as pilot:
        await unlock(pilot, app)
        assert "Blå ugle" in app.seen()
        app.open_case("sak-2")
        await pilot.pause()
        assert any("kan ikke leses" in one for one in app.told())
        assert not any(MARKER in one for one in (*app.told(), app.seen()))
