"""What Ctrl+P offers here. The id of a row is the app's action that carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bekymring_tui.texts import catalog, text
from bekymring_tui.widgets.menu import MenuRow
from bekymring_tui.widgets.themes import PALETTES

if TYPE_CHECKING:
    from bekymring_tui.desk.open_case import OpenCase
    from bekymring_tui.screens.shell import Shell

WAITS = ((2, 5), (5, 15), (15, 60))
"""Minutes until the screen is blank, and until it locks."""


def menu_rows(app: Shell) -> list[MenuRow]:
    """The rows that make sense now: in a case, in an open vault, and always."""
    return [*(_case(app.case) if app.case else ()), *(_vault(app) if app.desk else ()), *_always(app)]


def _case(case: OpenCase) -> list[MenuRow]:
    edition = [_row("edition", "page('edition')")] if case.newer() else []
    earlier = [_row("earlier", "page('earlier')")] if case.state.past else []
    return [
        _row("case", "go_to_case"),
        _row("uro", "uro", "f5"),
        _row("uro_over_time", "page('uro_over_time')"),
        _row("log", "log", "f6"),
        _row("forms", "forms", "ctrl+t"),
        _row("map", "page('map')"),
        _row("guardians", "page('guardians')"),
        _row("consent", "page('consent')"),
        _row("export", "page('export')"),
        *([_row("shred", "page('shred')")] if case.state.notes else []),
        *edition,
        *earlier,
    ]


def _vault(app: Shell) -> list[MenuRow]:
    assert app.desk is not None, "these rows need the open vault"
    code = [_row("code", "page('recovery')")] if app.desk.code_to_write_down() else []
    # The demo's vault is thrown away, and its passphrase is filled in; the unit changes nothing of what opens.
    mine = app.desk.vault.ways.may_change and not app.practice
    ways = [_row(name, f"page({name!r})") for name in ("passphrase", "new_code", "unit_key", "rekey") if mine]
    return [
        _row("home", "go_home"),
        _row("new", "new", "ctrl+n"),
        _row("deadlines", "deadlines", "f7"),
        _row("log_search", "page('log_search')"),
        _row("bundle", "page('bundle')"),
        _row("contacts", "page('contacts')"),
        _row("who", "page('who')"),
        *([] if app.practice else [_row("backups", "page('backups')"), _row("check", "page('check')")]),
        *code,
        *ways,
        _row("lock", "lock", "ctrl+l"),
    ]


def _always(app: Shell) -> list[MenuRow]:
    now = app.settings
    looks = [_setting(f"look_{name}", theme=name) for name in PALETTES if name != app.theme]
    waits = [
        _setting("waits", blank_minutes=blank, lock_minutes=lock)
        for blank, lock in WAITS
        if (blank, lock) != (now.blank_minutes, now.lock_minutes)
    ]
    hints = _setting("hints_off" if now.hints else "hints_on", hints=not now.hints)
    known = [_row("help", "help", "f1"), _row("source", "source", "f2"), _row("look_up", "look_up", "f3")]
    blank = _row("blank", "blank", "ctrl+b")
    return [*known, blank, *looks, *waits, hints, _row("quit", "quit", "ctrl+q")]


def _row(name: str, action: str, press: str = "") -> MenuRow:
    return MenuRow(action, text(f"menu.{name}"), press, catalog().get(f"menu.{name}_also", ""))


def _setting(name: str, **changes: object) -> MenuRow:
    also = catalog().get(f"menu.{name}_also", "")
    return MenuRow(f"settings({changes!r})", text(f"menu.{name}", **changes), also=also)
