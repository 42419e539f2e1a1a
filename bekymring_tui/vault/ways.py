"""What opens an open vault, and changing that. Only the key file is written: database and key stay as they are."""

from __future__ import annotations

import contextlib
import unicodedata

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault import keyfiles, keys, recovery
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.keys import Slot
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.writer import Writer


class Ways:
    """The passphrase and the recovery code of one vault. From any thread; changes run on the writer thread.

    A change is on the disk, in both copies of the key file, when its method returns. Where one raises or is cut short,
    what opened the vault before still does.
    """

    def __init__(self, places: Places, writer: Writer, unlocked: Unlocked, *, by_code: bool = False) -> None:
        self._places = places
        self._writer = writer
        self._unlocked = unlocked
        self.passphrase_unknown = by_code
        """Opened by the recovery code, and no new passphrase since."""

    def is_passphrase(self, typed: str) -> bool:
        """Takes as long as an opening."""
        return self._unlocked.keyfile.unseal_with_passphrase(typed) is not None

    def is_code(self, typed: str) -> bool:
        """Whether this recovery code opens the vault now."""
        try:
            return self._unlocked.keyfile.unseal_with_code(recovery.parse(typed)) is not None
        except errors.Locked:
            return False

    def change_passphrase(self, old: str, new: str) -> None:
        """From now on `new` opens, and `old` no longer. Raises Locked when `old` is wrong; Unwritable."""
        if not self.is_passphrase(old):
            raise errors.Locked(text("vault.wrong_old_passphrase"))
        if unicodedata.normalize("NFKC", old) == unicodedata.normalize("NFKC", new):
            raise errors.Failure(text("vault.same_passphrase"))
        self._seal(new)

    def set_passphrase(self, new: str) -> None:
        """For whoever opened by the recovery code. Raises Locked for others, who change the old one; Unwritable."""
        if not self.passphrase_unknown:
            raise errors.Locked(text("vault.wrong_old_passphrase"))
        self._seal(new)

    def new_code(self) -> str:
        """A fresh recovery code. It opens nothing until it is handed to `replace_code`."""
        return recovery.spell(recovery.new_code())

    def replace_code(self, code: str) -> None:
        """From now on this recovery code opens, and the one before no longer. Raises Unwritable."""
        self._put(keys.recovery_slot(self._salt, self._unlocked.key, recovery.parse(code)))

    def _seal(self, passphrase: str) -> None:
        if not passphrase:
            raise errors.Failure(text("vault.passphrase_empty"))
        self._put(keys.passphrase_slot(self._salt, self._unlocked.key, passphrase))
        self.passphrase_unknown = False

    @property
    def _salt(self) -> bytes:
        return self._unlocked.keyfile.database_salt

    def _put(self, slot: Slot) -> None:
        """In one piece on the writer thread, so that two changes at once lose neither."""

        def put() -> None:
            before = self._unlocked.keyfile
            after = before.with_slot(slot)
            try:
                keyfiles.write(self._places, after)
            except errors.Unwritable:
                with contextlib.suppress(errors.Unwritable):
                    keyfiles.write(self._places, before)
                raise
            self._unlocked = Unlocked(self._unlocked.key, after)

        self._writer.run(put)
