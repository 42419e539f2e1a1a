"""Under the alarm content that leads to guardians is gone from everything that can be drawn; ways on never are."""

from __future__ import annotations

import pytest
from case_samples import NOW, SMALL, TODAY, Bench, advice, guide_of, nasty

from bekymring_tui.case import acts as a
from bekymring_tui.case import mask
from bekymring_tui.case.alarm_view import ADVICE, alarm_view
from bekymring_tui.case.digest import digest
from bekymring_tui.case.due import due_dates
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.mask import drawn_sources, drawn_step
from bekymring_tui.case.people import Subject
from bekymring_tui.case.said import said
from bekymring_tui.case.summary import summarise
from bekymring_tui.case.view import StepView, step_title
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.model import Tool
from bekymring_tui.flow.sources import provenance
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.forms.load import all_forms
from bekymring_tui.texts import text

SECRETS = (
    "Samtale", "Prat", "Snakk med dem.", "Snakk med dem hjemme", "Hør hva de mener", "Ring far og hør", "Innkalling",
    "Om samtaler med foreldre", "Er de enige?", "Møte med dem", "Virket det?", "Foresatte selv", "Kontakt med mor",
    "De skal holdes orientert", "Ta en prat", "Inviter dem.", "Spør far.", "Foresatte orienteres", "Fortell dem",
    "Til nivå 2, med samtykke", "En runde til", "Si det til foresatte", "Innkalling til foresatte",
)  # fmt: skip


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.decide("worry")
    bench.take(a.ActionMarked(position="p1", action="set", done=True))
    bench.take(a.DeadlineSet(step="c", deadline="meet", on="2026-12-03"))
    bench.take(a.FormSaved(form="invite", answers={"one": "tirsdag"}))
    return bench


def drawn(bench: Bench) -> list[str]:
    guide, state = bench.guide, bench.state
    views = [bench.view(one) for one in state.positions]
    titles = [step_title(guide, state, one, brief=brief) for one in guide.track.steps for brief in (True, False)]
    whole = (views, titles, due_dates(guide, state), summarise(guide, state), alarm_view(guide, state))
    return [*said(whole), *said(digest(guide, state, anonymous=False).forms)]


def test_without_an_alarm_everything_is_told(bench: Bench) -> None:
    told = drawn(bench)
    for secret in ("Samtale", "Snakk med dem hjemme", "Møte med dem", "De skal holdes orientert", "Ring far og hør"):
        assert secret in told


@pytest.mark.parametrize("stage", ["asked", "pending", "stands", "partly"])
def test_under_the_alarm_nothing_tells_what_leads_to_guardians(bench: Bench, stage: str) -> None:
    if stage == "asked":
        bench.take(a.AlarmAsked(by="key"))
    else:
        bench.alarm(reached=stage != "pending")
    if stage == "partly":
        bench.take(advice("g1"))
    told = drawn(bench)
    assert not set(SECRETS) & set(told)
    labels = {one.label for one in bench.state.guardians.values()}
    assert [one for one in told if one not in labels and names_a_guardian(one)] == []


def test_when_everyone_is_cleared_all_of_it_is_told_again(bench: Bench) -> None:
    before = drawn(bench)
    bench.alarm()
    bench.take(advice("g1", "g2"))
    told = drawn(bench)
    assert set(before) <= set(told) | {bench.state.changed}


def row(view: StepView, name: str) -> tuple[str | None, bool]:
    line = next(one for one in (*view.actions, *view.tools, *view.at_decision) if one.id == name)
    return line.text, line.closed


