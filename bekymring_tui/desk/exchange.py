"""A case out of the machine and into another: sealed, exported, opened read-only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bekymring_tui import __version__
from bekymring_tui.bundle.age import open_sealed, seal
from bekymring_tui.bundle.manifest import Maker, Manifest, pack, unpack
from bekymring_tui.case.acts import Exported
from bekymring_tui.case.digest import digest
from bekymring_tui.case.digest_model import Digest
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.errors import Damaged
from bekymring_tui.files import write_safely
from bekymring_tui.texts import text
from bekymring_tui.words import phrase

SUFFIX = ".sakspakke"
WORDS = 7
"""Words in the passphrase of what leaves the machine: 77 bits."""


@dataclass(frozen=True)
class Received:
    """An opened bundle: its envelope and the case in it."""

    manifest: Manifest
    case: Digest


def export_case(case: OpenCase, path: Path, *, to: str, anonymous: bool, recipient: str | None = None) -> str | None:
    """Seal the case to a file, and record that it left. Gives the generated passphrase, None with a recipient.

    Notes are left out. Raises Failure for a broken recipient, Unwritable; then nothing is recorded.
    """
    words = None if recipient else phrase(WORDS)
    sealed = seal(pack(_manifest(case, anonymous)), passphrase=words, recipients=[recipient] if recipient else [])
    write_safely(path, sealed)
    case.take(Exported(to=to, lock="recipient" if recipient else "passphrase"))
    return words


def _manifest(case: OpenCase, anonymous: bool) -> Manifest:
    who = case.desk.who()
    maker = None if anonymous or who is None else Maker(name=who.name, role=who.role, unit=who.unit)
    return Manifest(
        program=__version__,
        made_at=case.desk.now().isoformat(),
        made_by=maker,
        content=digest(case.guide, case.state, anonymous=anonymous).model_dump(mode="json"),
    )


def open_bundle(path: Path, *, passphrase: str | None = None, identity_text: str | None = None) -> Received:
    """Read a bundle. Raises Locked, Damaged or Newer; Failure when the file cannot be read."""
    return received(read_bundle(path), passphrase=passphrase, identity_text=identity_text)


def read_bundle(path: Path) -> bytes:
    """The sealed bytes of a file. Raises Damaged when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Damaged(text("bundle.unreadable", path=path)) from error


def received(sealed: bytes, *, passphrase: str | None = None, identity_text: str | None = None) -> Received:
    """Open sealed bytes."""
    manifest = unpack(open_sealed(sealed, passphrase=passphrase, identity_text=identity_text))
    try:
        return Received(manifest, Digest.model_validate_json(json.dumps(manifest.content)))
    except ValidationError:
        raise Damaged(text("bundle.not_ours")) from None
