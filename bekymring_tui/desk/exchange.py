"""A case out of the machine and into another: sealed, exported, opened read-only."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from bekymring_tui import __version__
from bekymring_tui.bundle.age import LARGEST, open_sealed, seal
from bekymring_tui.bundle.manifest import Maker, Manifest, pack, unpack
from bekymring_tui.case.acts import Exported
from bekymring_tui.case.dates import day_of, plain
from bekymring_tui.case.digest import digest
from bekymring_tui.case.digest_model import Digest
from bekymring_tui.checked import checked
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.errors import Damaged, Failure
from bekymring_tui.files import write_safely
from bekymring_tui.texts import text
from bekymring_tui.words import BUNDLE_WORDS, normalise, phrase

SUFFIX = ".sakspakke"


@dataclass(frozen=True)
class Sealed:
    """A sealed bundle. `passphrase` is None when it was sealed for a recipient."""

    data: bytes
    passphrase: str | None


@dataclass(frozen=True)
class Received:
    """An opened bundle: its envelope and the case in it."""

    manifest: Manifest
    case: Digest


def export_case(
    case: OpenCase, path: Path, *, to: str, anonymous: bool, recipient: str | None = None, replace: bool = False
) -> str | None:
    """Seal the case to a file, and record that it left. Gives the generated passphrase, None with a recipient.

    Notes are left out. Raises Failure when the file exists and is not to be replaced, or for a broken recipient;
    Unwritable. Then nothing is recorded.
    """
    refuse_existing(path, replace=replace)
    sealed = seal_packed(packed_case(case, anonymous=anonymous), recipient)
    keep_sealed(case, path, sealed, to=to, replace=replace)
    return sealed.passphrase


def packed_case(case: OpenCase, *, anonymous: bool) -> bytes:
    """What is to be sealed."""
    who = case.desk.who()
    maker = None if anonymous or who is None else Maker(name=who.name, role=who.role, unit=who.unit)
    content = digest(case.guide, case.state, anonymous=anonymous).model_dump(mode="json")
    made_at = case.desk.now().isoformat()
    return pack(Manifest(program=__version__, made_at=made_at, made_by=maker, content=content))


def seal_packed(packed: bytes, recipient: str | None) -> Sealed:
    """Seal by a new passphrase, or for a recipient. Takes half a second of work; touches no case, so a thread may."""
    if recipient:
        return Sealed(seal(packed, recipients=[recipient]), None)
    words = phrase(BUNDLE_WORDS)
    return Sealed(seal(packed, passphrase=words), words)


def keep_sealed(case: OpenCase, path: Path, sealed: Sealed, *, to: str, replace: bool) -> None:
    """Write the file, and record that the case left. What cannot be recorded does not leave."""
    refuse_existing(path, replace=replace)
    write_safely(path, sealed.data)
    try:
        case.take(Exported(to=to, lock="passphrase" if sealed.passphrase else "recipient"))
    except Failure:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def refuse_existing(path: Path, *, replace: bool) -> None:
    """Raises Failure when something stands there that is not to be replaced."""
    if not replace and path.exists():
        raise Failure(text("export.exists", path=path))


def proposed_name(folder: Path, today: date) -> str:
    """A file name that tells nothing about whom the case is about, and is free in the folder."""
    names = (f"sak {today.isoformat()}{f' ({number})' if number > 1 else ''}{SUFFIX}" for number in count(1))
    return next(one for one in names if not (folder / one).exists())


def open_bundle(path: Path, *, passphrase: str | None = None, identity_text: str | None = None) -> Received:
    """Read a bundle. Raises Locked, Damaged or Newer; Failure when the file cannot be read."""
    return received(read_bundle(path), passphrase=passphrase, identity_text=identity_text)


def read_bundle(path: Path) -> bytes:
    """The sealed bytes of a file; of one too large to be a bundle, so many that it shows. Raises Damaged."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Damaged(text("bundle.unreadable", path=path)) from error


def received(sealed: bytes, *, passphrase: str | None = None, identity_text: str | None = None) -> Received:
    """Open sealed bytes. A passphrase may be written as it was heard: capitals, hyphens and spaces do not matter."""
    told = normalise(passphrase) if passphrase else passphrase
    manifest = unpack(open_sealed(sealed, passphrase=told, identity_text=identity_text))
    digest = checked(lambda: Digest.model_validate_json(json.dumps(manifest.content)))
    if digest is None:
        raise Damaged(text("bundle.not_ours"))
    return Received(manifest, digest)


def made_words(manifest: Manifest) -> str:
    """«Laget av Kari Prøve, kontaktlærer, Bakken skole, den 22. nov. 2026. Bare lesing.»"""
    day, made_by = plain(day_of(manifest.made_at)), manifest.made_by
    if made_by is None:
        return text("bundle_page.made_anonymously", day=day)
    who = ", ".join(filter(None, (made_by.name, made_by.role, made_by.unit)))
    return text("bundle_page.made", who=who, day=day)
