"""What the documents point to is there: links, tests that hold a protection, modules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
PAGES = [HOME / "README.md", *sorted((HOME / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`((?:tests|bekymring_tui|case|desk|forms|flow|prove|screens|vault|widgets|reference)/[\w/]+\.py)`")


def there(name: str) -> bool:
    return (HOME / name).exists() or (HOME / "bekymring_tui" / name).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_names_lead_somewhere(page: Path) -> None:
    words = page.read_text("utf-8")
    assert [one for one in LINK.findall(words) if not (page.parent / one).exists()] == []
    assert [one for one in NAMED.findall(words) if not there(one)] == []


def test_names_are_found_at_all() -> None:
    found = [one for page in PAGES for one in NAMED.findall(page.read_text("utf-8"))]
    assert len(found) > 20
