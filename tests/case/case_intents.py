"""Intents that a user might have at any moment, sensible and not: drawn from what the case and its procedure hold."""

from __future__ import annotations

from typing import Any

from case_samples import NOW, Bench
from hypothesis import strategies as st

from bekymring_tui.case import acts as a
from bekymring_tui.case.people import Guardian, Subject
from bekymring_tui.flow.terms import Contact

TEXT = st.sampled_from(["", " ", "Fordi.", "Mor sier nei.", "🙂", "x" * 10_001])
DAY = st.sampled_from([None, "none", "2026-12-01", "2026-11-01", "1026-01-01", "tull", "2026-12-01T10:00"])
MOMENT = st.sampled_from([NOW.isoformat(), "2026-11-20", "2027-01-01", "tull", ""])
GUARDIAN = st.sampled_from(["g1", "g2", "g3", "g9", "child"])
SERVICES: st.SearchStrategy[list[Contact]] = st.lists(
    st.sampled_from(["ppt", "bup", "cross_team", "other_service", "barnevern"]), max_size=4
)
BASIS = st.sampled_from([None, "consent", "anonymous", "other"])
SUBJECT = st.builds(
    Subject,
    kind=st.sampled_from(["child", "youth", "unborn", "parent"]),
    call_name=st.sampled_from(["", "Blå ugle"]),
    age=st.sampled_from([None, -1, 4, 16, 121]),
)


def intents(bench: Bench) -> st.SearchStrategy[a.Act]:
    """Any act; most of them fit the case as it stands."""
    return st.one_of(_ways(bench), _work(bench), _record(bench), _alarm(), _consent())


def _ways(bench: Bench) -> st.SearchStrategy[a.Act]:
    positions = st.sampled_from([*bench.state.positions, "p99"])
    outcomes = {one.id for step in bench.guide.track.steps.values() for one in bench.guide.outcomes(step)}
    here = [
        st.tuples(st.just(one.id), st.sampled_from([each.id for each in bench.view(one.id).choices]))
        for one in bench.state.open_positions
    ]
    anywhere = st.tuples(positions, st.sampled_from([*sorted(outcomes), a.STAY, a.TAKEN_OVER, "nothing"]))
    decided = st.builds(
        lambda at, more: a.Decided(position=at[0], outcome=at[1], **more),
        st.one_of(*here, *here, anywhere),
        st.one_of(
            st.just(
                {"reason": "Fordi.", "decided_by": "Kari", "look_again": "none", "basis": "other", "basis_reason": "x"}
            ),
            st.fixed_dictionaries(
                {"reason": TEXT, "decided_by": TEXT, "look_again": DAY, "basis": BASIS, "basis_reason": TEXT}
            ),
        ),
    )
    routines = st.sampled_from([*bench.guide.track.lanes, "nothing"])
    back = st.builds(a.WentBack, position=positions)
    return st.one_of(decided, decided, back, st.builds(a.Entered, name=routines))


def _work(bench: Bench) -> st.SearchStrategy[a.Act]:
    places: list[st.SearchStrategy[a.Act]] = []
    for one in bench.state.positions.values():
        step = bench.guide.step(one)
        actions, questions = [each.id for each in step.actions], [each.id for each in step.questions]
        marked: dict[str, Any] = {
            "done": st.booleans(),
            "on": DAY,
            "basis": BASIS,
            "basis_reason": TEXT,
            "detail": TEXT,
        }
        places.append(
            st.builds(a.ActionMarked, position=st.just(one.id), action=st.sampled_from([*actions, "nothing"]), **marked)
        )
        values = st.sampled_from(["yes", "no", "unknown", "partly", "", "7", "2026-11-01"])
        places.append(
            st.builds(a.Answered, position=st.just(one.id), question=st.sampled_from([*questions, "x"]), value=values)
        )
    dates = [(name, one.id) for name, step in bench.guide.track.steps.items() for one in step.deadlines]
    dates += [("", one.id) for one in bench.guide.flow.deadlines]
    step_and_deadline = st.sampled_from([*dates, ("c", "nothing")])
    places.append(
        st.builds(
            lambda at, on: a.DeadlineSet(step=at[0], deadline=at[1], on=on),
            step_and_deadline,
            DAY.map(lambda one: one or ""),
        )
    )
    return st.one_of(*places)


def _record(bench: Bench) -> st.SearchStrategy[a.Act]:
    forms = sorted(bench.guide.forms)
    fields = sorted({one.id for form in bench.guide.forms.values() for one in form.fields})
    answers = st.dictionaries(
        st.sampled_from([*fields, "x"]), st.sampled_from(["", "ord", "7", "6", "unknown"]), max_size=3
    )
    numbers = st.sampled_from([one.seq for one in bench.events] + [999])
    guardian = st.builds(
        Guardian, id=GUARDIAN, label=st.sampled_from(["", "Forelder 1", "Stefar"]), responsible=st.just("yes")
    )
    return st.one_of(
        st.builds(a.FormSaved, form=st.sampled_from([*forms, "x"]), answers=answers),
        st.builds(a.Graded, grade=st.sampled_from([None, 1, 6, 7])),
        st.builds(a.Logged, aspect=st.just("seen"), text=TEXT, observed=MOMENT),
        st.builds(a.Misfiled, seq=numbers, reason=TEXT),
        st.builds(a.SubjectChanged, subject=SUBJECT),
        st.builds(a.GuardianSet, guardian=guardian),
        st.builds(a.GuardianKnows, guardian=GUARDIAN, knows=st.sampled_from(["yes", "no", "unknown"])),
        st.builds(a.DutyWeighed, answer=st.sampled_from(["report", "discuss", "not_now"]), reason=TEXT, look_again=DAY),
        st.builds(a.Exported, to=st.just("leder"), lock=st.just("passphrase")),
    )


def _alarm() -> st.SearchStrategy[a.Act]:
    called = st.sampled_from(["police", "barnevern", "watch", "other"])
    named = st.lists(GUARDIAN, max_size=3)
    return st.one_of(
        st.builds(a.AlarmAsked, by=st.sampled_from(["key", "answer", "grade"])),
        st.builds(
            a.AlarmAnswered,
            answer=st.sampled_from(["home", "outside", "acute", "numbers"]),
            suspected=st.sampled_from([None, "employee", "leader", "other"]),
            moved_from=st.sampled_from([None, None, "annen-sak"]),
        ),
        st.builds(
            a.CallRecorded,
            called=called,
            result=st.sampled_from(["reached", "no_answer", "not_yet"]),
            at=MOMENT,
            spoke_with=st.sampled_from(["", "vakta"]),
        ),
        st.builds(
            a.AdviceRecorded,
            by=st.sampled_from(["police", "barnevern"]),
            spoke_with=st.sampled_from(["", "vakta"]),
            at=MOMENT,
            clears=st.booleans(),
            guardians=st.one_of(st.just(["g1", "g2"]), named),
        ),
        st.builds(a.AlarmMoved, to=st.just("annen-sak"), reason=TEXT),
        st.builds(a.AcuteAfterwards, text=TEXT),
    )


def _consent() -> st.SearchStrategy[a.Act]:
    return st.one_of(
        st.builds(a.ConsentGiven, giver=GUARDIAN, services=SERVICES, until=DAY),
        st.builds(
            a.ConsentRefused,
            giver=GUARDIAN,
            services=SERVICES,
            way_on=st.sampled_from(["stay", "anonymous", "weigh_duty"]),
        ),
        st.builds(a.ConsentWithdrawn, giver=GUARDIAN, services=SERVICES),
        st.builds(a.AnonymousSet, on=st.booleans()),
    )
