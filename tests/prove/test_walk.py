"""The walk finds what is wrong in the engine that leads a case, and in the file; with the shortest way there (P2)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bekymring_tui.case import acts as a
from bekymring_tui.case import alarm as alarms
from bekymring_tui.case import alarm_rules, consent, decision_rules, lanes, mask, rules, view
from bekymring_tui.case import replay as replays
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.refusal import Refusal
from bekymring_tui.case.state import State
from bekymring_tui.flow.compile import compiled
from bekymring_tui.flow.load import Reading, load_shipped, read_flow
from bekymring_tui.flow.model import Flow, Outcome, Tool
from bekymring_tui.flow.problems import Code, Problem
from bekymring_tui.flow.yaml_lines import read
from bekymring_tui.forms.load import all_forms
from bekymring_tui.forms.model import Form
from bekymring_tui.prove import walk as walks
from bekymring_tui.prove.checks import HELPS_NOW, MAY_END
from bekymring_tui.prove.walk import Breach, Walk
from bekymring_tui.prove.walked import walked, way_in_words

FLOWS = Path(__file__).parent.parent / "fixtures" / "flows"
Change = Callable[[Any], None]


def walk(name: str = "minimal", service: str = "skole", change: Change | None = None, **forms: Form) -> list[Breach]:
    data = copy.deepcopy(read(FLOWS / name / "flow.yaml").data)
    if change:
        change(data)
    guide = Guide(compiled(Flow.model_validate(data)), service, None, {**all_forms(), **forms})
    return list(Walk(guide, [guide]).breaches())


def codes(breaches: list[Breach]) -> set[Code]:
    return {one.finding.code for one in breaches}


def ways(breaches: list[Breach], code: Code) -> list[str]:
    return [way_in_words(one.node) for one in breaches if one.finding.code == code]


# Nothing is wrong -----------------------------------------------------------------------------------------


def test_nothing_is_found_in_what_holds() -> None:
    assert walk() == []


def test_nothing_is_found_in_the_nasty_procedure() -> None:
    guide = Guide(compiled(Flow.model_validate(read(FLOWS / "nasty" / "flow.yaml").data)), "skole", None, {})
    found = Walk(guide, [guide])
    assert list(found.breaches()) == []
    assert max(len(one.positions) for one in found.seen) == 4


def test_nothing_is_found_in_porsgrunn_for_any_service() -> None:
    procedure = load_shipped("porsgrunn")
    readers = [Guide(procedure, one, None, all_forms()) for one in procedure.flow.services]
    found = Walk(readers[0], readers)
    assert list(found.breaches()) == []
    steps = {step for one in found.seen for step, _ in one.positions}
    assert steps == set(procedure.tracks["all"].steps), "every step was stood on"


def test_the_shortest_way_to_a_state_is_kept() -> None:
    guide = Guide(load_shipped("porsgrunn"), "barnehage", None, all_forms())
    found = Walk(guide, [guide])
    list(found.breaches())
    far = next(node for where, node in found.seen.items() if dict(where.positions).keys() == {"n3-3"})
    told = way_in_words(far)
    assert told.startswith("ny sak: «Jeg er bekymret for et barn eller en ungdom» → «Bekymring oppstår»: «Ja – ")
    assert told.count("→") == 8


# Faults in the engine -----------------------------------------------------------------------------------------


def test_a_tool_that_is_not_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    masked = mask._leads_to

    def but_no_tools(guide: Guide, element: Any, contacts: Any) -> bool:
        return not isinstance(element, Tool) and masked(guide, element, contacts)

    def with_tool(data: Any) -> None:
        tool = {"id": "T", "name": "Innkalling", "contacts": ["guardians"]}
        data["tracks"][0]["levels"][0]["steps"][1]["tools"] = [tool]

    assert walk(change=with_tool) == []
    monkeypatch.setattr(mask, "_leads_to", but_no_tools)
    [found] = walk(change=with_tool)
    assert found.finding == (Code.TOLD, "talk", "Innkalling")
    assert way_in_words(found.node) == "ny sak: «Jeg er bekymret» → «Tenk etter»: «Ja» → F9"


def test_a_mask_that_one_open_lane_lifts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a walk with several open positions sees it."""
    really = State.masks.fget
    assert really
    monkeypatch.setattr(State, "masks", property(lambda self: really(self) and len(self.open_positions) < 2))
    found = walk()
    assert codes(found) >= {Code.TOLD, Code.ALARM_LOWERED}
    assert "ny sak: «Jeg er bekymret» → åpne «Melding» → F9" in ways(found, Code.ALARM_LOWERED)


