"""All pages there are to look things up in: the shipped ones, the scale of uro and the law. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby

from bekymring_tui.flow.sources import Law, laws
from bekymring_tui.forms.uro import HIGHEST, scale
from bekymring_tui.reference.load import all_references
from bekymring_tui.reference.model import Group, Item, Reference
from bekymring_tui.texts import text

ORDER = ("tegn", "tegn_fysiske_overgrep", "tegn_seksuelle_overgrep", "tegn_mobbing", "tegn_psykisk", "uro", "risiko")
"""What is looked up first. The others follow in the order of their files."""

ACUTE_GRADES = (HIGHEST - 1, HIGHEST)
"""The grades that say that the child is in danger."""


@cache
def pages() -> tuple[Reference, ...]:
    """Every page that needs no municipality. Raises FlowProblems."""
    found = {one.id: one for one in (*all_references().values(), uro(), law())}
    return tuple(found[name] for name in (*ORDER, *(name for name in found if name not in ORDER)))


def page_named(name: str) -> Reference:
    """The page with this id. KeyError when there is none."""
    return {one.id: one for one in pages()}[name]


def uro() -> Reference:
    """The zones of uro with the meaning of each grade."""
    here = scale()
    groups = [
        Group(
            id=zone.id,
            title=zone.name,
            origin=here.origin,
            src=zone.src,
            items=[_grade(grade, zone.src) for grade in zone.grades],
        )
        for zone in here.zones
    ]
    return Reference(
        id="uro",
        title=here.title,
        about=text("reference.uro_about"),
        borrowed_from=here.borrowed_from,
        origin=here.origin,
        src=here.src,
        note=here.note,
        groups=groups,
    )


def _grade(grade: int, src: list[str]) -> Item:
    here = scale()
    title = text("reference.uro_grade", grade=grade)
    urgent = grade in ACUTE_GRADES
    return Item(id=f"grade-{grade}", text=title, more=here.meaning(grade), origin=here.origin, src=src, urgent=urgent)


def law() -> Reference:
    """The rules of law that the documents rest on: as they were named then, and as they are now."""
    groups = [
        Group(id=name, title=_statute(found[0][1]), origin="added", items=[_rule(*one) for one in found])
        for name, found in _by_statute(laws().items())
    ]
    return Reference(
        id="lov", title=text("reference.law_title"), about=text("reference.law_about"), origin="added", groups=groups
    )


Named = tuple[str, Law]


def _by_statute(found: Iterable[Named]) -> Iterable[tuple[str, list[Named]]]:
    """Ids begin with the statute's short name."""
    return ((name, list(group)) for name, group in groupby(found, lambda one: one[0].partition("-")[0]))


def _statute(rule: Law) -> str:
    name = rule.now.partition(" §")[0].partition(" kapittel")[0]
    return name[0].upper() + name[1:]


def _rule(name: str, rule: Law) -> Item:
    lines = [text("reference.law_now", now=rule.now)]
    if rule.cited:
        lines.append(text("reference.law_then", cited=rule.cited))
    lines += [rule.meaning, *(f"– {point}" for point in rule.points)]
    return Item(id=f"rule-{name}", text=rule.name, more="\n".join([*lines, _checked(rule)]), law=[name], origin="added")


def _checked(rule: Law) -> str:
    """Whether the rule was held against Lovdata, and when."""
    if rule.checked is None:
        return text("reference.law_unchecked")
    year, month, day = rule.checked.split("-")
    return text("reference.law_checked", day=f"{int(day)}.{int(month)}.{year}")
