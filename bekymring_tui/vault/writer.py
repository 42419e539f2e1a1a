"""The one thread that may touch the database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from bekymring_tui import errors
from bekymring_tui.texts import text

T = TypeVar("T")


class Writer:
    """Runs work in the order it is handed in. Work may itself ask for work: that runs at once."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hvelv")
        self._thread = self._pool.submit(threading.get_ident).result()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Raises Locked when the vault is closed."""
        try:
            return self._pool.submit(work)
        except RuntimeError:
            raise errors.Locked(text("vault.closed")) from None

    def run(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises, once it has run. Raises Locked when the vault is closed."""
        return work() if self._on_it() else self.submit(work).result()

    def close(self) -> None:
        """Take no more work, and wait for what was handed in."""
        self._pool.shutdown(wait=not self._on_it())

    def _on_it(self) -> bool:
        return threading.get_ident() == self._thread
