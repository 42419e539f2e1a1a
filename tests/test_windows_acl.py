"""Windows' access rights, against libraries that answer as Windows documents. Never run on Windows itself."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bekymring_tui import files, windows_acl
from bekymring_tui.texts import text
from bekymring_tui.windows_acl import System, close_to_others

USER = "S-1-5-21-1111-2222-3333-1001"
SID, DESCRIPTOR, DACL = 0x5010, 0x5020, 0x5030
ACCESS_DENIED, NOT_SUPPORTED = 5, 50


@dataclass
class Library:
    """advapi32 and kernel32 at once: hands out pointers, keeps what it was asked, frees what it gave."""

    failing: str = ""
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    given: set[int] = field(default_factory=set)
    name: Any = field(default_factory=lambda: ctypes.create_unicode_buffer(USER))

    def _answer(self, call: str, *told: Any) -> int:
        self.calls.append((call, *told))
        return 0 if call == self.failing else 1

    def GetTokenInformation(self, token: Any, kind: int, into: Any, size: int, length: Any) -> int:  # noqa: N802
        ctypes.c_void_p.from_buffer(into).value = SID
        length._obj.value = 44
        assert size == ctypes.sizeof(into) >= 16 + 68, "a TOKEN_USER and the longest identifier"
        return self._answer("token", ctypes.c_int64(token.value).value, kind)

    def ConvertSidToStringSidW(self, sid: Any, into: Any) -> int:  # noqa: N802
        assert sid.value == SID
        into._obj.value = ctypes.addressof(self.name)
        self.given.add(into._obj.value)
        return self._answer("sid")

    def ConvertStringSecurityDescriptorToSecurityDescriptorW(  # noqa: N802
        self, sddl: str, revision: int, into: Any, size: Any
    ) -> int:
        assert size is None
        if answer := self._answer("descriptor", sddl, revision):
            into._obj.value = DESCRIPTOR
            self.given.add(DESCRIPTOR)
        return answer

    def GetSecurityDescriptorDacl(self, descriptor: Any, there: Any, dacl: Any, by_default: Any) -> int:  # noqa: N802
        assert descriptor.value == DESCRIPTOR
        there._obj.value, dacl._obj.value, by_default._obj.value = 1, DACL, 0
        return self._answer("dacl")

    def SetNamedSecurityInfoW(  # noqa: N802
        self, name: str, kind: int, what: Any, owner: Any, group: Any, dacl: Any, sacl: Any
    ) -> int:
        assert (owner, group, sacl) == (None, None, None)
        assert DESCRIPTOR in self.given, "the list lies in the descriptor: not freed yet"
        done = self._answer("set", name, kind, what.value, dacl.value)
        return 0 if done else ACCESS_DENIED

    def LocalFree(self, pointer: Any) -> None:  # noqa: N802
        self.given.remove(pointer.value)

    @property
    def system(self) -> System:
        return System(self, self, lambda: NOT_SUPPORTED)


def test_the_user_the_system_and_administrators_and_nobody_else() -> None:
    library = Library()
    close_to_others(Path("C:/Users/Kåre Æ/AppData/Local/bekymring"), library.system)
    sddl = f"D:P(A;OICI;FA;;;{USER})(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"
    assert library.calls == [
        ("token", -4, 1),
        ("sid",),
        ("descriptor", sddl, 1),
        ("dacl",),
        ("set", str(Path("C:/Users/Kåre Æ/AppData/Local/bekymring")), 1, 0x80000004, DACL),
    ]
    assert library.given == set(), "everything that Windows handed out was given back"


def test_the_rights_are_protected_inherited_below_and_for_three_alone() -> None:
    """As Microsoft's «Security Descriptor String Format» reads them: type;flags;rights;object;inherit;trustee."""
    head, *entries = re.split(r"[()]+", windows_acl.OWNERS_ALONE.rstrip(")"))
    assert head == "D:P"
    assert [one.split(";") for one in entries] == [
        ["A", "OICI", "FA", "", "", trustee] for trustee in ("{user}", "SY", "BA")
    ]


@pytest.mark.parametrize(("failing", "number"), [
    ("token", NOT_SUPPORTED), ("sid", NOT_SUPPORTED), ("descriptor", NOT_SUPPORTED), ("dacl", NOT_SUPPORTED),
    ("set", ACCESS_DENIED),
])  # fmt: skip
def test_what_windows_refuses_is_raised_and_nothing_is_kept(failing: str, number: int) -> None:
    library = Library(failing)
    with pytest.raises(OSError) as caught:
        close_to_others(Path("C:/bekymring"), library.system)
    assert caught.value.errno == number
    assert library.calls[-1][0] == failing
    assert library.given <= ({ctypes.addressof(library.name)} if failing == "sid" else set())


# Through files.py, which tells itself that it runs on Windows ----------------------------------------------


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Library:
    library = Library()
    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(windows_acl, "_windows", lambda: library.system)
    return library


def test_the_stores_folder_is_closed_when_it_is_made(windows: Library, tmp_path: Path) -> None:
    files.private_folder(tmp_path / "Mitt hvelv")
    assert windows.calls[-1][:2] == ("set", str(tmp_path / "Mitt hvelv"))
    assert files.folder_warnings(tmp_path / "Mitt hvelv") == []


def test_a_disk_without_access_rights_is_told_and_can_be_used(windows: Library, tmp_path: Path) -> None:
    windows.failing = "set"
    files.private_folder(tmp_path)
    assert files.folder_warnings(tmp_path) == [text("files.open_to_others", path=tmp_path, code=ACCESS_DENIED)]


def test_no_folder_is_synced_on_windows(windows: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(files, "_flush_folder", lambda folder: opened.append(folder))
    files.write_safely(tmp_path / "sak", b"hel")
    assert opened == []
    assert (tmp_path / "sak").read_bytes() == b"hel"
