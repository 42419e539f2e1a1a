"""Files are written whole or not at all, and every refusal tells the user what to do."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bekymring_tui import files
from bekymring_tui.errors import Exit, Failure, Unwritable
from bekymring_tui.texts import catalog

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX file modes")
NOBODY = 65534


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder of one's own, as a user whom file modes bind: root would be let through everywhere."""
    catalog()
    folder = Path(tempfile.mkdtemp())
    if os.name == "posix" and os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        yield folder
        os.seteuid(0)
    else:
        yield folder
    for below in (folder, *folder.rglob("*")):
        if below.is_dir():
            below.chmod(0o700)
    shutil.rmtree(folder)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_new_content_replaces_the_old(tmp_path: Path) -> None:
    target = tmp_path / "blå ugle.age"
    files.write_safely(target, b"old and longer")
    files.write_safely(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_a_private_file_is_the_owners_alone_even_where_an_open_one_stood(tmp_path: Path) -> None:
    target = tmp_path / "key"
    target.write_bytes(b"")
    target.chmod(0o666)
    files.write_safely(target, b"secret")
    assert mode(target) == 0o600


@posix
def test_other_files_follow_the_users_own_mask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_safely(tmp_path / "page.txt", b"", private=False)
    finally:
        os.umask(before)
    assert mode(tmp_path / "page.txt") == 0o640


def refusal(target: Path) -> str:
    with pytest.raises(Unwritable) as caught:
        files.write_safely(target, b"x")
    assert caught.value.code is Exit.UNWRITABLE
    assert str(target) in str(caught.value)
    return str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert f"Mappen {tmp_path / 'borte'} finnes ikke" in refusal(tmp_path / "borte" / "sak.age")


def test_a_folder_in_the_files_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sak").mkdir()
    assert "allerede en mappe" in refusal(tmp_path / "sak")
    assert [found.name for found in tmp_path.iterdir()] == ["sak"]


@posix
def test_a_name_that_is_too_long_is_said_so(tmp_path: Path) -> None:
    assert "for langt" in refusal(tmp_path / ("x" * 300))
    assert not list(tmp_path.iterdir())


@posix
def test_a_folder_without_write_access(ordinary_user: Path) -> None:
    target = ordinary_user / "sak.age"
    files.write_safely(target, b"before")
    ordinary_user.chmod(0o500)
    assert "ikke lov til å skrive" in refusal(target)
    assert target.read_bytes() == b"before"


FULL = """
import sys
from pathlib import Path
from bekymring_tui import files
from bekymring_tui.errors import Unwritable
folder = Path(sys.argv[1])
files.write_safely(folder / "sak", b"before")
try:
    files.write_safely(folder / "sak", bytes(500_000))
except Unwritable as refused:
    print(refused)
print((folder / "sak").read_bytes(), [found.name for found in folder.iterdir()])
"""


def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    mount = 'mount -t tmpfs -o size=64k full "$1"'
    own_space = ["unshare", "-rm", "sh", "-c"]
    if not shutil.which("unshare") or subprocess.run([*own_space, mount, "sh", str(tmp_path)]).returncode:
        pytest.skip("no small file system of one's own can be mounted here")
    script = f'{mount} && exec "$2" -c "$3" "$1"'
    done = subprocess.run(
        [*own_space, script, "sh", str(tmp_path), sys.executable, FULL],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert "Disken er full" in done.stdout
    assert "b'before' ['sak']" in done.stdout


class Held:
    """os.replace as Windows answers while another program holds the file."""

    def __init__(self, times: int, winerror: int) -> None:
        self.left, self.winerror, self.really = times, winerror, os.replace

    def __call__(self, source: Path, target: Path) -> None:
        if self.left:
            self.left -= 1
            refused = PermissionError(13, "held")
            refused.winerror = self.winerror  # type: ignore[attr-defined,unused-ignore]
            raise refused
        self.really(source, target)


@pytest.mark.parametrize("winerror", [5, 32])
def test_a_file_held_for_a_moment_is_tried_again(
    winerror: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", Held(3, winerror))
    files.write_safely(tmp_path / "sak", b"there")
    assert (tmp_path / "sak").read_bytes() == b"there"


@pytest.mark.parametrize(("winerror", "words"), [(5, "ikke lov til å skrive"), (32, "annet program")])
def test_a_file_held_for_good_is_given_up(
    winerror: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", Held(1000, winerror))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    assert words in refusal(tmp_path / "sak")
    assert not list(tmp_path.iterdir())


def test_other_refusals_are_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(2, 0)
    monkeypatch.setattr(os, "replace", held)
    refusal(tmp_path / "sak")
    assert held.left == 1


def test_an_interrupted_write_leaves_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_safely(tmp_path / "sak", b"half")
    assert not list(tmp_path.iterdir())


@posix
def test_a_private_folder_is_made_or_closed(tmp_path: Path) -> None:
    made = tmp_path / "a" / "b"
    files.private_folder(made)
    assert mode(made) == 0o700
    made.chmod(0o755)
    files.private_folder(made)
    assert mode(made) == 0o700


@posix
def test_a_shared_folder_is_refused_and_not_closed_for_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    with pytest.raises(Unwritable, match="eies eller brukes av andre"):
        files.private_folder(tmp_path)
    assert mode(tmp_path) == 0o1777


@posix
def test_a_folder_that_is_anothers_is_refused(ordinary_user: Path) -> None:
    owned_by_root = Path("/usr")
    if owned_by_root.stat().st_uid == os.geteuid():
        pytest.skip("every folder here is one's own")
    with pytest.raises(Unwritable, match="eies eller brukes av andre"):
        files.private_folder(owned_by_root)
    ordinary_user.chmod(0o500)
    with pytest.raises(Unwritable, match="ikke lov til å skrive"):
        files.private_folder(ordinary_user / "ny")


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(Unwritable, match="er en fil"):
        files.private_folder(tmp_path / "fil")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Blå ugle – på Øya", "Blå ugle – på Øya"),
        ("sak 3/4: «hvem?»", "sak 3 4 «hvem »"),
        ("../../etc/passwd", "etc passwd"),
        ("slutt . .", "slutt"),
        ("NUL", "_NUL"),
        ("con.txt", "_con.txt"),
        ("Com¹", "_Com¹"),
        ("console", "console"),
        (".skjult", "skjult"),
        ("--flagg", "flagg"),
        ("a\u202egpj.exe", "a gpj.exe"),
        ("to\nlinjer\t\0", "to linjer"),
        ("\ud800", "uten navn"),
        ("", "uten navn"),
        ("æ" * 300, "æ" * 100),
        ("A\u030ase", "Åse"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert files.safe_name(name) == safe


@given(st.text(max_size=300))
@example("aux .")
@example("x" * 199 + " . y")
def test_a_safe_name_stays_what_it_is_and_can_be_used(name: str) -> None:
    safe = files.safe_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert files.safe_name(safe) == safe
    assert not set(safe) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(sign).startswith("C") for sign in safe)
    assert safe[-1] not in ". "
    assert safe.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "frase.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "read"),
    [
        ("furu brygge æ\r\n".encode(), "furu brygge æ"),
        ("furu brygge\n".encode("utf-8-sig"), "furu brygge"),
        (b"# to linjer\r\nAGE\r\n\r\n", "# to linjer\nAGE"),
        (b" mellomrom blir ", " mellomrom blir "),
    ],
)
def test_text_input(data: bytes, read: str, tmp_path: Path) -> None:
    assert files.read_text_input(written(tmp_path, data)) == read


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("hemmelig frase".encode("utf-16"), "UTF-16"),
        ("hemmelig frase".encode("utf-16-be"), "UTF-16"),
        ("hemmelig blåbær".encode("latin-1"), "ikke lagret som UTF-8"),
        (b"\r\n", "tom"),
        (b"x" * 70_000, "for stor"),
    ],
)
def test_text_input_that_cannot_be_used(data: bytes, words: str, tmp_path: Path) -> None:
    path = written(tmp_path, data)
    with pytest.raises(Failure, match=words) as caught:
        files.read_text_input(path)
    assert str(path) in str(caught.value)
    assert "hemmelig" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_text_input_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="Finner ikke filen"):
        files.read_text_input(tmp_path / "borte")
    with pytest.raises(Failure, match="Får ikke lest"):
        files.read_text_input(tmp_path)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (r"C:\Users\kari\OneDrive - Porsgrunn kommune\Bekymring", "OneDrive"),
        ("/home/kari/OneDrive/bekymring", "OneDrive"),
        ("/home/kari/Dropbox (Personal)/x", "Dropbox"),
        (r"C:\Users\kari\iCloudDrive\x", "iCloud"),
        ("/Users/kari/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/Users/kari/Library/CloudStorage/GoogleDrive-kari/Min disk/x", "Google Drive"),
        ("/Users/kari/Library/CloudStorage/OneDrive-Porsgrunn/x", "OneDrive"),
        (r"G:\Min disk\bekymring", "Google Drive"),
        (r"\\tjener\hjem\kari", "filtjener"),
        ("//tjener/hjem/kari", "filtjener"),
        (r"\\?\UNC\tjener\hjem", "filtjener"),
    ],
)
def test_a_synced_or_shared_folder_is_warned_about(folder: str, service: str) -> None:
    assert service in (files.synced_folder_warning(Path(folder)) or "")


@pytest.mark.parametrize(
    "folder",
    [
        r"C:\Users\kari\AppData\Local\bekymring",
        r"\\?\C:\Users\kari\bekymring",
        "/home/kari/.local/share/bekymring",
        "/home/kari/dropboxer/mobile",
    ],
)
def test_a_folder_on_the_machine_passes(folder: str) -> None:
    assert files.synced_folder_warning(Path(folder)) is None


@posix
def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "hjem").symlink_to(tmp_path / "OneDrive")
    assert "OneDrive" in (files.synced_folder_warning(tmp_path / "hjem" / "bekymring") or "")


@pytest.mark.parametrize("check", [files.write_safely, files.private_folder])
def test_no_refusal_leaks_the_systems_own_words(check: Callable[..., None], tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    arguments = (b"x",) if check is files.write_safely else ()
    with pytest.raises(Unwritable) as caught:
        check(tmp_path / "fil" / "under", *arguments)
    assert "Errno" not in str(caught.value)
