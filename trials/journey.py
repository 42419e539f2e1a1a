"""Runs inside the program, in a process of its own, and writes in every field there is.

`BEGIN` is Python to run before the program.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BEGIN = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from trials import journey; journey.begin()"

MARKER = "Zqxvik"
SHORT = 20
"""Fields that take fewer characters than this are for a number."""

SAVED_BY_THEN = 0.6
ATTEMPTS = 5
LOOKS = 400
BETWEEN_KEYS = 0.03
"""Seconds."""

LEAD_ELSEWHERE = ("start", "unlock", "lock", "recovery first", "leave", "help", "numbers")
UNDER_THE_ALARM = ("alarm", "advice")
NOT_SAVED = ("new_case", "move_alarm", "move entry", "bundle", "bundle read", "home")
"""Pages of which the button would leave the case or the program."""

NO_TEXT_OF_A_CASE = ("name", "folder", "path", "identity", "recipient")
"""Fields for file names and keys; what is written in them is written outside of the vault by the user's own act."""


def begin() -> None:
    """Lead the app through every page once its vault is open."""
    from bekymring_tui.app import BekymringApp

    run = BekymringApp.run
    BekymringApp.run = lambda app, **rest: run(app, auto_pilot=lead, **rest)  # type: ignore[method-assign]


async def lead(pilot: Any) -> None:
    """Write in every field, save what can be saved; with an alarm too. Then stand in the case."""
    from trials.full_case import every_page, raise_alarm

    app = pilot.app
    while app.case is None:
        await asyncio.sleep(0.05)
    case_id, written = app.case.id, 0
    done = set()
    for state in ("plain", "halted", "reached"):
        if state != "plain":
            raise_alarm(app.case, MARKER, reached=state == "reached")
        for name, make in list(every_page(app, app.case)):
            page = make()
            kind = (type(page), name if name.startswith("form") else "")
            if name not in LEAD_ELSEWHERE and (kind not in done or name in UNDER_THE_ALARM):
                done.add(kind)
                app.push_screen(page)
                await settle(app)
                written += await write(app)
                await save(app, name)
                app.open_case(case_id)
                await settle(app)
    app.notify(f"Skrevet i {written} felt", timeout=600)


async def settle(app: Any) -> None:
    """Until what was begun is drawn."""
    done = asyncio.Event()
    app.call_after_refresh(done.set)
    await done.wait()
    await asyncio.sleep(0.02)


async def write(app: Any) -> int:
    """The marker in every field of the page, key by key; how many fields there are."""
    from bekymring_tui.widgets.linje import Passordlinje

    fields = [
        one
        for one in app.screen.query("Felt, Linje")
        if one.display and not isinstance(one, Passordlinje) and one.id not in NO_TEXT_OF_A_CASE
    ]
    for field in fields:
        await write_in(app, field)
    return len(fields)


async def write_in(app: Any, field: Any) -> None:
    """Again where the page was drawn anew under the hands: the letters then went elsewhere."""
    from textual.events import Key

    from bekymring_tui.widgets.felt import Felt
    from bekymring_tui.widgets.linje import Linje

    number = isinstance(field, Linje) and (field.max_length or SHORT) < SHORT
    typed = "9" if number else MARKER
    name, page = field.id, app.screen
    for _ in range(ATTEMPTS):
        field = next(iter(page.query(f"#{name}")), field)
        page.set_focus(field)
        for key in typed:
            app.post_message(Key(key, key))
        for _ in range(LOOKS):
            await asyncio.sleep(0.005)
            if not app.keeper or typed in (field.text if isinstance(field, Felt) else field.value):
                return
    raise AssertionError(f"nothing could be written in {name} of {page}")


async def save(app: Any, name: str) -> None:
    """Let the page make an act of what is written, where that leads nowhere else."""
    from bekymring_tui.screens.day_field import DayField
    from bekymring_tui.widgets.knapper import Knapper
    from bekymring_tui.widgets.valg import Valg

    if name in NOT_SAVED:
        return
    days = app.screen.query(DayField)
    if days:
        await asyncio.sleep(SAVED_BY_THEN)
    for day in days:
        day.write("i dag 12:00" if day.field in ("at", "observed", "on") else "om 3 uker")
    for rows in app.screen.query(Valg):
        kinds = {getattr(one, "kind", "") for one in rows.rows}
        if "choice" in kinds and not rows.chosen:
            await enter(app, rows)
    for buttons in list(app.screen.query(Knapper))[:1]:
        await enter(app, buttons)
    await app.workers.wait_for_complete()


async def enter(app: Any, widget: Any) -> None:
    from textual.events import Key

    app.screen.set_focus(widget)
    await asyncio.sleep(BETWEEN_KEYS)
    app.post_message(Key("enter", None))
    await settle(app)
