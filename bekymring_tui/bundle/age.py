"""Sealing and opening in the age format (age-encryption.org/v1), by a passphrase or for a recipient."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence

import pyrage

from bekymring_tui.errors import Damaged, Failure, Locked
from bekymring_tui.texts import text

LARGEST = 64 * 1024 * 1024
"""Bytes of a bundle that are read at all."""

HIGHEST_WORK = 20
"""log2 of scrypt's cost. 20 takes 1 GiB of memory; a hostile file could ask for 8."""

_INTRO = b"age-encryption.org/v1\n"
_ARMOR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_SCRYPT = re.compile(rb"^-> scrypt \S+ (\d{1,9})$", re.MULTILINE)


def seal(payload: bytes, *, passphrase: str | None = None, recipients: Sequence[str] = ()) -> bytes:
    """The payload as an age file: by passphrase, or for `age1…` recipients, never both."""
    if bool(passphrase) == bool(recipients):
        raise ValueError("exactly one of passphrase and recipients")
    if passphrase:
        return _by_passphrase(payload, passphrase)
    return bytes(pyrage.encrypt(payload, [recipient(one) for one in recipients]))


def _by_passphrase(payload: bytes, passphrase: str) -> bytes:
    """The library times this machine to choose the work, and a busy machine misleads it: 17 one time, 20 the next.

    What would be refused when it is opened is sealed anew.
    """
    sealed = bytes(pyrage.passphrase.encrypt(payload, passphrase))
    while (work := _SCRYPT.search(_header(sealed))) and int(work[1]) > HIGHEST_WORK:
        sealed = bytes(pyrage.passphrase.encrypt(payload, passphrase))
    return sealed


def recipient(written: str) -> pyrage.x25519.Recipient:
    """A recipient as it was written. Raises Failure when it is none."""
    try:
        return pyrage.x25519.Recipient.from_str(written.strip())
    except pyrage.RecipientError as error:
        raise Failure(text("bundle.recipient")) from error


def identity(written: str) -> pyrage.x25519.Identity:
    """The identity in the text of an identity file; lines with # are comments. Raises Failure."""
    lines = [one.strip() for one in written.splitlines()]
    kept = [one for one in lines if one and not one.startswith("#")]
    try:
        return pyrage.x25519.Identity.from_str(kept[0] if len(kept) == 1 else "")
    except pyrage.IdentityError as error:
        raise Failure(text("bundle.identity")) from error


def locked_by_passphrase(sealed: bytes) -> bool:
    """Whether a passphrase opens this file. Raises Damaged when it is no age file, or asks for absurd work."""
    header = _header(sealed)
    work = _SCRYPT.search(header)
    if work and int(work[1]) > HIGHEST_WORK:
        raise Damaged(text("bundle.work_factor"))
    return work is not None


def _header(sealed: bytes) -> bytes:
    if len(sealed) > LARGEST:
        raise Damaged(text("bundle.too_large", most=LARGEST // 2**20))
    data = _dearmor(sealed) if sealed.lstrip().startswith(_ARMOR) else sealed
    header, mark, _ = data.partition(b"\n---")
    if not data.startswith(_INTRO) or not mark:
        raise Damaged(text("bundle.not_one"))
    return header


def _dearmor(sealed: bytes) -> bytes:
    body = b"".join(one.strip() for one in sealed.strip().splitlines()[1:-1])
    try:
        return base64.b64decode(body, validate=True)
    except ValueError as error:
        raise Damaged(text("bundle.not_one")) from error


def open_sealed(sealed: bytes, *, passphrase: str | None = None, identity_text: str | None = None) -> bytes:
    """The payload. Raises Locked for a wrong or missing key, Damaged for a file that is no bundle or is broken."""
    if locked_by_passphrase(sealed):
        if passphrase is None:
            raise Locked(text("bundle.needs_passphrase"))
        return _decrypted(lambda: pyrage.passphrase.decrypt(sealed, passphrase), "bundle.wrong_passphrase")
    if identity_text is None:
        raise Locked(text("bundle.needs_identity"))
    key = identity(identity_text)
    return _decrypted(lambda: pyrage.decrypt(sealed, [key]), "bundle.wrong_identity")


def _decrypted(opening: Callable[[], bytes], wrong_key: str) -> bytes:
    try:
        return bytes(opening())
    except pyrage.DecryptError as error:
        # The library tells a wrong key from a broken body only by its words.
        if str(error) in ("Decryption failed", "No matching keys found"):
            raise Locked(text(wrong_key)) from error
        raise Damaged(text("bundle.broken")) from error
