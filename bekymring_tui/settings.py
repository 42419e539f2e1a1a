"""Where the store lies, and the few choices that must be known before the vault is open. Never case data."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from platformdirs import user_data_path

from bekymring_tui.errors import Failure
from bekymring_tui.files import private_folder, read_toml, write_safely
from bekymring_tui.texts import text

STORE_VARIABLE = "BEKYMRING_STORE"
FILE_NAME = "innstillinger.toml"
THEMES = ("natt", "dag", "kontrast")
LONGEST_PATH = 260
_LONGEST_WRITTEN = 380  # bytes, in quotes: a longer line is not read
"""Signs, of a folder that is chosen: what Windows takes."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_LONGEST_WAIT = 240
_LARGEST_FILE = 64 * 1024

# Name in the file, which a user may edit, by name here.
_NAMES = {
    "municipality": "kommune",
    "service": "tjeneste",
    "group": "gruppe",
    "theme": "tema",
    "blank_minutes": "skjul_etter_minutter",
    "lock_minutes": "lås_etter_minutter",
    "hints": "spør_ved_tolkning",
    "backup_folder": "kopimappe",
}


def store_folder(option: Path | None = None) -> Path:
    """The folder asked for on the command line, else by BEKYMRING_STORE, else the default. Raises Failure."""
    asked = option or os.environ.get(STORE_VARIABLE)
    try:
        return Path(asked).expanduser().absolute() if asked else default_folder()
    except RuntimeError:
        raise Failure(text("settings.no_home")) from None


def default_folder(base_prefix: str = sys.base_prefix) -> Path:
    """A folder on this machine that nothing copies to a cloud or to a server.

    Python from the Microsoft Store hides what is written to the ordinary place in its own package, and deletes
    it when it is reset.
    """
    if "windowsapps" in (part.lower() for part in PureWindowsPath(base_prefix).parts):
        return Path.home() / "Bekymring"
    return user_data_path("bekymring", appauthor=False, roaming=False)


@dataclass(frozen=True)
class Settings:
    """The plain settings of one store. Ids are those of the flow files; empty: not chosen yet."""

    folder: Path
    municipality: str = ""
    service: str = ""
    theme: str = THEMES[0]
    blank_minutes: int = 5
    lock_minutes: int = 15
    group: str = ""
    hints: bool = True
    """Whether words that interpret are asked about."""
    backup_folder: str = ""
    """Where backups are kept; empty: beside the vault. Here, not in the vault, so that they are found without it."""

    def save(self) -> None:
        """Write them to the store's folder. Raises Unwritable; ValueError for what is no setting."""
        lines = [text("settings.file_head")]
        for name, shown in _NAMES.items():
            value = getattr(self, name)
            if not _fits(name, value):
                raise ValueError(name)
            lines.append(f"{json.dumps(shown, ensure_ascii=False)} = {json.dumps(value, ensure_ascii=False)}")
        private_folder(self.folder)
        write_safely(self.folder / FILE_NAME, ("\n".join(lines) + "\n").encode())


def read_settings(folder: Path) -> tuple[Settings, list[str]]:
    """The settings of the store, and what to tell the user. What cannot be used stands at its default."""
    path = folder / FILE_NAME
    try:
        found = read_toml(path, _LARGEST_FILE)
    except FileNotFoundError:
        return Settings(folder), []
    except (OSError, ValueError):
        return Settings(folder), [text("settings.broken", path=path)]
    by_shown = {shown: name for name, shown in _NAMES.items()}
    chosen = {by_shown[shown]: value for shown, value in found.items() if shown in by_shown}
    usable = {name: value for name, value in chosen.items() if _fits(name, value)}
    problems = [text("settings.unknown", key=key[:40], path=path) for key in found if key not in by_shown]
    problems += [text("settings.unusable", key=_NAMES[name], path=path) for name in chosen if name not in usable]
    return Settings(folder, **usable), problems


def _fits(name: str, value: object) -> bool:
    """Ids, small numbers and the path of one folder: free text has no way into this file."""
    if name in ("blank_minutes", "lock_minutes"):
        return type(value) is int and 1 <= value <= _LONGEST_WAIT
    if name == "theme":
        return value in THEMES
    if name == "hints":
        return isinstance(value, bool)
    if name == "backup_folder":
        return isinstance(value, str) and (not value or can_be_kept(value))
    return isinstance(value, str) and (not value or _ID.fullmatch(value) is not None)


def can_be_kept(folder: str) -> bool:
    """Whether the path can stand in this file: whole, with signs that show, and on a line that is read again."""
    written = len(json.dumps(folder, ensure_ascii=False).encode("utf-8", "replace"))
    fits = len(folder) <= LONGEST_PATH and written <= _LONGEST_WRITTEN
    return fits and folder.isprintable() and Path(folder).is_absolute()
