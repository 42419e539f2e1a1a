"""Who may open a folder on Windows, where file modes mean nothing. Has been run against fakes only."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

# Protected: nothing comes down from the folder above. OICI: files and folders in it get the same. FA: everything.
# SY is the system, BA the administrators.
OWNERS_ALONE = "D:P(A;OICI;FA;;;{user})(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"

# winnt.h, sddl.h, accctrl.h
_THIS_PROCESS_TOKEN = -4
_TOKEN_USER = 1
_LARGEST_TOKEN_USER = 128
_SDDL_REVISION_1 = 1
_SE_FILE_OBJECT = 1
_DACL_SECURITY_INFORMATION = 0x00000004
_PROTECTED_DACL_SECURITY_INFORMATION = 0x80000000


class System(NamedTuple):
    """The libraries of Windows, and the number of their last error."""

    advapi32: Any
    kernel32: Any
    last_error: Callable[[], int]


def close_to_others(folder: Path, system: System | None = None) -> None:
    """Let in the user, the system and administrators, and nobody else; what lies in the folder follows.

    Raises OSError with Windows' number, e.g. on a disk that knows no access rights.
    """
    system = system or _windows()
    descriptor = ctypes.c_void_p()
    sddl = OWNERS_ALONE.format(user=_user(system))
    make = system.advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW
    _check(system, "descriptor", make(sddl, _SDDL_REVISION_1, ctypes.byref(descriptor), None))
    try:
        _set_dacl(system, folder, descriptor)
    finally:
        system.kernel32.LocalFree(descriptor)


def _set_dacl(system: System, folder: Path, descriptor: ctypes.c_void_p) -> None:
    there, dacl, by_default = ctypes.c_int(), ctypes.c_void_p(), ctypes.c_int()
    found = system.advapi32.GetSecurityDescriptorDacl(
        descriptor, ctypes.byref(there), ctypes.byref(dacl), ctypes.byref(by_default)
    )
    _check(system, "list", found)
    what = ctypes.c_uint32(_DACL_SECURITY_INFORMATION | _PROTECTED_DACL_SECURITY_INFORMATION)
    # Unlike the others it answers with the error itself. It carries the rights on to what lies in the folder.
    error = system.advapi32.SetNamedSecurityInfoW(str(folder), _SE_FILE_OBJECT, what, None, None, dacl, None)
    if error:
        raise OSError(error, "rights")


def _user(system: System) -> str:
    """The security identifier of the user who runs the program: «S-1-5-21-…»."""
    token_user = ctypes.create_string_buffer(_LARGEST_TOKEN_USER)
    length, written = ctypes.c_uint32(), ctypes.c_void_p()
    asked = system.advapi32.GetTokenInformation(
        ctypes.c_void_p(_THIS_PROCESS_TOKEN), _TOKEN_USER, token_user, _LARGEST_TOKEN_USER, ctypes.byref(length)
    )
    _check(system, "token", asked)
    identifier = ctypes.c_void_p.from_buffer(token_user)
    _check(system, "user", system.advapi32.ConvertSidToStringSidW(identifier, ctypes.byref(written)))
    try:
        return ctypes.wstring_at(written.value or 0)
    finally:
        system.kernel32.LocalFree(written)


def _check(system: System, what: str, succeeded: int) -> None:
    if not succeeded:
        raise OSError(system.last_error(), what)


def _windows() -> System:
    library = ctypes.WinDLL  # type: ignore[attr-defined,unused-ignore]
    return System(
        library("advapi32", use_last_error=True),
        library("kernel32", use_last_error=True),
        ctypes.get_last_error,  # type: ignore[attr-defined,unused-ignore]
    )