def test_what_leads_elsewhere_stays(bench: Bench) -> None:
    bench.alarm()
    view = bench.view()
    assert row(view, "child") == ("Snakk med barnet", False)
    assert row(view, "share") == ("Hør med PPT", False)
    assert row(view, "home") == (None, True)
    assert row(view, "guide") == ("Veileder", False), "only the line that names guardians is gone"
    invite = next(one for one in view.tools if one.id == "invite")
    assert (invite.text, invite.form, invite.element.form) == (None, None, None)  # type: ignore[attr-defined]
    assert [one.text for one in view.responsible] == ["Den som har sett noe", None, None]
    duty = next(one for one in view.anytime if one.id == "duty")
    assert duty.text == "Meldeplikt"
    assert duty.element.points == ["Barnet slås."]  # type: ignore[attr-defined]


def test_a_tool_that_is_closed_opens_neither_form_nor_page(bench: Bench) -> None:
    tool = Tool(id="x", name="Til samtalen", contacts=["guardians"], form="invite", reference="tegn")
    assert mask.drawn(bench.guide, bench.state, tool) is tool
    bench.alarm()
    shown = mask.drawn(bench.guide, bench.state, tool)
    assert (shown.name, shown.form, shown.reference) == ("", None, None)


def test_ways_on_never_disappear_and_nothing_is_suggested(bench: Bench) -> None:
    bench.back()
    bench.take(a.Answered(position="p1", question="danger", value="no"))
    open_ones = [one.id for one in bench.view().choices]
    bench.alarm()
    view = bench.view()
    assert [one.id for one in view.choices] == [*open_ones, a.TAKEN_OVER]
    assert not any(one.suggested for one in view.choices)
    labels = {one.id: one.label for one in view.choices}
    assert labels["worry"] is None, "it leads to a step that is closed"
    assert labels["none"] == "Ingen bekymring"
    assert {one.id: one.leads_to for one in view.choices}["worry"] == "c"


def labels(bench: Bench, position: str = "p1") -> dict[str, str | None]:
    return {one.id: one.label for one in bench.view(position).choices}


def test_a_way_on_that_names_nobody_keeps_its_words_also_where_it_rests_on_consent(bench: Bench) -> None:
    bench.alarm()
    told = labels(bench)
    assert told["refer"] == "Henvis"
    assert told["up"] is None, "it speaks of consent"
    assert told["both"] is None, "it leads to a step that is closed"


def test_a_way_on_that_opens_or_refers_to_what_is_closed_is_drawn_without_words() -> None:
    data = nasty()
    way, other = data["tracks"][0]["levels"][2]["steps"][1]["outcomes"][1:3]
    way["open"], other["refer"] = ["c"], ["concerned"]
    bench = Bench(guide_of(data), entry="referral")
    bench.decide(a.NEXT)
    bench.alarm()
    assert (labels(bench)["more"], labels(bench)["stop"]) == (None, None)
    assert {"more", "stop"} <= {one.id for one in bench.view().choices}


def test_what_a_shipped_way_on_opens_is_told_under_the_alarm() -> None:
    bench = Bench(Guide(load_shipped("nordreaker"), "skole", None, all_forms()), entry="concern")
    for _ in range(4):
        bench.decide(a.NEXT)
    bench.alarm()
    assert labels(bench)["D2"] == "Ja – fortsett det som virker på nivå 1, og gå videre på nivå 2"


def test_a_date_that_leads_to_guardians_is_due_without_words(bench: Bench) -> None:
    bench.alarm()
    found = {one.id: (one.label, one.closed) for one in due_dates(bench.guide, bench.state)}
    assert found["c/meet"] == (None, True)
    assert found["c/ev"] == ("Evaluering", False)


def test_what_is_closed_is_not_acted_on(bench: Bench) -> None:
    bench.alarm()
    assert bench.refused(a.ActionMarked(position="p1", action="home", done=True)) == "closed_action"
    assert bench.refused(a.ActionMarked(position="p1", action="asked", done=True)) == "closed_action"
    assert bench.refused(a.Answered(position="p1", question="agree", value="yes")) == "closed_question"
    assert bench.refused(a.FormSaved(form="invite", answers={"one": "x"})) == "closed_form"
    assert bench.refused(a.DeadlineSet(step="c", deadline="meet", on="2026-12-12")) == "closed_deadline"
    bench.take(a.ActionMarked(position="p1", action="child", done=True))
    bench.take(a.DeadlineSet(step="c", deadline="ev", on="2026-12-12"))


