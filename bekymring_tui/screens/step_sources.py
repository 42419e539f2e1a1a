"""Where a step and what stands on it come from (P9)."""

from __future__ import annotations

from collections.abc import Sequence

from bekymring_tui.case.mask import drawn_flow
from bekymring_tui.case.view import Asked, Choice, Line, StepView
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.flow.model import Deadline, Sourced
from bekymring_tui.flow.sources import SourceLine, provenance, section
from bekymring_tui.screens.step_rows import split
from bekymring_tui.texts import text

Part = str | tuple[str, str]


def step_sources(case: OpenCase, view: StepView, row_id: str) -> list[SourceLine]:
    """Of a row and the deadlines that it starts, then of the step.

    Nothing while the step is «stengt»: a source repeats its words.
    """
    if view.title is None:
        return []
    element = _element(view, row_id)
    sourced = [element, *_started(case, view, element), view.step] if element else [view.step]
    return [line for one in sourced for line in provenance(one, view.step, flow=case.guide.flow)]


def _started(case: OpenCase, view: StepView, element: Sourced) -> list[Deadline]:
    """The deadlines that run from what is recorded here, but for those that are «stengt»."""
    guide, state = case.guide, case.state
    records = getattr(element, "records", ())
    every = (*view.step.deadlines, *drawn_flow(guide, state).deadlines)
    return [one for one in every if one.from_ in records and one.label and guide.shown(one, state)]


def _element(view: StepView, row_id: str) -> Sourced | None:
    """What a row stands for in the procedure."""
    kind, name = split(row_id)
    if kind == "form":
        return next((one.element for one in view.tools if one.form == name), None)
    shown: dict[str, Sequence[Line | Asked | Choice]] = {
        "action": (*view.actions, *view.at_decision),
        "question": view.questions,
        "answer": view.questions,
        "choice": view.choices,
    }
    name = name.partition("/")[0]
    return next((one.element for one in shown.get(kind, ()) if one.id == name), None)


def who_and_source(case: OpenCase, view: StepView) -> list[Part]:
    """«Ansvar: kontaktlærer   Kilde: Porsgrunn, nivå 1, trinn 2 (F2)»."""
    parts: list[Part] = []
    for part in ("responsible", "takes_part", "informed"):
        names = [one.text for one in view.responsible if one.kind == part and one.text]
        if names:
            parts += [(text(f"case_page.{part}") + " ", "$muted"), ", ".join(names) + "   "]
    return [*parts, (text("case_page.source") + " ", "$muted"), _source(case, view), (" (F2)", "$muted")]


def _source(case: OpenCase, view: StepView) -> str:
    """«Porsgrunn, nivå 1, trinn 2», or whose the step is when no document has it."""
    found = section(view.step.base, case.guide.flow) if view.step.base else None
    if found is None:
        return text(f"flow.origin.{view.step.origin}").lower()
    place = found[1].partition(":")[0]
    return f"{case.guide.flow.title}, {place[:1].lower()}{place[1:]}"
