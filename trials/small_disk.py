"""A disk of a few megabytes that can be filled. `unshare -rm python -m trials full_disk` for who is not root."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self


class NotToBeHad(Exception):
    """Nothing can be mounted here; the reason."""


class SmallDisk:
    """`with SmallDisk(place) as disk:` mounts it there, and unmounts it."""

    def __init__(self, place: Path, size: str = "1m") -> None:
        self.place = place
        self._size = size

    def __enter__(self) -> Self:
        """Raises NotToBeHad."""
        if not hasattr(os, "geteuid") or os.geteuid() or shutil.which("mount") is None:
            raise NotToBeHad("only root can mount")
        self.place.mkdir(parents=True, exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={self._size}", "none", str(self.place)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            raise NotToBeHad("mounting is not allowed here")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        subprocess.run(["umount", self.place], check=True)

    def fill(self, leave: int = 0) -> None:
        """Until only so many bytes are left."""
        self._filler.write_bytes(bytes(max(shutil.disk_usage(self.place).free - leave, 0)))

    def empty(self) -> None:
        self._filler.unlink()

    def read_only(self) -> None:
        subprocess.run(["mount", "-o", "remount,ro", self.place], check=True)

    @property
    def _filler(self) -> Path:
        return self.place / "fyll"
