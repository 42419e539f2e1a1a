"""Backups of the open vault: where they lie, taking one, and shredding in them (P5). Notes are in none of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bekymring_tui.clock import said
from bekymring_tui.desk.desk import Desk
from bekymring_tui.errors import Failure, Unwritable
from bekymring_tui.files import private_folder, synced_folder_warning
from bekymring_tui.forms.load import all_forms
from bekymring_tui.settings import Settings, can_be_kept
from bekymring_tui.texts import text
from bekymring_tui.vault.backup import Backup, Stopped, lying_in
from bekymring_tui.vault.copying import LeftOut
from bekymring_tui.vault.keyfiles import salts_of
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.store import Vault

__all__ = [
    "Backup",
    "Backups",
    "Stopped",
    "Taken",
    "lying_for",
    "newest_in",
    "private_forms",
    "restore_hint",
    "said_size",
]

FOLDER = "kopier"
"""In the store's folder, while no other is chosen."""

_NOTE_KINDS = ("note_kept",)
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Taken:
    """What was done, as sentences: `said`; and `warned`, what the user should see to."""

    backup: Backup | None
    said: tuple[str, ...]
    warned: tuple[str, ...]


class Backups:
    """Of one desk. May be called from any thread; everything takes time. All raise Failure, and Stopped at the lock."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk = desk
        self._vault = desk.vault
        self._own_folder = desk.vault.path / FOLDER
        self.chosen = Path(settings.backup_folder) if settings.backup_folder else None

    @property
    def away(self) -> Path | None:
        """The folder chosen, when it cannot be found now: a memory stick that is out."""
        return None if self.chosen is None or _is_there(self.chosen) else self.chosen

    @property
    def folder(self) -> Path:
        """Where the next one will lie."""
        return self._own_folder if self.chosen is None or self.away else self.chosen

    def listed(self) -> list[Backup]:
        """Those of this vault, in every folder that is there, the newest first."""
        found = [one for folder in self._folders() for one in self._vault.backups.own(folder)]
        return sorted(found, key=lambda one: one.header.at, reverse=True)

    def check(self, backup: Backup) -> None:
        """Read all of it and open it. Raises Damaged, Newer, Locked, Unwritable."""
        self._vault.backups.check(backup)

    def is_due(self) -> bool:
        """Whether something was written since the last one."""
        return self._vault.backups.is_due(self.folder, self._left_out())

    def take(self) -> Taken:
        """A new one, read back and opened. Older ones lose what was shredded, and those not needed go."""
        if self.folder == self._own_folder:
            private_folder(self._own_folder)
        backup = self._vault.backups.take(self.folder, self._left_out(), self._desk.now())
        said = [text("backup.taken", at=f"{backup.header.at:%H.%M}", folder=backup.path.parent)]
        warned = [text("backup.away", folder=self.away)] if self.away else []
        shredded = self._shred()
        try:
            self._vault.backups.roll(self.folder)
        except Unwritable as failure:
            warned.append(str(failure))
        return Taken(backup, (*said, *shredded.said), (*warned, *shredded.warned))

    def shred(self) -> Taken:
        """Take what was shredded in the vault out of its backups. To be called after a shredding."""
        done = self._shred()
        return replace(done, warned=(*done.warned, *self._others()))

    def looked_over(self) -> Taken:
        """What to know of those that lie there."""
        return Taken(None, (), tuple(self._others()))

    def _others(self) -> list[str]:
        """In the store's own folder lies only what is the store's: one of another vault may be of one it had before."""
        try:
            found = self._vault.backups.others(self._own_folder) if _is_there(self._own_folder) else []
        except Unwritable as failure:
            return [str(failure)]
        return [text("backup.others", folder=self._own_folder, count=len(found))] if found else []

    def _shred(self) -> Taken:
        warned = [text("backup.shred_away", folder=self.away)] if self.away else []
        changed = 0
        for folder in self._folders():
            try:
                changed += self._vault.backups.shred(folder, self._left_out())
            except Failure as failure:
                warned.append(text("backup.not_shredded", folder=folder, why=failure))
        said = [text("backup.shredded", count=changed)] if changed else []
        return Taken(None, tuple(said), tuple(warned))

    def warnings(self, folder: Path) -> list[str]:
        """What to know before backups are kept in this folder from now on. Raises Failure when it can be no place."""
        if not folder.is_absolute() or not _is_there(folder):
            raise Failure(text("backup.no_folder", folder=folder))
        if not can_be_kept(str(folder)):
            raise Failure(text("backup.long_folder", folder=folder))
        found = [text("backup.synced", folder=folder)] if synced_folder_warning(folder) else []
        if self.chosen and self.chosen != folder:
            found.append(text("backup.left_behind", folder=self.chosen))
        return found

    def _folders(self) -> Iterable[Path]:
        own = (self._own_folder,) if _is_there(self._own_folder) else ()
        return own if self.chosen is None or self.away else dict.fromkeys((self.chosen, *own))

    def _left_out(self) -> LeftOut:
        return LeftOut(forms=sorted(private_forms(self._vault)), kinds=_NOTE_KINDS)


def private_forms(vault: Vault) -> set[str]:
    """Names of the forms that are private, now or in an edition that some case is led by."""
    found = {name for name, form in all_forms().items() if form.private}
    for pinned in vault.all_pinned():
        # Looked at without the model: an edition that can no longer be read may still name a private form.
        forms = json.loads(pinned)
        found |= {name for name, form in forms.items() if isinstance(form, dict) and form.get("private")}
    return found


def lying_for(settings: Settings) -> list[Backup]:
    """The backups to be found of the vault in this store, without its key, the newest first. Raises Unwritable."""
    places, own = Places(settings.folder), settings.folder / FOLDER
    folders = dict.fromkeys([own, *([Path(settings.backup_folder)] if settings.backup_folder else [])])
    found = [one for folder in folders if _is_there(folder) for one in lying_in(folder)]
    salts = salts_of(places)
    # In the store's own folder lies only what is the store's.
    mine = [one for one in found if one.path.parent == own or one.header.keyfile.database_salt in salts]
    return sorted(mine, key=lambda one: one.header.at, reverse=True)


def newest_in(settings: Settings) -> Backup | None:
    """The newest of them: for a vault that does not open."""
    return next(iter(lying_for(settings)), None)


def restore_hint(settings: Settings) -> str:
    """What whoever has a damaged vault can do with the newest backup; empty when none is found."""
    try:
        newest = newest_in(settings)
    except Unwritable:
        newest = None
    if newest is None:
        return ""
    command = f'bekymring vault restore "{newest.path}" --store "{settings.folder}"'
    return text("restore.hint", at=said(newest.header.at), folder=settings.folder, command=command)


def said_size(size: int) -> str:
    """`2,4 MB`."""
    return f"{max(size / _MEGABYTE, 0.1):.1f} MB".replace(".", ",")


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False