def test_what_was_done_before_can_be_taken_back(bench: Bench) -> None:
    bench.take(a.ActionMarked(position="p1", action="home", done=True))
    bench.alarm()
    bench.take(a.ActionMarked(position="p1", action="home", done=False))


@pytest.mark.parametrize("kind", ["parent", "unborn"])
def test_in_a_parents_own_case_the_one_it_is_about_is_a_guardian(kind: str) -> None:
    bench = Bench(subject=Subject(kind=kind, call_name="Grå hare"))  # type: ignore[arg-type]
    bench.decide("worry")
    assert row(bench.view(), "child") == ("Snakk med barnet", False)
    bench.alarm()
    assert row(bench.view(), "child") == (None, True)
    bench.take(a.SubjectChanged(subject=Subject(kind="child", call_name="Grå hare")))
    assert row(bench.view(), "child") == ("Snakk med barnet", False)


def test_a_step_is_closed_for_each_service_alike() -> None:
    for service, group in (("skole", None), ("trt", "fysio"), ("trt", "ped")):
        bench = Bench(guide_of(nasty(), service, group), entry="referral")
        bench.alarm()
        assert not set(SECRETS) & set(drawn(bench))


def test_the_alarm_page_gives_advice_of_our_own(bench: Bench) -> None:
    bench.alarm()
    page = alarm_view(bench.guide, bench.state)
    assert page.advice == ADVICE
    assert [one.do for one in page.actions] == ["Ring nå", ""]
    assert not any(names_a_guardian(text(one)) for one in ADVICE)


def test_a_source_under_the_alarm_gives_its_place_and_no_heading_that_names_guardians() -> None:
    guide = Guide(load_shipped("porsgrunn"), "skole", None, all_forms())
    quiet, alarmed = Bench(guide), Bench(guide)
    alarmed.alarm()

    def sections(bench: Bench, step_id: str) -> list[str | None]:
        step = drawn_step(guide, bench.state, step_id)
        elements = (step, *step.actions, *step.outcomes)
        lines = [line for one in elements for line in provenance(one, step, flow=guide.flow)]
        told = drawn_sources(bench.state, lines)
        assert not (bench.state.masks and any(names_a_guardian(one) for one in said(told)))
        return [one.section for one in told]

    assert "Nivå 1, trinn 3: Samtale med barn og foresatte" in sections(quiet, "n1-3")
    assert "Nivå 1, trinn 3" in sections(alarmed, "n1-3")
    for step_id in guide.track.steps:
        assert len(sections(alarmed, step_id)) == len(sections(quiet, step_id))


def test_the_mask_leaves_the_procedure_itself_as_it_is(bench: Bench) -> None:
    bench.alarm()
    bench.view()
    assert SMALL.track.steps["c"].title == "Samtale"
    assert bench.now == NOW
    assert bench.now.date() == TODAY


def test_who_does_an_action_is_told_where_it_is_not_just_whoever_is_responsible() -> None:
    data = nasty()
    actions = data["tracks"][0]["levels"][1]["steps"][0]["actions"]
    by = {"child": ["home"], "set": ["owner"], "anon": ["owner", "home"]}
    for one in actions:
        one["by"] = by.get(one["id"], one.get("by", []))
    bench = Bench(guide_of(data))
    bench.decide("worry")

    def told() -> dict[str, tuple[str, ...]]:
        view = bench.view()
        return {one.id: one.by for one in (*view.actions, *view.at_decision) if one.by}

    assert told() == {"child": ("Kontakt med mor",), "asked": ("Foresatte selv",), "set": ("Den som har sett noe",)}
    bench.alarm()
    assert told() == {"set": ("Den som har sett noe",)}
