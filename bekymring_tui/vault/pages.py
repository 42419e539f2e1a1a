"""The pages of a database file one by one, for salvage: each is read if it is whole, whatever has become of the others.

Layout by https://www.zetetic.net/sqlcipher/design (version 4) and https://www.sqlite.org/fileformat2.html. Nothing is
written, and SQLite is not asked, which gives up where the way down to a row is broken.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from bekymring_tui.vault.places import PAGE_BYTES, SALT_BYTES

Value = int | float | str | bytes | None
Watch = Callable[[int, int], None]
"""Told how far the work has come: done, of how many."""

_IV_BYTES, _MAC_BYTES = 16, 64
_USABLE = PAGE_BYTES - _IV_BYTES - _MAC_BYTES
_FIRST_HEADER = 100
_COUNTED = 28
_INDEX_NODE, _INDEX_LEAF, _TABLE_LEAF = 0x02, 0x0A, 0x0D
_MOST_IN_ROW = 64 * 1024 * 1024
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Row(NamedTuple):
    """A row of some table: its number, and its columns. The one that is the number itself stands as None."""

    rowid: int
    values: tuple[Value, ...]


class _Unreadable(Exception):
    """Part of the row lies on a page that is not whole."""


class Pages:
    """A database file that nobody has open. Raises OSError when the system does not let it be read."""

    def __init__(self, path: Path, key: bytes, salt: bytes) -> None:
        self._key = key
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(one ^ 0x3A for one in salt), 2, 32)
        self._file = path.open("rb")
        self.count = -(-path.stat().st_size // PAGE_BYTES)

    @property
    def claimed(self) -> int:
        """How many pages there should be; 0 where the first, which tells, is not whole."""
        first = self.page(1)
        return _number(first, _COUNTED) if first else 0

    def close(self) -> None:
        self._file.close()

    def page(self, number: int) -> bytes | None:
        """The page decrypted, the first being 1; None when it is damaged, emptied or not there."""
        if not 1 <= number <= self.count:
            return None
        self._file.seek((number - 1) * PAGE_BYTES)
        raw = self._file.read(PAGE_BYTES)
        if len(raw) < PAGE_BYTES:
            return None
        start = SALT_BYTES if number == 1 else 0
        sealed, iv, mac = raw[start:-_MAC_BYTES], raw[_USABLE : _USABLE + _IV_BYTES], raw[-_MAC_BYTES:]
        known = hmac.digest(self._mac_key, sealed + number.to_bytes(4, "little"), "sha512")
        if not hmac.compare_digest(known, mac):
            return None
        decryptor = Cipher(AES256(self._key), CBC(iv)).decryptor()
        return bytes(start) + decryptor.update(raw[start:_USABLE]) + decryptor.finalize()

    def rows(self, watch: Watch, broken: list[int]) -> Iterator[Row]:
        """Every row of every table that can be read whole, in no order. Puts the damaged pages' numbers in `broken`."""
        for number in range(1, self.count + 1):
            page = self.page(number)
            if page is None:
                broken.append(number)
            else:
                yield from self._rows_on(page, _FIRST_HEADER if number == 1 else 0)
            watch(number, self.count)

    def _rows_on(self, page: bytes, header: int) -> Iterator[Row]:
        if page[header] != _TABLE_LEAF:
            return
        for place in _cells(page, header, header + 8):
            length, at = _varint(page, place)
            rowid, at = _varint(page, at)
            values = self._record(page, at, length, _USABLE - 35)
            if values is not None:
                yield Row(rowid, values)

    def index(self, root: int) -> Iterator[tuple[Value, ...]]:
        """Every entry of the index whose tree begins at this page, as far down as it can be read."""
        waiting, seen = [root], set[int]()
        while waiting:
            number = waiting.pop()
            page = None if number in seen else self.page(number)
            seen.add(number)
            if page is None or page[0] not in (_INDEX_NODE, _INDEX_LEAF):
                continue
            node = 4 if page[0] == _INDEX_NODE else 0
            if node:
                waiting.append(_number(page, 8))
            for place in _cells(page, 0, 8 + node):
                if node:
                    waiting.append(_number(page, place))
                length, at = _varint(page, place + node)
                values = self._record(page, at, length, (_USABLE - 12) * 64 // 255 - 23)
                if values is not None:
                    yield values

    def _record(self, page: bytes, at: int, length: int, most: int) -> tuple[Value, ...] | None:
        try:
            return _values(self._payload(page, at, length, most))
        except (_Unreadable, IndexError, UnicodeDecodeError):
            return None

    def _payload(self, page: bytes, at: int, length: int, most: int) -> bytes:
        """`most`: bytes that stand on the page itself before the rest goes over to others."""
        if length <= most:
            return page[at : at + length]
        if length > _MOST_IN_ROW:
            raise _Unreadable
        least = (_USABLE - 12) * 32 // 255 - 23
        kept = least + (length - least) % (_USABLE - 4)
        kept = kept if kept <= most else least
        found, after = page[at : at + kept], _number(page, at + kept)
        while len(found) < length:
            more = self.page(after)
            if more is None:
                raise _Unreadable
            after = _number(more, 0)
            found += more[4 : 4 + min(length - len(found), _USABLE - 4)]
        return found


def _cells(page: bytes, header: int, start: int) -> list[int]:
    count = int.from_bytes(page[header + 3 : header + 5], "big")
    return [int.from_bytes(page[place : place + 2], "big") for place in range(start, start + 2 * count, 2)]


def _number(page: bytes, at: int) -> int:
    return int.from_bytes(page[at : at + 4], "big")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number, and where what follows begins. Raises IndexError at the end of the data."""
    found = 0
    for count in range(8):
        byte = data[at + count]
        found = found << 7 | byte & 0x7F
        if byte < 0x80:
            return found, at + count + 1
    return found << 8 | data[at + 8], at + 9


def _values(record: bytes) -> tuple[Value, ...]:
    end, at = _varint(record, 0)
    types = []
    while at < end:
        one, at = _varint(record, at)
        types.append(one)
    values = []
    for one in types:
        size = _size(one)
        values.append(_value(one, record[at : at + size]))
        at += size
    if at != len(record):
        raise IndexError
    return tuple(values)


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _INTEGERS.get(kind, 0)


def _value(kind: int, raw: bytes) -> Value:
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True)
    if kind in (8, 9):
        return kind - 8
    if kind < 12:
        # Our tables hold no fractions.
        return None
    return raw.decode() if kind % 2 else raw
