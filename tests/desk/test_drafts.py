"""What is typed reaches the disk, also when the lock comes down in the very moment of an autosave (P3)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest

from bekymring_tui.desk import drafts
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.drafts import DraftKeeper

BEGUN = 0.01
HELD_UP = 0.05
"""Seconds until the autosave begins, and for which a busy machine stops it before it has handed anything over."""


def now() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_nothing_is_lost_when_the_lock_meets_the_autosave(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, here, hand_over = desk.vault, threading.get_ident(), desk.vault.submit

    def slowly(work: Callable[[], None]) -> Future[None]:
        if threading.get_ident() != here:
            time.sleep(HELD_UP)
        return hand_over(work)

    monkeypatch.setattr(drafts, "WAIT", BEGUN)
    monkeypatch.setattr(vault, "submit", slowly)
    keeper = DraftKeeper(vault, now, lambda at: None, lambda error: None)
    keeper.note("sak", "logg", "tekst", "det jeg skrev")
    time.sleep(BEGUN + HELD_UP / 2)
    keeper.flush()
    assert [one.text for one in vault.drafts("sak")] == ["det jeg skrev"]
    assert keeper.close() == []
