"""The recovery code on paper: 160 bits in letters and digits, with a checksum that tells a typo from a wrong code."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from bekymring_tui import errors
from bekymring_tui.texts import text

# Crockford's base32: no I, L, O or U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILOU", "110V")
_SECRET_BYTES = 20
_CHECK_BITS = 20
_SIGNS = (_SECRET_BYTES * 8 + _CHECK_BITS) // 5
_GROUP = 4


def new_code() -> bytes:
    """A fresh secret of 160 bits."""
    return secrets.token_bytes(_SECRET_BYTES)


def spell(secret: bytes) -> str:
    """The secret as printed: nine groups of four signs."""
    number = int.from_bytes(secret, "big") << _CHECK_BITS | _checksum(secret)
    signs = "".join(_ALPHABET[number >> shift & 31] for shift in range((_SIGNS - 1) * 5, -1, -5))
    return "-".join(signs[start : start + _GROUP] for start in range(0, _SIGNS, _GROUP))


def parse(typed: str) -> bytes:
    """The secret behind a code as typed, in any case and spacing. Raises Locked, saying what is mistyped."""
    found = signs(typed)
    for place, sign in enumerate(found, start=1):
        if sign not in _ALPHABET:
            raise errors.Locked(text("vault.code_sign", place=place))
    if len(found) != _SIGNS:
        raise errors.Locked(text("vault.code_length", length=_SIGNS, count=len(found)))
    number = 0
    for sign in found:
        number = number << 5 | _ALPHABET.index(sign)
    secret = (number >> _CHECK_BITS).to_bytes(_SECRET_BYTES, "big")
    if number & ((1 << _CHECK_BITS) - 1) != _checksum(secret):
        raise errors.Locked(text("vault.code_typo"))
    return secret


def signs(typed: str) -> list[str]:
    """The signs of a code, or of part of one, as typed: what looks alike is one sign, what lies between is none."""
    upper = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    return [sign for sign in upper if not _is_separator(sign)]


def _is_separator(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) == "Pd" or sign in "\N{MINUS SIGN}._"


def _checksum(secret: bytes) -> int:
    digest = hashlib.sha256(b"bekymring-hvelv kode" + secret).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - _CHECK_BITS)
