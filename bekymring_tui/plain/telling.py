"""A case told as it was led: what was asked, what was answered, what was decided. Drawn through the alarm's mask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bekymring_tui.case import acts as a
from bekymring_tui.case.dates import day_of, plain
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.listing import step_words
from bekymring_tui.case.mask import closed_contacts
from bekymring_tui.case.state import State
from bekymring_tui.case.view import Choice, StepView, step_view
from bekymring_tui.desk.play import Played
from bekymring_tui.forms.answers import summary
from bekymring_tui.forms.uro import scale
from bekymring_tui.texts import text

INDENT = "    "


def tell(played: Played, number: int) -> list[str]:
    """One act: a numbered headline, and what belongs to it further in."""
    guide, state, today = played.case.guide, played.before, played.at.date()
    heading = text("telling.heading", number=number, day=plain(today), time=f"{played.at:%H:%M}")
    return [heading, *(INDENT + one for one in _told(guide, state, played.act, today))]


def _told(guide: Guide, state: State, act: a.Act, today: date) -> Iterator[str]:
    match act:
        case a.Logged():
            yield text(f"telling.log_{act.aspect}", text=act.text)
        case a.FormSaved():
            yield text("telling.form")
            lines = summary(guide.forms[act.form], act.answers, closed_contacts(state))
            yield from (INDENT + one for one in lines if one)
        case a.Graded():
            words = scale().zone(act.grade).name.lower() if act.grade else text("forms.unknown")
            yield text("telling.graded", grade=act.grade or "?", zone=words)
            yield text("telling.rests_on", text=act.rests_on)
        case a.ActionMarked():
            yield from _action(_view(guide, state, act.position, today), act)
        case a.Decided():
            yield from _decision(_view(guide, state, act.position, today), act)
        case a.AlarmAsked():
            yield text("telling.f9")
        case a.AlarmAnswered():
            yield text(f"telling.f9_{act.answer}")
        case a.DutyWeighed():
            yield text("telling.duty")
            yield text("telling.reason", text=act.reason)
        case _:
            yield text("telling.other")


def _view(guide: Guide, state: State, position: str, today: date) -> StepView:
    return step_view(guide, state, state.positions[position], today)


def _where(view: StepView) -> str:
    title = view.title or text("widgets.closed")
    return text("telling.where", lane=view.lane, step=step_words(view.number, view.of), title=title)


def _action(view: StepView, act: a.ActionMarked) -> Iterator[str]:
    line = next(one for one in (*view.actions, *view.at_decision) if one.id == act.action)
    yield _where(view)
    yield text("telling.done", text=line.text or text("widgets.closed"))
    if act.detail:
        yield text("telling.detail", text=act.detail)


def _decision(view: StepView, act: a.Decided) -> Iterator[str]:
    yield _where(view)
    if view.weigh:
        yield text("telling.asked", text=view.weigh)
    for choice in view.choices:
        yield text("telling.chosen" if choice.id == act.outcome else "telling.not_chosen", text=_label(choice))
    if act.reason:
        yield text("telling.reason", text=act.reason)
    yield text("telling.by", text=act.decided_by)
    if act.took_part:
        yield text("telling.with", text=", ".join(act.took_part))
    if act.look_again and act.look_again != "none":
        yield text("telling.again", day=plain(day_of(act.look_again)))


def _label(choice: Choice) -> str:
    if choice.own:
        return text(f"digest.outcome_{choice.id}")
    return choice.label or text("widgets.closed")
