"""Everything that can be said of a vault: its files, its database, and whether every case can be replayed.

A vault that will not open is looked at all the same, as far as it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bekymring_tui.case.acts import CaseShredded, Event
from bekymring_tui.case.replay import replay
from bekymring_tui.case.summary import Summary, read_summary, summarise, summary_of_shredded
from bekymring_tui.clock import local_now
from bekymring_tui.desk.backups import Backup, Backups, newest_in
from bekymring_tui.desk.desk import Desk, event_of
from bekymring_tui.desk.mending import is_case
from bekymring_tui.desk.secret import Secret
from bekymring_tui.errors import Damaged, Failure, Locked
from bekymring_tui.settings import read_settings
from bekymring_tui.texts import text
from bekymring_tui.vault import swap
from bekymring_tui.vault.check import STEPS, Finding, finding, outside, unopened
from bekymring_tui.vault.places import Places, exists
from bekymring_tui.vault.salvage import unlock
from bekymring_tui.vault.store import Vault

T = TypeVar("T")

Progress = Callable[[str, int, int], None]
"""Told what is being looked at, by the id of its text, how far it has come, and of how many."""


@dataclass
class Checked:
    """`complete`: everything was looked at, cases too. `opened`: it opens. `names`: of cases, for the screen only.

    `cases` and `events` are those that were found whole. `backup`: the newest, looked into where the vault opens.
    """

    folder: Path
    at: datetime
    findings: list[Finding] = field(default_factory=list)
    complete: bool = False
    opened: bool = False
    cases: int = 0
    events: int = 0
    names: dict[str, str] = field(default_factory=dict)
    backup: Backup | None = None

    @property
    def whole(self) -> bool:
        return self.complete and not self.findings

    @property
    def damaged(self) -> bool:
        return any(one.damage for one in self.findings)


def check(
    folder: Path,
    vault: Vault | None,
    secret: Secret | None,
    progress: Progress,
    now: Callable[[], datetime] = local_now,
) -> Checked:
    """By the open vault, or opened by the secret; without both only what lies outside the lock.

    Raises Failure where no vault lies, Locked by a wrong secret, Busy, Newer, Unwritable.
    """
    if not exists(folder):
        raise Failure(text("vault.none_here", folder=folder))
    if secret:
        # Opening would finish it too, but the files are looked at first.
        swap.settle(Places(folder))
    done = Checked(folder, now())
    done.findings = outside(Places(folder), in_use=vault is not None)
    if vault:
        _inside(done, vault, progress)
    elif secret:
        _opened(done, secret, progress)
    done.backup = done.backup or newest_in(read_settings(folder)[0])
    return done


def _opened(done: Checked, secret: Secret, progress: Progress) -> None:
    try:
        vault = secret.open(done.folder)
    except Damaged:
        _unopened(done, secret, progress)
        if not done.damaged:
            done.findings.append(finding("will_not_open", done.folder))
        return
    with vault:
        _inside(done, vault, progress)


def _unopened(done: Checked, secret: Secret, progress: Progress) -> None:
    """What the pages show. Nothing more can be said without a key file or a database."""
    places = Places(done.folder)
    try:
        unlocked = unlock(places, secret.unseal)
        if unlocked is None:
            raise Locked(text("vault.wrong_code" if secret.code else "vault.wrong_passphrase", folder=done.folder))
        findings, found = unopened(places, unlocked, lambda *far: progress("check.step_pages", *far))
    except Damaged:
        return
    done.findings += findings
    done.events = sum(one.is_whole for one in found.events)
    done.cases = len({one.case_id for one in found.events} - {None})


def _inside(done: Checked, vault: Vault, progress: Progress) -> None:
    done.opened = True
    for number, step in enumerate(STEPS):
        progress(f"check.step_{step}", number, len(STEPS))
        done.findings += [one for one in vault.check(step) if one not in done.findings]
    desk = Desk(vault)
    done.findings += _cases(done, desk, progress)
    done.findings += _backups(done, desk, progress)
    done.complete = True


def _backups(done: Checked, desk: Desk, progress: Progress) -> Iterator[Finding]:
    """Whether the newest can be used."""
    progress("check.step_backups", 0, 1)
    backups = _read(done, lambda: Backups(desk, read_settings(done.folder)[0]))
    listed = _read(done, backups.listed) if backups else None
    if not backups or not listed:
        return
    done.backup = listed[0]
    try:
        backups.check(done.backup)
    except Damaged:
        yield finding("backup_damaged", done.folder, done.backup.path)
    except Locked:
        yield finding("backup_other_key", done.folder, done.backup.path, damage=False)


def _cases(done: Checked, desk: Desk, progress: Progress) -> Iterator[Finding]:
    stored = {one.case_id: one for one in _read(done, desk.vault.summaries) or []}
    done.names = {case_id: read.call_name for case_id, one in stored.items() if (read := read_summary(one.data))}
    cases, gone = desk.vault.cases(), set[str]()
    for number, (case_id, last) in enumerate(cases.items()):
        progress("check.step_cases", number, len(cases))
        try:
            events = [event_of(row) for row in desk.vault.events(case_id)]
            fresh = _summary(desk, events)
        except Damaged:
            yield finding("case_damaged", done.folder, case_id=case_id)
            continue
        except Exception:
            # A history with holes breaks replay in ways that nobody can list.
            yield finding("replay", done.folder, case_id=case_id)
            continue
        done.cases += 1
        done.events += len(events)
        gone |= {case_id} if fresh.shredded else set()
        kept = stored.get(case_id)
        read = read_summary(kept.data) if kept else None
        if read and kept and (kept.seq != last or read != fresh):
            yield finding("summary", done.folder, damage=False, case_id=case_id)
    drafts = _read(done, desk.vault.draft_cases) or set()
    strays = {one for one in drafts if is_case(one) and (one in gone or one not in cases)}
    if strays:
        yield finding("stray_drafts", done.folder, number=len(strays))


def _read(done: Checked, read: Callable[[], T]) -> T | None:
    """What is read; None, and a finding, where that part of the database is damaged."""
    try:
        return read()
    except Damaged:
        part = finding("unreadable", done.folder, Places(done.folder).database)
        done.findings += [part] if part not in done.findings else []
        return None


def _summary(desk: Desk, events: Sequence[Event]) -> Summary:
    """The case by its events. Raises whatever replay does when it has holes."""
    last = events[-1]
    if isinstance(last.act, CaseShredded):
        return summary_of_shredded(last.act, last.at)
    guide = desk.editions.guide(events)
    if guide is None:
        raise Damaged(text("refusal.no_case"))
    return summarise(guide, replay(guide, events))
