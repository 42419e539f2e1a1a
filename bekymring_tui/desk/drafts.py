"""What is being typed, saved while typing (P3): throttled, never debounced, at most a second after the first key."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from threading import Lock, Timer

from bekymring_tui.errors import Failure
from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault

WAIT = 0.5
"""Seconds from the first unsaved key to the save."""


class DraftKeeper:
    """Keeps the typed text of open fields until it is on the disk.

    `saved` and `failed` are called from other threads, after the commit or with its error.
    """

    def __init__(
        self,
        vault: Vault,
        now: Callable[[], datetime],
        saved: Callable[[datetime], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._vault = vault
        self._now = now
        self._saved = saved
        self._failed = failed
        self._lock = Lock()
        self._waiting: dict[tuple[str, str, str], str] = {}
        self._timer: Timer | None = None
        self._closed = False

    def note(self, case_id: str, form: str, field: str, text: str) -> None:
        """A field's whole text as it stands now."""
        with self._lock:
            self._waiting[case_id, form, field] = text
            self._start()

    def _start(self) -> None:
        if self._timer is None and not self._closed:
            self._timer = Timer(WAIT, self._hand_over)
            self._timer.daemon = True
            self._timer.start()

    def _take(self) -> list[DraftRow]:
        with self._lock:
            at = self._now().isoformat()
            rows = [DraftRow(*key, text, at) for key, text in self._waiting.items()]
            self._waiting.clear()
            self._timer = None
        return rows

    def _hand_over(self) -> None:
        """The rows are taken on the writer's own thread: between waiting and saved, no lock can come in between."""
        try:
            self._vault.submit(self._save_taken).add_done_callback(self._report)
        except Failure as closed:
            self._failed(closed)

    def _save_taken(self) -> bool:
        rows = self._take()
        if rows:
            self._save(rows)
        return bool(rows)

    def _save(self, rows: list[DraftRow]) -> None:
        try:
            self._vault.save_drafts(rows)
        except Exception:
            self._put_back(rows)
            raise

    def _report(self, done: Future[bool]) -> None:
        error = done.exception()
        if error is not None:
            self._failed(error)
        elif done.result():
            self._saved(self._now())

    def _put_back(self, rows: list[DraftRow]) -> None:
        """What could not be saved waits on, unless something newer was typed, and is tried again."""
        with self._lock:
            for row in rows:
                self._waiting.setdefault((row.case_id, row.form, row.field), row.text)
            self._start()

    def drop(self, case_id: str, form: str) -> None:
        """The form was saved as a whole: what waits of it is old."""
        with self._lock:
            for key in [one for one in self._waiting if one[:2] == (case_id, form)]:
                del self._waiting[key]

    def flush(self) -> None:
        """Save now and wait for it. Raises what the vault raises; the text then waits on."""
        self._stop_timer()
        if self._vault.submit(self._save_taken).result():
            self._saved(self._now())

    def close(self) -> list[DraftRow]:
        """Save no more. What is not on the disk, for whoever can still keep it."""
        self._closed = True
        self._stop_timer()
        return self._take()

    def _stop_timer(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not on the disk yet."""
        with self._lock:
            return bool(self._waiting)
