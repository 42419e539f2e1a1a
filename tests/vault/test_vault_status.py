"""What can be said of a vault without its key."""

from __future__ import annotations

from pathlib import Path

from vault_samples import Made

from bekymring_tui.texts import text
from bekymring_tui.vault.store import status


def test_a_whole_vault(made: Made) -> None:
    found = status(made.folder)
    assert found.folder == made.folder
    assert found.exists
    assert not found.busy
    assert found.version == 1
    assert found.slots == ("passphrase", "recovery")
    assert found.faults == ()
    assert found.files == {path.name: path.stat().st_size for path in made.folder.iterdir()}


def test_no_vault(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "finnes ikke"):
        found = status(folder)
        assert not found.exists
        assert (found.files, found.version, found.slots, found.busy, found.faults) == ({}, None, (), False, ())
    assert list(tmp_path.iterdir()) == []


def test_faults_are_named_and_nothing_is_changed(made: Made) -> None:
    key, copy, head, database = (made.file(f"hvelv.{end}") for end in ("key", "key.kopi", "head", "db"))
    copy.write_bytes(b"")
    head.unlink()
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in made.folder.iterdir()}
    found = status(made.folder)
    assert found.version == 1
    assert found.faults == (text("vault.key_mendable", path=copy), text("vault.head_missing", path=head))
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in made.folder.iterdir()} == before
    key.unlink()
    found = status(made.folder)
    assert (found.version, found.slots) == (None, ())
    assert found.faults == (text("vault.key_broken", path=key, copy=copy.name, folder=made.folder),)
    database.unlink()
    assert status(made.folder).faults == (text("vault.database_missing", path=database),)
