"""What really stands on each page of a database or journal, by a decoder of its own: no SQLite, nothing of the vault.

Written from https://www.zetetic.net/sqlcipher/design (version 4) and https://www.sqlite.org/fileformat2.html. Pages
that no table uses any more are decrypted too, and the space between the rows.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
SALT = 16
IV = 16
MAC = 64
BODY = PAGE - IV - MAC
"""Bytes of a page that SQLite fills."""

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_SECTOR = 512
_FIRST_HEADER = 100
_TABLE_NODE, _INDEX_NODE, _TABLE_LEAF, _INDEX_LEAF = 0x05, 0x02, 0x0D, 0x0A
_NODES = (_TABLE_NODE, _INDEX_NODE)


class Page(NamedTuple):
    """A decrypted page, the first being number 1. `whole`: its MAC is right."""

    number: int
    body: bytes
    whole: bool


class Reader:
    """Decrypts by the raw key. `salt` is that of the database, in its first bytes."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(one ^ 0x3A for one in salt), 2, 32)

    def page(self, number: int, raw: bytes) -> Page:
        """One page as it stands in a file. The salt at the beginning of the first is given as zeros."""
        skipped = SALT if number == 1 else 0
        sealed, iv, mac = raw[skipped:BODY], raw[BODY : BODY + IV], raw[BODY + IV :]
        right = hmac.digest(self._mac_key, sealed + iv + number.to_bytes(4, "little"), "sha512")
        decryptor = Cipher(AES256(self._key), CBC(iv)).decryptor()
        return Page(number, bytes(skipped) + decryptor.update(sealed) + decryptor.finalize(), right == mac)

    def database(self, raw: bytes) -> list[Page]:
        """Every page of the file, free ones too."""
        return [
            self.page(start // PAGE + 1, raw[start : start + PAGE]) for start in range(0, len(raw) - PAGE + 1, PAGE)
        ]

    def journal(self, raw: bytes) -> list[Page]:
        """Every page image in a rollback journal. Its header is not asked how many: they are written before it."""
        found = []
        at = 0
        while at + PAGE + 8 <= len(raw):
            if raw[at : at + 8] in (_JOURNAL_MAGIC, bytes(8)):
                at += _number(raw, at + 20) or _SECTOR
                continue
            found.append(self.page(_number(raw, at), raw[at + 4 : at + 4 + PAGE]))
            at += PAGE + 8
            if raw[-(-at // _SECTOR) * _SECTOR :].startswith(_JOURNAL_MAGIC):
                at = -(-at // _SECTOR) * _SECTOR
        return found


def holding(pages: list[Page], words: bytes) -> list[Page]:
    """The pages where these letters stand, small or capital. What goes over from one page to the next is missed."""
    return [one for one in pages if words.lower() in one.body.lower()]


def in_backup(raw: bytes) -> bytes:
    """The database in a backup file: after its first line, as many bytes as that says."""
    line, _, rest = raw.partition(b"\n")
    size: int = json.loads(line)["size"]
    return rest[:size]


# What a page is for --------------------------------------------------------------------------------------


def uses(pages: list[Page]) -> dict[int, str]:
    """What each page is for, e.g. `draft leaf`, `content overflow`, `free`; `lost` when nothing leads to it."""
    bodies = {one.number: one.body for one in pages}
    found: dict[int, str] = {}
    _free(bodies, found)
    schema = [_record(*cell) for cell in _tree(bodies, 1, "schema", found)]
    for _kind, name, _table, root, *_ in schema:
        if isinstance(root, int) and root:
            for _ in _tree(bodies, root, str(name), found):
                pass
    return {number: found.get(number, "lost") for number in bodies}


def _free(bodies: dict[int, bytes], found: dict[int, str]) -> None:
    trunk = _number(bodies[1], 32)
    while trunk:
        body = bodies[trunk]
        count = _number(body, 4)
        found |= dict.fromkeys((trunk, *(_number(body, 8 + 4 * place) for place in range(count))), "free")
        trunk = _number(body, 0)


def _tree(bodies: dict[int, bytes], root: int, name: str, found: dict[int, str]) -> Iterator[tuple[bytes, int]]:
    """Mark the pages of a b-tree. The records of a table: what of each stands on its leaf, and where it begins."""
    waiting = [root]
    while waiting:
        number = waiting.pop()
        body = bodies[number]
        header = _FIRST_HEADER if number == 1 else 0
        kind = body[header]
        found[number] = f"{name} node" if kind in _NODES else f"{name} leaf"
        if kind in _NODES:
            waiting.append(_number(body, header + 8))
        cells = int.from_bytes(body[header + 3 : header + 5], "big")
        pointers = header + (12 if kind in _NODES else 8)
        for place in range(pointers, pointers + 2 * cells, 2):
            at = int.from_bytes(body[place : place + 2], "big")
            if kind in _NODES:
                waiting.append(_number(body, at))
                at += 4
            if kind != _TABLE_NODE:
                length, at = _varint(body, at)
                if kind == _TABLE_LEAF:
                    _, at = _varint(body, at)
                here = _kept(length, BODY - 35 if kind == _TABLE_LEAF else (BODY - 12) * 64 // 255 - 23)
                if here < length:
                    _overflow(bodies, _number(body, at + here), name, found)
                if kind == _TABLE_LEAF:
                    yield body, at


def _kept(length: int, most: int) -> int:
    """Bytes of a record that stand on the b-tree page itself."""
    if length <= most:
        return length
    least = (BODY - 12) * 32 // 255 - 23
    kept = least + (length - least) % (BODY - 4)
    return kept if kept <= most else least


def _overflow(bodies: dict[int, bytes], number: int, name: str, found: dict[int, str]) -> None:
    while number:
        found[number] = f"{name} overflow"
        number = _number(bodies[number], 0)


def _record(body: bytes, at: int) -> list[object]:
    """The columns of a record that stands whole on its page: small numbers and text."""
    start, (length, place) = at, _varint(body, at)
    kinds = []
    while place < start + length:
        kind, place = _varint(body, place)
        kinds.append(kind)
    columns: list[object] = []
    for kind in kinds:
        size = (kind - 12) // 2 if kind >= 12 else {5: 6, 6: 8, 7: 8, 8: 0, 9: 0}.get(kind, kind)
        raw = body[place : place + size]
        columns.append(raw.decode(errors="replace") if kind >= 12 else int.from_bytes(raw, "big"))
        place += size
    return columns


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number, and where what follows it begins."""
    found = 0
    for place in range(at, at + 8):
        found = found << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return found, place + 1
    return found << 8 | data[at + 8], at + 9
