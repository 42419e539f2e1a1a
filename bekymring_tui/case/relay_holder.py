"""Who holds the stafettlogg: the person that a decision named."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator

from bekymring_tui.case.guide import Guide
from bekymring_tui.case.state import Decision, State


def relay_holder(guide: Guide, state: State) -> str | None:
    """The name given in the newest decision that stands and appoints a stafettholder; None while nobody is named."""
    appointed = (one for one in reversed(state.decisions) if one.stands)
    return next((name for one in appointed for name in _named(guide, state, one)), None)


def _named(guide: Guide, state: State, one: Decision) -> Iterator[str]:
    """The persons whom the outcome asks for, as they are answered now."""
    step = guide.at(state, one.seq).track.steps[one.visit.step]
    outcome = guide.at(state, one.seq).outcome(step, one.act.outcome)
    if outcome is None or "appoint_relay_holder" not in outcome.effects:
        return
    answers = ChainMap(dict(state.answers), *(dict(past.answers) for past in state.past))
    for question in step.questions:
        if question.type == "person" and question.id in outcome.ask:
            name = answers.get((one.visit.step, one.visit.number, question.id))
            yield from [name] if name else []
