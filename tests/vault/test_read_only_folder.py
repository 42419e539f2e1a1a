"""A folder that takes no new files, as a user whom file modes bind: read, and what cannot be saved is said."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bekymring_tui.errors import Unwritable
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault, preload
from trials.vaults import Made, draft, event

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX file modes")
NOBODY = 65534


@pytest.fixture
def bound(original: Made) -> Iterator[Made]:
    """A vault of one's own in a folder that others reach too. Root would be let through everywhere."""
    preload()
    place = Path(tempfile.mkdtemp())
    made = original.copy(place)
    root = os.geteuid() == 0
    if root:
        for path in (place, *place.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield made
    if root:
        os.seteuid(0)
    made.folder.chmod(0o700)
    shutil.rmtree(place)


def test_it_is_read_and_what_is_not_saved_is_said(bound: Made) -> None:
    bound.file("hvelv.db-journal").unlink(missing_ok=True)
    bound.folder.chmod(0o500)
    with bound.open() as vault:
        assert vault.events("sak-1") == bound.events["sak-1"]
        for save in (lambda: vault.save_drafts([draft("ny")]), lambda: vault.append("sak-1", [event("ny")], "{}")):
            with pytest.raises(Unwritable) as caught:
                save()
            assert str(caught.value) == text("vault.read_only", path=bound.file("hvelv.db"), folder=bound.folder)
        bound.folder.chmod(0o700)
        vault.save_drafts([draft("ny")])
        assert draft("ny") in vault.drafts("sak-1")


def test_without_its_lock_file_or_any_right_it_is_not_opened_and_that_is_said(bound: Made) -> None:
    bound.file("hvelv.lock").unlink()
    bound.folder.chmod(0o500)
    with pytest.raises(Unwritable, match="ikke lov til å skrive"):
        bound.open()
    bound.folder.chmod(0o000)
    with pytest.raises(Unwritable, match="Får ikke lest"):
        bound.open()
    bound.folder.chmod(0o700)
    bound.open().close()


def test_a_new_one_is_not_made_there(bound: Made) -> None:
    bound.folder.chmod(0o500)
    with pytest.raises(Unwritable, match="ikke lov til å skrive"):
        Vault.create(bound.folder / "nytt", "bjørk elv gran høst snø tog")