def test_back_that_clears_the_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    really = lanes.back

    def clearing(guide: Guide, state: State, name: str) -> State:
        return replace(really(guide, state, name), alarm=alarms.Alarm())

    monkeypatch.setattr(lanes, "back", clearing)
    found = walk()
    assert ways(found, Code.ALARM_LOWERED) == [
        "ny sak: «Jeg er bekymret» → åpne «Melding» → F9 → «Send meldingen»: «Meldingen er sendt» → tilbake"
    ]
    assert codes(found) >= {Code.ALARM_LOWERED, Code.TOLD, Code.ENDED_UNDER_ALARM}


def test_an_end_that_the_alarm_does_not_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_rules, "_refuse_end", lambda *_: None)
    found = walk()
    start = "ny sak: «Jeg er bekymret» → F9 → mistanke hjemme → samtale registrert"
    assert codes(found) == {Code.ENDED_UNDER_ALARM}
    assert ways(found, Code.ENDED_UNDER_ALARM)[0] == f"{start} → «Tenk etter»: «Nei»"


def test_a_case_that_goes_on_before_anyone_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "WHILE_PENDING", {*alarm_rules.WHILE_PENDING, "decided"})
    found = walk()
    assert "ny sak: «Jeg er bekymret» → F9 → «Tenk etter»: «Ja»" in ways(found, Code.GOES_ON)


def test_ways_on_that_the_mask_hides(monkeypatch: pytest.MonkeyPatch) -> None:
    really = view._choice

    def hidden(guide: Guide, state: State, *rest: Any) -> Any:
        choice = really(guide, state, *rest)
        return replace(choice, id="hidden") if state.masks and choice.label is None else choice

    monkeypatch.setattr(view, "_choice", hidden)
    assert ways(walk(), Code.HIDDEN_WAY) == ["ny sak: «Jeg er bekymret» → F9"]


def test_no_handing_over_leaves_a_case_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_rules, "offers_handing_over", lambda _: False)
    found = walk()
    assert Code.NO_END in codes(found)
    assert Code.NO_WAY_ON in codes(found), "«Samtale med foresatte» has but one end, and the alarm does not allow it"


def test_only_the_numbers_lowers_an_alarm_that_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    really = alarms.answer

    def lowering(alarm: alarms.Alarm, seq: int, act: a.AlarmAnswered) -> alarms.Alarm:
        return alarms.Alarm() if act.answer == "numbers" else really(alarm, seq, act)

    monkeypatch.setattr(alarms, "answer", lowering)
    assert "F9 → mistanke hjemme → F9 → ville bare se numrene" in ways(walk(), Code.ALARM_LOWERED)[0]


def test_one_guardian_cleared_opens_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    def any_of_them(self: alarms.Alarm, guardians: Any) -> bool:
        return self.pending or (self.raised is not None and not self.cleared)

    monkeypatch.setattr(alarms.Alarm, "closes", any_of_them)
    assert ways(walk(), Code.ALARM_LOWERED)[0].endswith("samtale registrert → råd: den ene foresatte kan snakkes med")


def test_a_new_suspicion_that_keeps_the_old_clearance(monkeypatch: pytest.MonkeyPatch) -> None:
    really = alarms.answer

    def keeping(alarm: alarms.Alarm, seq: int, act: a.AlarmAnswered) -> alarms.Alarm:
        return replace(really(alarm, seq, act), cleared=alarm.cleared)

    monkeypatch.setattr(alarms, "answer", keeping)
    [found] = ways(walk(), Code.ALARM_LOWERED)
    assert found.endswith("kan snakkes med → F9 → mistanke hjemme → samtale registrert")


def test_a_misfiled_clearance_that_still_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    really = replays.replay

    def forgetful(guide: Guide, events: Any) -> State:
        advice = {one.seq for one in events if one.kind == "advice_recorded"}
        return really(guide, [one for one in events if not (one.kind == "misfiled" and one.act.seq in advice)])

    monkeypatch.setattr(replays, "replay", forgetful)
    start = "ny sak: «Jeg er bekymret» → F9 → mistanke hjemme → samtale registrert"
    assert ways(walk(), Code.ALARM_LOWERED) == [
        f"{start} → råd: den ene foresatte kan snakkes med → rådet var feilført"
    ]


def test_a_case_that_is_resumed_without_its_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    really = walks.replay

    def forgetful(guide: Guide, events: Any) -> State:
        return really(guide, [one for one in events if one.kind != "alarm_answered"])

    monkeypatch.setattr(walks, "replay", forgetful)
    assert ways(walk(), Code.RESUMED_DIFFERENTLY)[0] == "ny sak: «Jeg er bekymret» → F9 → mistanke hjemme"


def test_a_place_where_f9_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    really = rules._refuse

    def deaf(guide: Guide, state: State, act: a.Act, today: Any) -> Refusal | None:
        routine = any(guide.lane(one).routine for one in state.open_positions)
        return Refusal("x") if isinstance(act, a.AlarmAsked) and routine else really(guide, state, act, today)

    monkeypatch.setattr(rules, "_refuse", deaf)
    assert ways(walk(), Code.NO_F9) == ["ny sak: «Jeg er bekymret» → åpne «Melding»"]


