"""A new key for the database, so that a key file, passphrase and code from before open nothing that is written since.

A kill at any moment leaves a vault that opens, by what opened it before or by what was to. The head is first marked by
both keys; then each file takes its new form whole: the copy of the key file, the database, the key file. Which of the
two key files fits is told by the salt that the database begins with.
"""

from __future__ import annotations

import contextlib

from bekymring_tui.errors import Unwritable
from bekymring_tui.files import move_into_place, write_safely
from bekymring_tui.vault import keyfiles
from bekymring_tui.vault.copying import check_same, copy_into
from bekymring_tui.vault.database import Database
from bekymring_tui.vault.head import HeadFile
from bekymring_tui.vault.keyfiles import Unlocked
from bekymring_tui.vault.keys import KeyFile
from bekymring_tui.vault.places import Places, database_salt


def exchange(places: Places, database: Database, old: KeyFile, new: Unlocked) -> Database:
    """The database under its new key, open; the old one is closed. Runs on the writer thread.

    Raises Unwritable, Damaged and the database's errors: then the old one is open still, and everything as it was.
    """
    salt = new.keyfile.database_salt
    told: tuple[str, ...] = ()
    try:
        places.remove_unfinished()
        copy_into(database.engine, places.unfinished, new.key, salt)
        check_same(database.engine, places.unfinished, new.key, salt)
        places.unfinished_journal.unlink(missing_ok=True)
        database.write_head(HeadFile(places, new.key))
        # Windows replaces no open file.
        database.close()
        write_safely(places.key_copy, new.keyfile.to_bytes())
        move_into_place(places.unfinished, places.database)
    except BaseException:
        if database_salt(places) != salt:
            _undo(places, database, old)
            raise
        # Moved, though perhaps not for good, should the power go now: one of the two key files opens either.
    else:
        told = keyfiles.mend(places, new.keyfile)
    opened = Database(places, new.key, salt)
    opened.notices += told
    return opened


def _undo(places: Places, database: Database, old: KeyFile) -> None:
    """What is not undone now is at the next opening. A closed engine opens again when it is used."""
    places.remove_unfinished()
    keyfiles.mend(places, old)
    with contextlib.suppress(Unwritable):
        database.write_head()
