"""Nothing of what is written can be read without the key, and no file is open to others."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from vault_samples import PASSPHRASE, Made, draft, event, start

from bekymring_tui.vault.store import Vault

MARKER = "Sjiraffmarkør"
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


def plaintext_in(folder: Path) -> list[str]:
    """The files that hold the marker, in any of the ways text is stored."""
    ways = [MARKER.encode(way) for way in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")]
    ways.append(MARKER.encode("unicode_escape"))
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and any(way in path.read_bytes() for way in ways):
            found.append(str(path))
    return found


def fill(vault: Vault) -> list[int]:
    vault.put_setting(MARKER, MARKER)
    vault.pin(MARKER, MARKER)
    for number in range(30):
        vault.save_drafts([draft(f"{MARKER} {number} " + "x" * 2000)])
    seqs = [row.seq for row in vault.append(MARKER, [event(MARKER), event(MARKER * 1000)], MARKER)]
    vault.append("sak-1", [event(MARKER)], MARKER, drop_drafts=[("note", "what")])
    return seqs


def test_no_file_ever_holds_what_was_written(made: Made) -> None:
    with made.open() as vault:
        seqs = fill(vault)
        assert plaintext_in(made.folder) == []
        vault.save_drafts([draft(MARKER)])
        vault.append(MARKER, [], MARKER, shred=seqs)
        assert plaintext_in(made.folder) == []
        assert [row.payload for row in vault.events(MARKER)] == [None, None]
    assert plaintext_in(made.folder) == []
    assert PASSPHRASE.encode() not in b"".join(path.read_bytes() for path in made.folder.iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_vault_privacy import fill
from bekymring_tui.vault.store import Vault
fill(Vault.recover(Path(sys.argv[1]), sys.argv[2]))
os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
def test_a_killed_process_leaves_no_plaintext_anywhere_it_may_write(made: Made, tmp_path: Path) -> None:
    home = tmp_path / "hjem"
    home.mkdir()
    environment = os.environ | {"HOME": str(home), "TMPDIR": str(home), "SQLITE_TMPDIR": str(home)}
    killed = start(KILLED, made.folder, made.code, Path(__file__).parent, env=environment)
    out, err = killed.communicate()
    assert killed.returncode == -signal.SIGKILL, err
    assert out == err == ""
    assert plaintext_in(tmp_path) == []
    with made.open() as vault:
        assert vault.setting(MARKER) == MARKER


def test_a_damaged_page_puts_no_text_in_the_error(made: Made) -> None:
    with made.open() as vault:
        fill(vault)
    path = made.file("hvelv.db")
    whole = bytearray(path.read_bytes())
    for page in range(4, len(whole) // 4096):
        whole[page * 4096 + 99] ^= 1
    path.write_bytes(whole)
    program = """
import sys, traceback
from pathlib import Path
from bekymring_tui.vault.store import Vault
try:
    with Vault.recover(Path(sys.argv[1]), sys.argv[2]) as vault:
        vault.events(sys.argv[3])
except Exception as failure:
    assert failure.__cause__ is failure.__context__ is None
    traceback.print_exc(file=sys.stdout)
"""
    out, err = start(program, made.folder, made.code, MARKER).communicate()
    assert err == ""
    assert "Damaged: " in out
    assert MARKER not in out
    assert made.code not in out
    assert "sqlalchemy" not in out.lower()


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}


@posix
@pytest.mark.usefixtures("open_umask")
def test_only_the_owner_may_read_the_files_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "hvelv"
    vault, _ = Vault.create(folder, PASSPHRASE)
    with vault:
        vault.append("sak", [event("noe")], "{}")
        vault.save_drafts([draft("noe")])
        found = modes(folder)
        assert {"hvelv.db", "hvelv.db-journal", "hvelv.key", "hvelv.key.kopi", "hvelv.head", "hvelv.lock"} < set(found)
        assert found.pop("hvelv") == 0o700
        assert set(found.values()) == {0o600}


@posix
def test_a_vault_put_back_with_open_modes_is_closed_again(made: Made) -> None:
    for path in made.folder.iterdir():
        path.chmod(0o644)
    made.open().close()
    found = modes(made.folder)
    del found[made.folder.name]
    assert set(found.values()) == {0o600}


def test_no_file_is_left_in_the_temporary_folder(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from bekymring_tui.vault.store import Vault
vault, code = Vault.create(Path(sys.argv[1]), sys.stdin.readline().strip())
vault.append("sak", [], "{}")
vault.close()
"""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    with start(program, tmp_path / "hvelv", env=environment) as made:
        _, err = made.communicate(PASSPHRASE + "\n")
    assert (made.returncode, err) == (0, "")
    assert list(temporary.iterdir()) == []
