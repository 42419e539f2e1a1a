"""The program's own words, by id, from one catalog (`data/texts/nb.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache

from bekymring_tui.shipped import shipped


@cache
def catalog() -> dict[str, str]:
    """Every text by its dotted id, e.g. `home.empty`."""

    def flat(table: dict[str, object], prefix: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in table.items():
            if isinstance(value, dict):
                found |= flat(value, f"{prefix}{key}.")
            else:
                found[prefix + key] = str(value)
        return found

    return flat(tomllib.loads(shipped("data", "texts", "nb.toml").read_text("utf-8")), "")


def text(key: str, /, **values: object) -> str:
    """The text with this id, `{name}` replaced by its value. KeyError when the id is not in the catalog."""
    return catalog()[key].format(**values) if values else catalog()[key]
