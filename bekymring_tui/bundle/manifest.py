"""What lies inside the seal: one JSON document, read strictly. An unknown or newer format is refused."""

from __future__ import annotations

import json
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from bekymring_tui.checked import checked
from bekymring_tui.errors import Damaged, Newer
from bekymring_tui.texts import text

FORMAT = "bekymring-sakspakke"
VERSION: Final = 1


class Maker(BaseModel):
    """Who made the bundle."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: str
    role: str
    unit: str


class Manifest(BaseModel):
    """The envelope. `content` is the case as a plain JSON object; whoever opens it knows its shape."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    format: Literal["bekymring-sakspakke"] = "bekymring-sakspakke"
    version: Literal[1] = VERSION
    program: str
    made_at: str
    made_by: Maker | None
    content: dict[str, Any]


def pack(manifest: Manifest) -> bytes:
    """The bytes to seal."""
    return json.dumps(manifest.model_dump(), ensure_ascii=False, separators=(",", ":")).encode()


def unpack(payload: bytes) -> Manifest:
    """The envelope in opened bytes. Raises Newer or Damaged; the error never shows the content."""
    found = checked(lambda: json.loads(payload))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Damaged(text("bundle.not_ours"))
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise Newer(text("bundle.newer"))
    manifest = checked(lambda: Manifest.model_validate(found))
    if manifest is None:
        raise Damaged(text("bundle.not_ours"))
    return manifest
