"""A digest in words, section by section: what plain output prints and the read-only page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bekymring_tui.case.consent import CHILD
from bekymring_tui.case.dates import day_of, short
from bekymring_tui.case.digest_model import AlarmLines, DecisionLine, Digest
from bekymring_tui.case.listing import step_words
from bekymring_tui.forms.uro import scale
from bekymring_tui.texts import text

CLOSED = "digest.closed"


@dataclass(frozen=True)
class Section:
    """A heading and its rows. A row is a line and its lesser lines, which are drawn further in."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def read(case: Digest, today: date) -> list[Section]:
    """The sections of a case that have something in them, the most pressing first."""
    pairs = (
        ("digest.alarm", _alarm(case, today)),
        ("digest.acute", ((_day(one.at, today), one.text) for one in case.acute)),
        ("digest.where", _where(case)),
        ("digest.due", _due(case, today)),
        ("digest.about", _about(case)),
        ("digest.uro", _uro(case, today)),
        ("digest.log", _log(case, today)),
        ("digest.decisions", _decisions(case, today)),
        ("digest.done", _done(case, today)),
        ("digest.answers", ((_title(one.question), one.answer) for one in case.answers)),
        ("digest.earlier", ((_title(one.what), *one.lines) for one in case.earlier)),
        ("digest.duties", ((text(f"digest.duty_{answer}"), reason) for answer, reason in case.duties)),
        ("digest.consent", _consent(case, today)),
    )
    found = [Section(text(title), tuple(rows)) for title, rows in pairs]
    found += [Section(one.form, tuple((line,) for line in one.lines[1:])) for one in case.forms]
    return [one for one in found if one.rows]


def _title(words: str | None) -> str:
    return words if words is not None else text(CLOSED)


def _day(when: str, today: date) -> str:
    return short(day_of(when), today)


def _moment(when: str, today: date) -> str:
    return f"{_day(when, today)} {datetime.fromisoformat(when):%H:%M}"


def _alarm(case: Digest, today: date) -> Iterator[tuple[str, ...]]:
    alarm = case.alarm
    if alarm.raised:
        suspected = [text(f"digest.suspected_{alarm.suspected}")] if alarm.suspected else []
        yield (text(f"digest.alarm_{alarm.raised}"), *suspected)
    if alarm.pending:
        yield (text("digest.alarm_not_called" if alarm.raised else "digest.alarm_asked"),)
    if alarm.closes:
        yield (text("digest.alarm_closes"),)
    for call in alarm.calls:
        when = _moment(call.at, today) if call.at else ""
        line = text(f"digest.call_{call.result}", who=text(f"digest.called_{call.called}"), when=when)
        yield (line.strip(" :"), *filter(None, (call.spoke_with, call.advice)))
    yield from advice_rows(alarm, today)
    for guardian, knows in alarm.knows:
        yield (text(f"digest.knows_{knows}", who=guardian),)


def advice_rows(alarm: AlarmLines, today: date) -> Iterator[tuple[str, ...]]:
    """Each advice: who gave it and when, then with whom one spoke, what was said, and what it opened."""
    for one in alarm.advice:
        who = text(f"digest.called_{one.by}")
        led_to = text("digest.cleared", who=", ".join(one.clears)) if one.clears else ""
        led_to = text("digest.waits") if one.waits else led_to
        line = text("digest.advice", who=who, when=_moment(one.at, today))
        yield (line, *filter(None, (one.spoke_with, one.text, led_to)))


def _where(case: Digest) -> Iterator[tuple[str, ...]]:
    if case.closed:
        yield (text("digest.case_closed"),)
    for place in case.places:
        step = step_words(place.number, place.of)
        yield (text("digest.place", lane=place.lane, step=step, title=_title(place.title)),)


def _due(case: Digest, today: date) -> Iterator[tuple[str, ...]]:
    for one in case.due:
        late = "!! " if date.fromisoformat(one.on) < today else ""
        label = _title(None) if one.closed else one.label or text("digest.look_again")
        yield (f"{late}{_day(one.on, today)}: {label}",)


def _about(case: Digest) -> Iterator[tuple[str, ...]]:
    age = text("digest.age", age=case.subject.age) if case.subject.age is not None else ""
    yield (" ".join(one for one in (text(f"digest.subject_{case.subject.kind}"), case.subject.call_name, age) if one),)
    yield (text("digest.procedure", procedure=case.procedure, service=case.service),)
    if case.owner:
        yield (text("digest.owner", name=case.owner.name, role=case.owner.role, unit=case.owner.unit),)
    for guardian in case.guardians:
        yield (text(f"digest.guardian_{guardian.responsible}", who=guardian.label),)
    if case.anonymous:
        yield (text("digest.anonymous"),)


def _uro(case: Digest, today: date) -> Iterator[tuple[str, ...]]:
    for one in case.grades:
        words = text("digest.unknown") if one.grade is None else f"{one.grade} {scale().zone(one.grade).name.lower()}"
        when = " · ".join(filter(None, (_day(one.at, today), one.by)))
        yield (f"{when}: {words}", *([one.rests_on] if one.rests_on else []))


def _log(case: Digest, today: date) -> Iterator[tuple[str, ...]]:
    for one in sorted(case.log, key=lambda entry: entry.observed):
        yield (f"{_day(one.observed, today)} · {text(f'digest.aspect_{one.aspect}')}", one.text)


def _decisions(case: Digest, today: date) -> Iterator[tuple[str, ...]]:
    for one in case.decisions:
        changed = "" if one.stands else text("digest.changed")
        yield (f"{_day(one.at, today)} · {_title(one.step)}: {outcome_words(one)}{changed}", *_why(one, today))


def outcome_words(one: DecisionLine) -> str:
    """The chosen outcome in words; the engine's own have theirs in the catalog."""
    if one.own and one.outcome:
        return text(f"digest.outcome_{one.outcome}")
    return _title(one.outcome)


def _why(one: DecisionLine, today: date) -> Iterator[str]:
    if one.reason:
        yield text("digest.reason", reason=one.reason)
    yield text("digest.decided_by", who=one.decided_by)
    if one.took_part:
        yield text("digest.took_part", who=", ".join(one.took_part))
    if one.look_again == "none":
        yield text("digest.no_date")
    elif one.look_again:
        yield text("digest.again", when=_day(one.look_again, today))
    if one.basis:
        yield text(f"digest.basis_{one.basis}", reason=one.basis_reason)


def _done(case: Digest, today: date) -> Iterator[tuple[str, ...]]:
    for one in case.done:
        yield (f"{_day(one.on, today)} · {_title(one.action)}", *([one.detail] if one.detail else []))


def _consent(case: Digest, today: date) -> Iterator[tuple[str, ...]]:
    for one in case.consents:
        services = ", ".join(text(f"digest.service_{service}") for service in one.services)
        who = text("consent.child") if one.giver == CHILD else one.giver
        line = text(f"digest.consent_{one.answer}", who=who, when=_day(one.at, today), services=services)
        until = [text("digest.until", when=_day(one.until, today))] if one.until else []
        yield (line, *until)