def test_back_that_leads_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    really = lanes.back

    def far_back(guide: Guide, state: State, name: str) -> State:
        back = really(guide, state, name)
        position = back.positions[name]
        return lanes.put(back, replace(position, trail=position.trail[:1]))

    monkeypatch.setattr(lanes, "back", far_back)
    [found] = [one for one in walk() if one.finding.code == Code.BACK_ASTRAY]
    assert way_in_words(found.node).endswith("«Samtale med foresatte»: «Avslutt» → tilbake")


def test_missing_consent_that_blocks_a_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def sharing(data: Any) -> None:
        outcome = data["tracks"][0]["levels"][0]["steps"][0]["outcomes"][1]
        outcome.update({"refer": ["ppt"], "basis": "consent"})

    assert walk(change=sharing) == []
    really = decision_rules._refuse_outcome

    def strict(guide: Guide, state: State, position: Any, step: Any, outcome: Outcome, act: Any, today: Any) -> Any:
        missing = consent.missing(guide, state, step, outcome, today)
        return Refusal("x") if missing else really(guide, state, position, step, outcome, act, today)

    monkeypatch.setattr(decision_rules, "_refuse_outcome", strict)
    assert Code.SIDE_EFFECT in codes(walk(change=sharing))


@pytest.mark.parametrize("by", ["outcome", "action"])
def test_a_case_that_is_shared_on_nobodys_consent(monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    def sharing(data: Any) -> None:
        first = data["tracks"][0]["levels"][0]["steps"][0]
        if by == "outcome":
            first["outcomes"][1].update({"refer": ["ppt"], "basis": "consent"})
        else:
            first["actions"][0].update({"contacts": ["ppt"], "basis": "consent_or_anonymous"})

    assert walk(change=sharing) == []
    monkeypatch.setattr(decision_rules, "_refuse_basis", lambda *_: None)
    assert ways(walk(change=sharing), Code.SHARED_WITHOUT_BASIS) == ["ny sak: «Jeg er bekymret»"]


def test_an_alarm_that_leaves_only_ways_to_close(monkeypatch: pytest.MonkeyPatch) -> None:
    """No way is hidden, but the one that goes on is refused: the case is steered to its end."""
    really = decision_rules._refuse_outcome

    def steering(guide: Guide, state: State, position: Any, step: Any, outcome: Outcome, *rest: Any) -> Any:
        onward = state.masks and outcome.to.step
        return Refusal("x") if onward else really(guide, state, position, step, outcome, *rest)

    monkeypatch.setattr(decision_rules, "_refuse_outcome", steering)
    start = "ny sak: «Jeg er bekymret» → F9 → mistanke hjemme → samtale registrert"
    assert ways(walk(), Code.STEERED_TO_END) == [start]


def test_a_walk_that_would_never_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walks, "MOST_STATES", 5)
    assert codes(walk()) == {Code.TOO_MANY_STATES}


# Faults in the file -------------------------------------------------------------------------------------------


def problems(tmp_path: Path, *changes: tuple[str, str]) -> tuple[Reading, list[Problem]]:
    text = (FLOWS / "minimal" / "flow.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / "flow.yaml"
    file.write_text(text, "utf-8")
    reading = read_flow(file)
    assert reading.flow
    return reading, list(walked(reading, compiled(reading.flow)))


def test_a_step_that_one_group_cannot_leave(tmp_path: Path) -> None:
    groups = ('label: "Skole"', 'label: "Skole"\n    groups: {lower: "Barnetrinn", upper: "Ungdomstrinn"}')
    sent = ('label: "Meldingen er sendt"', 'label: "Meldingen er sendt"\n            for: [upper]')
    reading, found = problems(tmp_path, groups, sent)
    stuck = [one for one in found if one.code == Code.NO_WAY_ON]
    assert [one.message for one in stuck] == [
        "På trinnet «Send meldingen» er det ingen vei videre for Barnetrinn. "
        "Korteste vei dit: ny sak: «Jeg er bekymret» → åpne «Melding»."
    ]
    assert stuck[0].line == reading.document.at(("fragments", 0, "steps", 0, "id")).line


def test_a_level_whose_name_leads_to_guardians(tmp_path: Path) -> None:
    _, found = problems(tmp_path, ('title: "Nivå 1"', 'title: "Sammen med foreldrene"'))
    assert [(one.code, one.severity) for one in found] == [(Code.TOLD, "error")]
    assert "«Sammen med foreldrene»" in found[0].message


def test_what_the_walk_demands_is_what_is_promised() -> None:
    assert {"transferred", "done", "dismissed"} == MAY_END
    assert not {a.Decided, a.WentBack, a.ActionMarked, a.Answered, a.Graded, a.ConsentGiven} & set(HELPS_NOW)
