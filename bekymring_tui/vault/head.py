"""The chain head in a file of its own, written after each commit.

An old database put back is noticed because the head it should hold is not in its chain. The line stands twice, so one
flipped bit costs nothing, and carries a MAC under the vault's key, so another vault's head is told apart.
"""

from __future__ import annotations

import hmac
from typing import NamedTuple

from bekymring_tui import errors
from bekymring_tui.files import write_safely
from bekymring_tui.texts import text
from bekymring_tui.vault.keys import derived
from bekymring_tui.vault.places import Places, read_small

_FORMAT = "bekymring-hvelv-hode"
_VERSION = "1"


class Head(NamedTuple):
    """The last event of the chain: number (0 for none) and digest in hex."""

    seq: int
    digest: str


class HeadFile:
    """Reads and writes the head of one vault."""

    def __init__(self, places: Places, key: bytes) -> None:
        self._path = places.head
        self._key = derived(key, "hode")

    def read(self) -> Head:
        """The head as last written. Raises Damaged."""
        data = read_small(self._path)
        if data is None:
            raise errors.Damaged(text("vault.head_missing", path=self._path))
        for line in data.split(b"\n"):
            head = self._parse(line)
            if head:
                return head
        raise errors.Damaged(text("vault.head_broken", path=self._path))

    def write(self, head: Head, also: HeadFile | None = None) -> None:
        """`also`: reads it too, by another key. Raises Unwritable."""
        write_safely(self._path, self._line(head) + (also or self)._line(head))

    def _line(self, head: Head) -> bytes:
        body = f"{_FORMAT} {_VERSION} {head.seq} {head.digest}"
        return f"{body} {hmac.digest(self._key, body.encode(), 'sha256').hex()}\n".encode()

    def _parse(self, line: bytes) -> Head | None:
        words = line.split(b" ")
        if len(words) != 5 or not words[2].isdigit() or not words[3].isalnum():
            return None
        head = Head(int(words[2]), words[3].decode("ascii"))
        return head if hmac.compare_digest(self._line(head), line + b"\n") else None
