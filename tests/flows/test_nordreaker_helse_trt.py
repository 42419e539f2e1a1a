"""The health station's way and the resource team's three ways say what Bydel Nordre Aker's document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from nordreaker_titles import TITLES

from bekymring_tui.case import acts as a
from bekymring_tui.case.guide import Guide
from bekymring_tui.case.view import StepView, step_view
from bekymring_tui.flow.load import load_shipped
from bekymring_tui.flow.model import Step
from bekymring_tui.flow.terms import GUARDIAN_CONTACTS
from bekymring_tui.forms.load import all_forms
from bekymring_tui.prove.journey import TODAY, Node, begin, move, take
from bekymring_tui.prove.moves import F9, HOME, REACHED

SHARED = Path(__file__).parents[3] / "shared"
PROCEDURE = load_shipped("nordreaker")
HELSE, TRT = PROCEDURE.tracks["helse"], PROCEDURE.tracks["trt"]
GROUPS = ("fysio", "ped", "logo")


def guide(service: str, group: str | None = None) -> Guide:
    return Guide(PROCEDURE, service, group, all_forms())


def own_steps(service: str) -> Iterator[Step]:
    track = PROCEDURE.tracks[service]
    return (track.steps[name] for level in TITLES for name in track.lanes[level].steps)


def led(reader: Guide, entry: str, *outcomes: str) -> Node:
    """A case that was led on from an entry by these outcomes, on another basis where consent is missing."""
    node = begin(reader, entry, entry)
    for outcome in outcomes:
        position = next(one for one in node.state.open_positions if not reader.lane(one).routine)
        step = reader.step(position)
        chosen = reader.outcome(step, outcome)
        assert chosen, (step.id, outcome)
        answers = [a.Answered(position=position.id, question=one, value="x") for one in chosen.ask]
        decided = a.Decided(
            position=position.id, outcome=outcome, reason="x", decided_by="x", look_again="none",
            basis="other" if chosen.basis else None, basis_reason="x" if chosen.basis else "",
        )  # fmt: skip
        found = take(reader, node, move(outcome, *answers, decided))
        assert isinstance(found, Node), (step.id, found)
        node = found
    return node


def alarmed(reader: Guide, node: Node) -> Node:
    for one in (F9, HOME, REACHED):
        found = take(reader, node, one)
        assert isinstance(found, Node), found
        node = found
    return node


def page(reader: Guide, node: Node) -> StepView:
    position = next(one for one in node.state.open_positions if not reader.lane(one).routine)
    return step_view(reader, node.state, position, TODAY)


def told(view: StepView) -> dict[str, str | None]:
    return {one.id: one.text for one in (*view.actions, *view.at_decision)}


@pytest.mark.parametrize("service", ["helse", "trt"])
def test_the_titles_are_the_documents_five_on_each_level(service: str) -> None:
    lanes = PROCEDURE.tracks[service].lanes
    found = {level: [PROCEDURE.tracks[service].steps[name].title for name in lanes[level].steps] for level in TITLES}
    assert found == TITLES
    assert [lanes[level].private_notes for level in TITLES] == [True, False, False]


def test_printed_tools_have_their_printed_names() -> None:
    def letters(text: str) -> str:
        return re.sub(r"[^a-zæøå0-9]", "", text.lower())

    documents = [*SHARED.glob("seeds/004_*.txt")]
    if not documents:
        pytest.skip("the source documents lie outside the project and are not here")
    document = letters(documents[0].read_text("utf-8").replace("tjenestest-\ned", "tjenestested"))
    named = [tool for service in ("helse", "trt") for step in own_steps(service) for tool in step.tools]
    assert [one.name for one in named if one.origin == "printed" and letters(one.name or "") not in document] == []


def test_known_faults_of_the_document_are_named() -> None:
    helse = next(one for one in PROCEDURE.flow.tracks if one.id == "helse")
    level = next(one for one in helse.levels if one.id == "n0")
    assert (level.origin, "BNA-HST-0-N" in level.src) == ("corrected", True)
    assert "«Barnehage/Undring»" in (level.note or "")
    damaged = next(one for one in TRT.steps["t1-1"].tools if "BNA-TRT-1-1-N" in one.src)
    assert (damaged.name, damaged.origin) == ("[Refleksjonsskjema] over bekymring", "reconstructed")


def test_educators_and_speech_therapists_are_told_that_two_pages_are_not_written_for_them() -> None:
    start = {group: led(guide("trt", group), "wonder") for group in GROUPS}
    told_so = {group: any("ergo- og fysioterapi" in (one.text or "") for one in page(guide("trt", group), node).notices)
               for group, node in start.items()}  # fmt: skip
    assert told_so == {"fysio": False, "ped": True, "logo": True}


@pytest.mark.parametrize(
    ("group", "observes", "carries_out"),
    [
        ("fysio", ["H1", "H1b", "A1"], ["H3", "H3s", "H3g"]),
        ("ped", ["H2", "H2b"], ["H2"]),
        ("logo", ["H2", "H2b"], ["H3", "H3s", "H3g"]),
    ],
)
def test_the_three_groups_act_differently_inside_one_step(
    group: str, observes: list[str], carries_out: list[str]
) -> None:
    reader = guide("trt", group)
    planned = page(reader, led(reader, "referral", "next"))
    assert list(told(planned)) == observes
    assert [(one.text, one.kind) for one in planned.responsible] == [
        ("Tverrfaglig ressursteam", "responsible"), ("Pedagogisk leder", "takes_part"), ("Styrer", "takes_part")
    ]  # fmt: skip
    common = ["H1", "H1b", "H1c", "H1d"]
    assert list(told(page(reader, led(reader, "referral", "next", "next")))) == [*common, *carries_out]


@pytest.mark.parametrize(
    ("group", "referred"),
    [("fysio", {"gp"}), ("ped", {"ppt", "gp"}), ("logo", {"ppt", "gp"})],
)
def test_a_referral_goes_the_way_of_the_group_with_consent_one_at_a_time(group: str, referred: set[str]) -> None:
    referring = [one for one in guide("trt", group).outcomes(TRT.steps["t2-5"]) if one.refer]
    assert {service for one in referring for service in one.refer} == referred
    assert {(one.basis, len(one.refer)) for one in referring} == {("consent", 1)}
    ending = [one for one in referring if one.to.end]
    going_on = [one for one in referring if one.to.step]
    assert [one.refer for one in ending] == [one.refer for one in going_on], "«begge deler»: each both ways"
    assert {one.to.end for one in ending} == {"transferred"}


@pytest.mark.parametrize("service", ["helse", "trt"])
def test_level_0_leads_to_1_2_or_3_or_to_an_end_where_the_note_is_shredded(service: str) -> None:
    *_, clear, close = (one for one in own_steps(service) if one.id[1] == "0")
    ways = {one.id: one for one in clear.outcomes}
    track = PROCEDURE.tracks[service]
    lanes = {name: track.lane_of.get(one.to.step or "") for name, one in ways.items()}
    assert lanes == {"n1": "n1", "n2": "n2", "n3": None, "none": "n0"}
    assert (ways["n3"].to.end, ways["n3"].open) == ("transferred", ["n3"])
    assert {name for name, one in ways.items() if "offer_relay_log" in one.effects} == {"n1", "n2"}
    assert {name for name, one in ways.items() if "ask_notes_used" in one.effects} == {"n1", "n2", "n3"}
    assert [(one.id, one.to.end) for one in close.outcomes if "shred_notes" in one.effects] == [("D1", "no_concern")]
    assert [one.contacts for one in close.actions] == [["concerned"]]


def test_other_services_come_in_by_consent_and_every_referral_rests_on_it() -> None:
    for track, steps in ((HELSE, ("h0-4", "h1-5")), (TRT, ("t0-4", "t1-5"))):
        ways = [one for name in steps for one in track.steps[name].outcomes]
        into = [one for one in ways if track.lane_of.get(one.to.step or "") == "n2"]
        assert [one.basis for one in into] == ["consent", "consent"]
    assert TRT.entries["referral"].basis == "consent"
    check = next(one for one in TRT.steps["t2-1"].actions if "samtykket" in one.do)
    assert check.contacts == ["guardians"]
    assert check.for_ == []


def test_the_health_station_goes_from_wonder_through_all_levels_to_barnevernet() -> None:
    reader = guide("helse")
    two, four = ["next"] * 2, ["next"] * 4
    node = led(reader, "wonder", *two, "next", "n1", *four, "n2", *four, "n1", *two, "n2", *four, "n3")
    assert [reader.lane(one).id for one in node.state.open_positions] == ["n3"]
    ended = [one for one in node.state.positions.values() if one.ended]
    assert [(one.ended, one.here.step) for one in ended] == [("transferred", "h2-5")]


def test_a_relay_log_is_asked_for_only_while_there_is_none_and_never_under_the_alarm() -> None:
    for service, step in (("helse", "h1-5"), ("trt", "t1-5")):
        reader = guide(service, "fysio" if service == "trt" else None)
        action = next(one for one in reader.track.steps[step].actions if one.id == "S1")
        assert action.show_when
        assert action.show_when.relay_log is False
        node = led(reader, "concern", *["next"] * 4)
        assert told(page(reader, node))["S1"]
        assert told(page(reader, alarmed(reader, node)))["S1"] is None


@pytest.mark.parametrize(
    ("service", "group", "entry", "steps", "open_", "closed"),
    [
        ("helse", None, "concern", 4, {"H1c", "H1"}, {"H1g", "S1"}),
        ("helse", None, "concern", 3, {"H1b", "H1d"}, {"H1", "H1c", "H1e", "H1f"}),
        ("trt", "fysio", "referral", 1, {"H1b"}, {"H1", "A1"}),
        ("trt", "ped", "referral", 1, {"H2"}, {"H2b"}),
        ("trt", "logo", "referral", 2, {"H1", "H1c", "H3", "H3s"}, {"H1b", "H1d", "H3g"}),
    ],
)
def test_under_the_alarm_a_split_sentence_keeps_its_other_half_and_every_way_on(
    service: str, group: str | None, entry: str, steps: int, open_: set[str], closed: set[str]
) -> None:
    reader = guide(service, group)
    before = led(reader, entry, *["next"] * steps)
    view = page(reader, alarmed(reader, before))
    assert {name for name, text in told(view).items() if text} == open_
    assert {name for name, text in told(view).items() if text is None} == closed
    assert {one.id for one in page(reader, before).choices} <= {one.id for one in view.choices}


def test_what_one_sentence_asks_of_child_and_guardians_is_never_one_action() -> None:
    both = [one for service in ("helse", "trt") for step in own_steps(service) for one in step.actions
            if "child" in one.contacts and GUARDIAN_CONTACTS & set(one.contacts)]  # fmt: skip
    assert [one.do for one in both] == ["Observer barnet hjemme"]


def test_our_forms_open_where_the_document_names_them() -> None:
    opened = {(step.id, tool.form) for service in ("helse", "trt") for step in own_steps(service) for tool in step.tools
              if tool.form}  # fmt: skip
    assert opened == {
        ("h0-1", "refleksjonsnotat"),
        ("h0-3", "snakkeark"),
        ("h0-4", "samtykke"),
        ("h1-1", "konkretisering"),
        ("h1-1", "refleksjonsskjema"),
        ("h1-2", "gode_moter"),
        ("h1-2", "opprettholdende_faktorer"),
        ("h1-4", "evaluering"),
        ("h1-5", "samtykke"),
        ("h2-2", "gode_moter"),
        ("h2-4", "evaluering"),
        ("t0-2", "refleksjonsnotat"),
        ("t0-3", "snakkeark"),
        ("t0-4", "samtykke"),
        ("t1-1", "konkretisering"),
        ("t1-1", "refleksjonsskjema"),
        ("t1-2", "gode_moter"),
        ("t1-2", "opprettholdende_faktorer"),
        ("t1-4", "evaluering"),
        ("t1-5", "samtykke"),
        ("t2-4", "evaluering"),
    }
