"""A full disk, a file system that takes no more, a folder that takes no writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from vault_samples import AT, PASSPHRASE, Made, start

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault.rows import NewEvent
from bekymring_tui.vault.store import Vault
from trials import full_disk
from trials.small_disk import NotToBeHad, SmallDisk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and mounts")


@pytest.fixture
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    try:
        with SmallDisk(tmp_path / "liten disk", getattr(request, "param", "1m")) as disk:
            yield disk
    except NotToBeHad as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize("seed", [0, 1])
def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(original: Made, tmp_path: Path, seed: int) -> None:
    try:
        full_disk.in_vault(original, tmp_path / "disk", seed)
    except NotToBeHad as reason:
        pytest.skip(str(reason))


def test_a_vault_on_a_full_disk_can_still_be_read_and_says_what_it_could_not_write(
    small_disk: SmallDisk, original: Made
) -> None:
    made = original.copy(small_disk.place)
    made.file("hvelv.key.kopi").unlink()
    small_disk.fill()
    with made.open() as vault:
        assert vault.events("sak-1") == made.events["sak-1"]
        assert [notice.split(". ")[:2] for notice in vault.notices] == [
            [f"Fikk ikke lagret {made.file(name)}", "Disken er full"] for name in ("hvelv.head", "hvelv.key.kopi")
        ]
    small_disk.empty()
    with made.open() as vault:
        assert vault.notices == (text("vault.key_copy_mended", path=made.file("hvelv.key.kopi")),)


def test_a_full_disk_makes_no_half_vault(small_disk: SmallDisk) -> None:
    small_disk.fill(leave=20_000)
    with pytest.raises(errors.Unwritable):
        Vault.create(small_disk.place / "nytt", PASSPHRASE)
    small_disk.empty()
    Vault.create(small_disk.place / "nytt", PASSPHRASE)[0].close()


def test_a_disk_that_is_read_only_is_said(small_disk: SmallDisk, original: Made) -> None:
    made = original.copy(small_disk.place)
    small_disk.read_only()
    with pytest.raises(errors.Unwritable, match=r"hvelv\.lock"):
        made.open()
    with pytest.raises(errors.Unwritable):
        Vault.create(small_disk.place / "nytt", PASSPHRASE)


LIMITED = """
import json, resource, sys
from pathlib import Path
from bekymring_tui.errors import Unwritable
from bekymring_tui.vault.rows import DraftRow, NewEvent
from bekymring_tui.vault.rows import NewEvent
from bekymring_tui.vault.store import Vault
folder = Path(sys.argv[1])
vault = Vault.recover(folder, sys.argv[2])
saved = 0

def save():
    global saved
    vault.append("sak-1", [NewEvent("logged", "nå", f"{saved} " + "MARKER" * 500)], "{}")
    saved += 1

save()
resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / "hvelv.db").stat().st_size + 50_000, resource.RLIM_INFINITY))
try:
    while saved < 1000:
        save()
except Unwritable as failure:
    said, context = str(failure), repr([failure.__cause__, failure.__context__, failure.args])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
save()
print(json.dumps({"saved": saved, "said": said, "context": context}))
vault.close()
"""


def test_a_write_that_fails_is_rolled_back_and_the_vault_goes_on(made: Made) -> None:
    out, err = start(LIMITED, made.folder, made.code).communicate()
    assert err == ""
    found = json.loads(out)
    assert 2 < found["saved"] < 1000
    assert found["said"].startswith("Ikke lagret: ")
    assert "MARKER" not in found["context"]
    with made.open() as vault:
        added = vault.events("sak-1")[len(made.events["sak-1"]) :]
        assert [int((row.payload or "").split()[0]) for row in added] == list(range(found["saved"]))


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("en fil", "utf-8")
    for folder in (tmp_path / "fil", tmp_path / "fil" / "h"):
        with pytest.raises(errors.Unwritable):
            Vault.create(folder, PASSPHRASE)


@pytest.mark.parametrize("small_disk", ["6m"], indirect=True)
def test_a_copy_that_finds_no_room_says_so_and_the_vault_goes_on(small_disk: SmallDisk, original: Made) -> None:
    """SQLite has undone the copy by then; undoing it once more told the user of damage."""
    made = original.copy(small_disk.place)
    with made.open() as vault:
        vault.append("sak-1", [NewEvent("logged", AT, "x" * 10_000) for _ in range(80)], "{}")
        small_disk.fill(leave=400_000)
        with pytest.raises(errors.Unwritable, match="disken er full"):
            vault.rekey(PASSPHRASE, vault.ways.new_code())
        small_disk.empty()
        vault.append("sak-1", [NewEvent("logged", AT, "{}")], "{}")
