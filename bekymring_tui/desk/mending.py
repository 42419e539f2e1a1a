"""One case with holes in its history, so that it can be replayed again. What no longer fits is set aside to be read.

Where an event is lost that may have led the case on, every later choice was made at a step that is not known: the case
stands where it stood before, and nobody is led by an outcome that another step happens to have as well. Where it may
have been a refusal, or a guardian, no consent counts any more, and the case is anonymous until the user says else (P6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bekymring_tui.case import acts as a
from bekymring_tui.case.acts import Act, CaseShredded, Event, Opened
from bekymring_tui.case.people import Subject, Worker
from bekymring_tui.case.refusal import TEXT_CAP
from bekymring_tui.case.replay import replay
from bekymring_tui.case.summary import Summary, summarise
from bekymring_tui.desk.editions import Editions
from bekymring_tui.errors import Failure
from bekymring_tui.texts import text

LOST = "lost"
"""The kind of an event of which nothing can be read."""

_SHARING = frozenset(
    {
        "opened", "subject_changed", "guardian_set", "consent_refused", "consent_withdrawn", "anonymous_set", LOST,
    }
)  # fmt: skip
"""What decides with whom, and by whose consent, a case is shared."""

SHREDDED = "case_shredded"

_CASE_ID = re.compile("[0-9a-f]{16}")

_LEADS_ON = frozenset({"opened", "decided", "went_back", "entered", "went_over", LOST})


@dataclass(frozen=True)
class Mended:
    """A case that can be replayed. `aside`: what could be read, and is not among `events` any more.

    `reopened`: how it was opened is not known, or not by what; it begins at an entry again. `sharing`: it is not known
    what may be shared.
    """

    events: tuple[Event, ...]
    aside: tuple[Event, ...] = ()
    reopened: bool = False
    sharing: bool = False

    @property
    def call_name(self) -> str:
        acts = (one.act for one in reversed(self.events))
        return next(one.subject.call_name for one in acts if isinstance(one, Opened | a.SubjectChanged))


class Mender:
    """Mends the cases of one vault. `usual`: procedure and service where those of a case are not known.

    `stray`: the case of what is not known to belong to any. `doubt`: every case may have lost something.
    """

    def __init__(
        self,
        editions: Editions,
        summaries: Mapping[str, Summary],
        usual: tuple[str, str],
        stray: str,
        doubt: bool,
    ) -> None:
        self._editions = editions
        self._summaries = summaries
        self._usual = usual
        self._stray = stray
        self._doubt = doubt
        self._unnamed = 0

    def mend(self, case_id: str, events: Sequence[Event], holes: frozenset[int], by: Worker) -> Mended:
        """`holes`: numbers of the events that are lost; those the user shredded are not among them."""
        summary = self._summaries.get(case_id)
        if events[-1].kind == SHREDDED or (summary and summary.shredded):
            return self._shredded(case_id, events, by)
        if self._doubt or any(one.seq in holes and one.kind in _SHARING for one in events):
            consents = {one.seq for one in events if isinstance(one.act, a.ConsentGiven)}
            mended = self._replayable(case_id, events, holes, consents, by)
            return replace(mended, sharing=True)
        return self._replayable(case_id, events, holes, set(), by)

    def _replayable(
        self, case_id: str, events: Sequence[Event], holes: frozenset[int], apart: set[int], by: Worker
    ) -> Mended:
        """`apart`: numbers of events that are set aside anyway."""
        opened = next((one.act for one in events if isinstance(one.act, Opened)), None)
        if opened:
            for moves in (_after(events, holes), _every_move(events)):
                mended = _without(events, moves | apart)
                if self._holds(mended.events):
                    return mended
        for aside in (_every_move(events) | apart, {one.seq for one in events}):
            mended = self._reopened(case_id, events, opened, aside, by)
            if self._holds(mended.events):
                return mended
        raise AssertionError("a case that was only opened can be replayed")

    def _holds(self, events: Sequence[Event]) -> bool:
        try:
            guide = self._editions.guide(events)
            return guide is not None and bool(summarise(guide, replay(guide, events)))
        except Exception:
            # A history with holes breaks replay in ways that nobody can list.
            return False

    def _shredded(self, case_id: str, events: Sequence[Event], by: Worker) -> Mended:
        last = events[-1]
        if not isinstance(last.act, CaseShredded):
            flow, _ = self._led_by(case_id, None)
            act = CaseShredded(flow=flow, opened_on=events[0].at[:10])
            last = Event(seq=last.seq, at=last.at, kind=act.kind, by=by, act=act)
        return Mended((*(_emptied(one) for one in events[:-1]), last))

    def _reopened(
        self, case_id: str, events: Sequence[Event], opened: Opened | None, aside: Iterable[int], by: Worker
    ) -> Mended:
        """With a new opening in the place of its first event."""
        first, act = events[0], self._opening(case_id, opened)
        start = Event(seq=first.seq, at=first.at, kind=act.kind, by=first.by or by, act=act)
        rest = _without(events[1:], {*aside, *(one.seq for one in events if isinstance(one.act, Opened))})
        kept = () if first.act is None or isinstance(first.act, Opened) else (first,)
        return Mended((start, *rest.events), (*kept, *rest.aside), reopened=True)

    def _opening(self, case_id: str, before: Opened | None) -> Opened:
        flow, service = self._led_by(case_id, before)
        edition = self._editions.newest(flow)
        entries = edition.procedure.track_for(service).entries
        return Opened(
            flow=flow,
            route_hash=edition.procedure.route_hash,
            text_hash=edition.procedure.text_hash,
            forms_hash=edition.forms_hash,
            service=service,
            entry=before.entry if before and before.entry in entries else next(iter(entries)),
            subject=before.subject if before else Subject(kind="child", call_name=self._name(case_id)),
            guardians=before.guardians if before else [],
        )

    def _led_by(self, case_id: str, before: Opened | None) -> tuple[str, str]:
        """Procedure and service, by the best that is known and can be used."""
        summary = self._summaries.get(case_id)
        known = [(one.flow, one.service) for one in (before, summary) if one]
        for flow, service in known:
            try:
                if service in self._editions.newest(flow).procedure.flow.services:
                    return flow, service
            except Failure:
                continue
        return self._usual

    def _name(self, case_id: str) -> str:
        summary = self._summaries.get(case_id)
        if summary and summary.call_name:
            return summary.call_name
        if case_id == self._stray:
            return text("salvage.stray")
        self._unnamed += 1
        return text("salvage.unnamed", number=self._unnamed)


def is_case(draft_of: str) -> bool:
    """Whether this is the id of a case: drafts are kept under other names as well."""
    return _CASE_ID.fullmatch(draft_of) is not None


def words(event: Event) -> list[str]:
    """What a worker wrote with an event that is set aside, in pieces for the log. Nothing of a procedure (P1)."""
    said = "\n".join(one for one in _written(event.act) if one.strip())
    return [said[start : start + TEXT_CAP - 200] for start in range(0, len(said), TEXT_CAP - 200)]


def _written(act: Act | None) -> Iterable[str]:
    match act:
        case a.Decided():
            return (act.reason, act.basis_reason, act.decided_by, ", ".join(act.took_part))
        case a.ActionMarked():
            return (act.detail, act.basis_reason)
        case a.Answered():
            return (act.value,)
        case a.FormSaved():
            return act.answers.values()
        case a.Logged() | a.AcuteAfterwards():
            return (act.text,)
        case a.CallRecorded():
            return (act.spoke_with, act.advice)
        case a.AdviceRecorded():
            return (act.spoke_with, act.text)
        case a.DutyWeighed() | a.Misfiled() | a.AlarmMoved():
            return (act.reason,)
        case a.Graded():
            return (str(act.grade or ""), act.rests_on)
        case a.ConsentGiven():
            return (text("salvage.consent"),)
        case a.GuardianSet():
            return (act.guardian.label,)
        case a.SubjectChanged() | a.Opened():
            return (act.subject.call_name,)
        case _:
            return ()


def _after(events: Sequence[Event], holes: frozenset[int]) -> set[int]:
    """The choices made after something was lost that may have led the case on."""
    first = min((one.seq for one in events if one.seq in holes and one.kind in _LEADS_ON), default=None)
    return set() if first is None else {seq for seq in _every_move(events) if seq > first}


def _every_move(events: Sequence[Event]) -> set[int]:
    return {one.seq for one in events if hasattr(one.act, "position") or isinstance(one.act, a.WentOver)}


def _without(events: Sequence[Event], aside: Iterable[int]) -> Mended:
    gone = frozenset(aside)
    return Mended(
        tuple(_emptied(one) if one.seq in gone else one for one in events),
        tuple(one for one in events if one.seq in gone and one.act is not None),
    )


def _emptied(event: Event) -> Event:
    return Event(seq=event.seq, at=event.at, kind=event.kind, by=None, act=None)
