"""What opens an open vault, and changing that. Only the key file is written: database and key stay as they are."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Callable

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault import keyfiles, keys, recovery
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.keys import KeyFile, Way
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.writer import Writer


class Ways:
    """The passphrase, the recovery code and the unit's code of one vault. From any thread; changes run on the writer's.

    A change is on the disk, in both copies of the key file, when its method returns. Where one raises or is cut short,
    what opened the vault before still does. Whoever opened by the unit's code changes nothing: every change raises
    Locked. All raise Unwritable.
    """

    def __init__(self, places: Places, writer: Writer, unlocked: Unlocked, opened_by: Way = Way.PASSPHRASE) -> None:
        self._places = places
        self._writer = writer
        self.go_over_to(unlocked)
        self.opened_by = opened_by
        self.passphrase_unknown = opened_by is Way.RECOVERY
        """Opened by the recovery code, and no new passphrase since."""

    @property
    def unlocked(self) -> Unlocked:
        """The key with its file, for what else is kept under it."""
        return self._unlocked

    @property
    def has_unit_code(self) -> bool:
        return self._unlocked.keyfile.has(Way.UNIT)

    @property
    def may_change(self) -> bool:
        """The owner may; the unit may not."""
        return self.opened_by is not Way.UNIT

    def is_passphrase(self, typed: str) -> bool:
        """Takes as long as an opening."""
        return self._unlocked.keyfile.unseal_with_passphrase(typed) is not None

    def is_code(self, typed: str) -> bool:
        """Whether this is the recovery code that opens the vault now."""
        try:
            return self._unlocked.keyfile.way_of(recovery.parse(typed)) is Way.RECOVERY
        except errors.Locked:
            return False

    def change_passphrase(self, old: str, new: str) -> None:
        """From now on `new` opens, and `old` no longer. Raises Locked when `old` is wrong."""
        self.check_may_change()
        if not self.is_passphrase(old):
            raise errors.Locked(text("vault.wrong_old_passphrase"))
        if unicodedata.normalize("NFKC", old) == unicodedata.normalize("NFKC", new):
            raise errors.Failure(text("vault.same_passphrase"))
        self._seal(new)

    def set_passphrase(self, new: str) -> None:
        """For whoever opened by the recovery code. Raises Locked for others, who change the old one."""
        self.check_may_change()
        if not self.passphrase_unknown:
            raise errors.Locked(text("vault.wrong_old_passphrase"))
        self._seal(new)

    def new_code(self) -> str:
        """A fresh code. It opens nothing until it is handed to `replace_code` or `set_unit_code`."""
        return recovery.spell(recovery.new_code())

    def replace_code(self, code: str) -> None:
        """From now on this recovery code opens, and the one before no longer."""
        slot = keys.recovery_slot(self._salt, self._unlocked.key, recovery.parse(code))
        self._change(lambda keyfile: keyfile.with_slot(slot))

    def set_unit_code(self, code: str) -> None:
        """From now on the unit opens by this code, and by the one before no longer."""
        slot = keys.unit_slot(self._salt, self._unlocked.key, recovery.parse(code))
        self._change(lambda keyfile: keyfile.with_slot(slot))

    def remove_unit_code(self) -> None:
        """From now on the unit has no key."""
        self._change(lambda keyfile: keyfile.without(Way.UNIT))

    def sealed_anew(self, passphrase: str, code: str, unit_code: str) -> Unlocked:
        """A new key and what it is to be opened by, for `rekey`. Raises Locked when the passphrase is wrong."""
        self.check_may_change()
        if not self.is_passphrase(passphrase):
            raise errors.Locked(text("vault.wrong_old_passphrase"))
        key, salt = keys.new_key(), keys.new_salt()
        unit = [keys.unit_slot(salt, key, recovery.parse(unit_code))] if unit_code else []
        recovered = keys.recovery_slot(salt, key, recovery.parse(code))
        slots = (keys.passphrase_slot(salt, key, passphrase), recovered, *unit)
        return Unlocked(key, KeyFile(salt, slots, follows=self._salt))

    def go_over_to(self, unlocked: Unlocked) -> None:
        """The database has this key, and stands in its place."""
        self._unlocked = Unlocked(unlocked.key, unlocked.keyfile.settled())

    def check_may_change(self) -> None:
        """Raises Locked for the unit."""
        if not self.may_change:
            raise errors.Locked(text("vault.unit_may_not"))

    def _seal(self, passphrase: str) -> None:
        if not passphrase:
            raise errors.Failure(text("vault.passphrase_empty"))
        slot = keys.passphrase_slot(self._salt, self._unlocked.key, passphrase)
        self._change(lambda keyfile: keyfile.with_slot(slot))
        self.passphrase_unknown = False

    @property
    def _salt(self) -> bytes:
        return self._unlocked.keyfile.database_salt

    def _change(self, change: Callable[[KeyFile], KeyFile]) -> None:
        """In one piece on the writer thread, so that two changes at once lose neither."""
        self.check_may_change()

        def put() -> None:
            before = self._unlocked.keyfile
            after = change(before)
            try:
                keyfiles.write(self._places, after)
            except errors.Unwritable:
                with contextlib.suppress(errors.Unwritable):
                    keyfiles.write(self._places, before)
                raise
            self._unlocked = Unlocked(self._unlocked.key, after)

        self._writer.run(put)
