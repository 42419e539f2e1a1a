"""What a case knows that a form may ask for, by the words of `forms.model.Prefill`. Empty where it knows nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bekymring_tui.case import consent
from bekymring_tui.case.dates import day_of, plain
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.people import Worker
from bekymring_tui.case.relay_holder import relay_holder
from bekymring_tui.case.sheets import sheet_is_closed
from bekymring_tui.case.state import Decision, LogEntry, State
from bekymring_tui.flow.terms import Contact
from bekymring_tui.forms.answers import TEXT_CAP, Answers, decode, spoken
from bekymring_tui.forms.model import Form, Prefill
from bekymring_tui.forms.shown import shown
from bekymring_tui.texts import text

Known = str | int | date | tuple[Contact, ...]
"""Words, a grade, a day, services."""

CONCERN = ("konkretisering", "worry")
"""The form and the field in which the concern is written."""

FACTS = ("seen", "heard", "child")
"""The log entries that may stand in a form by themselves. An interpretation is carried over by its author only."""


@dataclass(frozen=True)
class Fresh:
    """A fresh sheet, and what it can be filled in from."""

    guide: Guide
    state: State
    form: Form
    worker: Worker
    today: date
    instance: str


def _service(fresh: Fresh) -> str:
    services = fresh.guide.flow.services
    return services.get(fresh.worker.service, services[fresh.guide.service]).label


def _call_name(fresh: Fresh) -> str:
    return fresh.state.subject.call_name if fresh.state.subject else ""


def _guardian(fresh: Fresh) -> str:
    """The one whose sheet it is, and nobody else."""
    found = fresh.state.guardians.get(fresh.instance) if fresh.form.repeats == "guardian" else None
    return found.label if found else ""


def _relay_holder(fresh: Fresh) -> str:
    return relay_holder(fresh.guide, fresh.state) or ""


def _grade(fresh: Fresh) -> Known:
    return (fresh.state.grades[-1].grade if fresh.state.grades else None) or ""


def _concern(fresh: Fresh) -> str:
    saved = fresh.state.forms.get((CONCERN[0], "1"))
    return saved.answers.get(CONCERN[1], "") if saved else ""


def _log(fresh: Fresh) -> str:
    """Facts with their days, oldest first; where all is too much, the newest of them."""
    facts = sorted((one for one in fresh.state.log if one.aspect in FACTS), key=lambda one: (one.observed, one.seq))
    lines: list[str] = []
    for one in reversed(facts):
        if sum(len(line) + 1 for line in lines) + len(_fact(one)) > TEXT_CAP:
            break
        lines.insert(0, _fact(one))
    return "\n".join(lines)


def _fact(entry: LogEntry) -> str:
    day, aspect = plain(day_of(entry.observed)), text(f"digest.aspect_{entry.aspect}").lower()
    return text("forms.fact", day=day, aspect=aspect, words=" ".join(entry.text.split()))


def _services(fresh: Fresh) -> tuple[Contact, ...]:
    """With whom the case is shared: by a decision that stands, or by a consent that holds. Not after a no."""
    state = fresh.state
    decided = [one for decision in state.decisions if decision.stands for one in _referred(fresh, decision)]
    asked = [one for line in state.consents for one in line.services]
    found = dict.fromkeys((*decided, *asked))
    return tuple(one for one in found if not _refused(fresh, one) and (one in decided or _agreed(fresh, one)))


def _referred(fresh: Fresh, decision: Decision) -> list[Contact]:
    led = fresh.guide.at(fresh.state, decision.seq)
    outcome = led.outcome(led.track.steps[decision.visit.step], decision.act.outcome)
    return list(outcome.refer) if outcome else []


def _answers(fresh: Fresh, service: Contact) -> set[str | None]:
    givers = (consent.CHILD, *fresh.state.guardians)
    return {consent.answer_of(fresh.state, one, service, fresh.today) for one in givers}


def _refused(fresh: Fresh, service: Contact) -> bool:
    return bool(_answers(fresh, service) & {"refused", "withdrawn", "expired"})


def _agreed(fresh: Fresh, service: Contact) -> bool:
    return "given" in _answers(fresh, service)


def _written(word: Prefill) -> Callable[[Fresh], Known]:
    """What was last written in the field of this name in any form. Never from a note of one's own (P5)."""

    def found(fresh: Fresh) -> Known:
        sheets = sorted(fresh.state.forms.items(), key=lambda item: item[1].seq, reverse=True)
        for (name, instance), saved in sheets:
            form = fresh.guide.forms.get(name)
            if form and _may_be_told(fresh, form, instance) and (told := _told(form, word, saved.answers)):
                return told
        return ""

    return found


def _may_be_told(fresh: Fresh, form: Form, instance: str) -> bool:
    another = form.repeats == "guardian" and instance != fresh.instance
    return not (form.private or another or sheet_is_closed(fresh.state, form, instance))


def _told(form: Form, word: Prefill, answers: Answers) -> Known:
    """The answer to the question that is called by this word."""
    asked = next((one for one in shown(form, answers) if one.id == word), None)
    if asked is None:
        return ""
    given = answers.get(asked.id, "").strip()
    value = decode(asked, given)
    return value if isinstance(value, date) else spoken(asked, given)


KNOWN: Mapping[Prefill, Callable[[Fresh], Known]] = {
    "today": lambda fresh: fresh.today,
    "worker": lambda fresh: fresh.worker.name,
    "role": lambda fresh: fresh.worker.role,
    "unit": lambda fresh: fresh.worker.unit,
    "service": _service,
    "municipality": lambda fresh: fresh.guide.flow.title,
    "call_name": _call_name,
    "guardian": _guardian,
    "relay_holder": _relay_holder,
    "grade": _grade,
    "concern": _concern,
    "log": _log,
    "measures": _written("measures"),
    "meeting": _written("meeting"),
    "services": _services,
}
