"""English words: those that hold sentences together, and every word that Textual or Typer would say by itself."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import typer

LITTLE_WORDS = set(
    """
    a about above after again all also an and any are as at away back because been before being below between both but
    by can cannot could did do does doing done down during each either else every few from further get go had has have
    he here him his how if in into is isn it its just keep let look made make many may me might more most much must my
    need never new no none nor not nothing now of off on once one only or other our out own per please see set she
    should show so some something such sure take than that the their them then there these they thing this those
    through too try until up upon us use used using very want was we were what when where whether which while who
    whole whom why will with within without would yes yet you your
    """.split()  # noqa: SIM905
)

NORWEGIAN = {
    "a", "an", "at", "be", "by", "byte", "data", "fast", "for", "form", "full", "handle", "handling", "her", "i", "it",
    "like", "min", "over", "person", "program", "send", "start", "status", "still", "terminal", "to", "under", "utf",
    "var", "vel",
}  # fmt: skip
"""Words that both languages have; «IT» is a department."""

NAMES = {"age", "enter", "tab"}
"""A file format, and keys as they are called."""

TYPED = re.compile(r"--[a-z-]+|\bbekymring( [a-z]+)*\b|\S*[/\\]\S*|\b[A-Z]+_[A-Z_]+\b|\b[a-z]+\.no\b|\w+…")
"""Options, commands, paths, variables and addresses, which are typed as they stand; and words that were cut off."""

TEXTUAL = Path(__file__).parent / "widgets" / "textual_strings.txt"


@cache
def english() -> frozenset[str]:
    theirs = [line.partition("\t")[2] for line in TEXTUAL.read_text("utf-8").splitlines()[1:]]
    words = {one for line in [*theirs, *_said_by_typer()] for one in re.findall(r"[a-z]{3,}", line.lower())}
    return frozenset(words | LITTLE_WORDS) - NORWEGIAN - NAMES


def _said_by_typer() -> list[str]:
    """Every string in Typer's source that looks like a sentence; it carries Click within."""
    trees = [ast.parse(one.read_text("utf-8")) for one in Path(typer.__file__).parent.rglob("*.py")]
    found = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [one for one in found if isinstance(one, str) and " " in one]


def english_in(shown: str) -> set[str]:
    """The English words in what a user sees."""
    return set(re.findall(r"[^\W\d_]+", TYPED.sub(" ", shown).lower())) & english()
