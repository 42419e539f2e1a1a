"""A full disk, a file system that takes no more, a folder that takes no writes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from vault_samples import PASSPHRASE, Made, draft, event, start

from bekymring_tui import errors
from bekymring_tui.errors import Exit
from bekymring_tui.texts import text
from bekymring_tui.vault.store import Vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and mounts")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "liten disk"
    place.mkdir()
    if os.geteuid() or shutil.which("mount") is None:
        pytest.skip("only root can mount")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", place], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(small_disk: Path, original: Made) -> None:
    made = original.copy(small_disk)
    with made.open() as vault:
        vault.save_drafts([draft("før")])
        saved = [vault.append("sak-1", [event("plass")], '{"n":1}')[0]]
        filler = small_disk / "fyll"
        filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - 100_000))
        with pytest.raises(errors.Unwritable) as failure:  # noqa: PT012
            for number in range(1000):
                saved += vault.append("sak-1", [event(f"{number} " + "x" * 3000)], json.dumps({"n": number}))
        assert str(failure.value) == text("vault.full", path=made.file("hvelv.db"))
        assert failure.value.code == Exit.UNWRITABLE
        assert failure.value.__cause__ is failure.value.__context__ is None
        with pytest.raises(errors.Unwritable):
            vault.save_drafts([draft("y" * 200_000)])
        assert vault.events("sak-1") == made.events["sak-1"] + saved
        assert draft("før") in vault.drafts("sak-1")
        filler.unlink()
        vault.save_drafts([draft("etter")])
        saved += vault.append("sak-1", [event("plass igjen")], '{"n":2}')
    with made.open() as vault:
        assert vault.events("sak-1") == made.events["sak-1"] + saved
        assert draft("etter") in vault.drafts("sak-1")


def test_a_vault_on_a_full_disk_can_still_be_read_and_says_what_it_could_not_write(
    small_disk: Path, original: Made
) -> None:
    made = original.copy(small_disk)
    made.file("hvelv.key.kopi").unlink()
    (small_disk / "fyll").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with made.open() as vault:
        assert vault.events("sak-1") == made.events["sak-1"]
        assert [notice.split(". ")[:2] for notice in vault.notices] == [
            [f"Fikk ikke lagret {made.file(name)}", "Disken er full"] for name in ("hvelv.head", "hvelv.key.kopi")
        ]
    (small_disk / "fyll").unlink()
    with made.open() as vault:
        assert vault.notices == (text("vault.key_copy_mended", path=made.file("hvelv.key.kopi")),)


def test_a_full_disk_makes_no_half_vault(small_disk: Path) -> None:
    (small_disk / "fyll").write_bytes(bytes(shutil.disk_usage(small_disk).free - 20_000))
    with pytest.raises(errors.Unwritable):
        Vault.create(small_disk / "nytt", PASSPHRASE)
    (small_disk / "fyll").unlink()
    Vault.create(small_disk / "nytt", PASSPHRASE)[0].close()


def test_a_disk_that_is_read_only_is_said(small_disk: Path, original: Made) -> None:
    made = original.copy(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(errors.Unwritable, match=r"hvelv\.lock"):
        made.open()
    with pytest.raises(errors.Unwritable):
        Vault.create(small_disk / "nytt", PASSPHRASE)


LIMITED = """
import json, resource, sys
from pathlib import Path
from bekymring_tui.errors import Unwritable
from bekymring_tui.vault.rows import DraftRow, NewEvent
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


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_access_is_said(made: Made) -> None:
    made.file("hvelv.lock").unlink()
    made.folder.chmod(0o500)
    with pytest.raises(errors.Unwritable):
        made.open()
    made.folder.chmod(0o000)
    with pytest.raises(errors.Unwritable, match="Får ikke lest"):
        made.open()
    made.folder.chmod(0o700)


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("en fil", "utf-8")
    for folder in (tmp_path / "fil", tmp_path / "fil" / "h"):
        with pytest.raises(errors.Unwritable):
            Vault.create(folder, PASSPHRASE)
