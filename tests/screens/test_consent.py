"""The consent record."""

from __future__ import annotations

import pytest
from screen_samples import AtCase
from textual.pilot import Pilot
from work_samples import SIZES, kinds, notices, page, paste, press_button, raise_alarm, seen_app, the_case

from bekymring_tui.case.acts import AdviceRecorded, ConsentGiven, FormSaved
from bekymring_tui.screens.case import CasePage
from bekymring_tui.screens.consent import ConsentPage
from bekymring_tui.screens.duty import DutyPage
from bekymring_tui.screens.guardians import GuardiansPage
from bekymring_tui.widgets.valg import Valg


async def open_consent(pilot: Pilot[object]) -> ConsentPage:
    seen_app(pilot).show_once("consent")
    await pilot.pause()
    return page(pilot, ConsentPage)


async def tick(pilot: Pilot[object], name: str, *rows: str) -> None:
    """Mark these rows of a list, by the keys."""
    listed = pilot.app.screen.query_one(f"#{name}", Valg)
    pilot.app.screen.set_focus(listed)
    for row in rows:
        await pilot.press("home")
        while listed.cursor != row:
            await pilot.press("down")
        await pilot.press("space")


@pytest.mark.parametrize("size", SIZES)
async def test_fits_every_size(at_case: AtCase, size: tuple[int, int]) -> None:
    async with at_case(size=size) as pilot:
        await open_consent(pilot)
        assert "Samtykke" in seen_app(pilot).seen()
        await tick(pilot, "answer", "refused")
        assert "(●) Nei" in seen_app(pilot).seen()


async def test_given_by_one_for_some_until(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        shown = await open_consent(pilot)
        await tick(pilot, "giver", "g1")
        await tick(pilot, "services", "cross_team", "ppt")
        await tick(pilot, "answer", "given")
        shown.focus_field("until")
        await paste(pilot, "om 1 år")
        await press_button(pilot, "save")
        page(pilot, CasePage)
        line = the_case(pilot).state.consents[-1]
        assert (line.giver, line.services, line.answer, line.until) == (
            "g1",
            ("cross_team", "ppt"),
            "given",
            "2027-11-22",
        )
        await open_consent(pilot)
        assert "✓ Mor: ja til tverrfaglig team, 22. nov." in seen_app(pilot).seen()


async def test_what_stands_on_a_sheet_is_offered_once(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        app, case = seen_app(pilot), the_case(pilot)
        answers = {"consent": "yes", "services": "ppt nav", "until": "2027-06-20", "address": "Storgata 1"}
        app.take(FormSaved(form="samtykke", instance="g2", answers=answers))
        await pilot.pause()
        assert "Arket er lagret" in notices(pilot)
        shown = await open_consent(pilot)
        assert "hentet fra samtykkearket" in app.seen()
        assert "Storgata" not in app.seen()
        assert [shown.query_one(f"#{one}", Valg).chosen for one in ("giver", "services", "answer")] == [
            ("g2",),
            ("ppt",),
            ("given",),
        ]
        await press_button(pilot, "save")
        line = case.state.consents[-1]
        assert (line.giver, line.services, line.answer, line.until) == ("g2", ("ppt",), "given", "2027-06-20")
        shown = await open_consent(pilot)
        assert "hentet fra samtykkearket" not in app.seen()
        await tick(pilot, "giver", "g1")
        assert shown.query_one("#answer", Valg).chosen == ()


async def test_each_missing_answer_is_asked_for(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        shown = await open_consent(pilot)
        await press_button(pilot, "save")
        assert shown.focused_field() == "giver"
        await tick(pilot, "giver", "child")
        await press_button(pilot, "save")
        assert shown.focused_field() == "answer"
        await tick(pilot, "answer", "refused")
        await press_button(pilot, "save")
        assert shown.focused_field() == "way_on"
        assert "etter et nei" in notices(pilot)
        await tick(pilot, "way_on", "stay")
        await press_button(pilot, "save")
        assert shown.focused_field() == "services"
        assert "Velg hvilke tjenester" in seen_app(pilot).seen()
        assert not the_case(pilot).state.consents


async def test_refused_and_the_duty_is_weighed(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        await open_consent(pilot)
        await tick(pilot, "giver", "g2")
        await tick(pilot, "services", "ppt")
        await tick(pilot, "answer", "refused")
        assert "forslagene er våre" in seen_app(pilot).seen()
        await tick(pilot, "way_on", "weigh_duty")
        await press_button(pilot, "save")
        await pilot.pause()
        page(pilot, DutyPage)
        assert the_case(pilot).state.consents[-1].answer == "refused"


async def test_refused_and_anonymous(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        await open_consent(pilot)
        await tick(pilot, "giver", "g2")
        await tick(pilot, "services", "ppt")
        await tick(pilot, "answer", "refused")
        await tick(pilot, "way_on", "anonymous")
        await press_button(pilot, "save")
        assert the_case(pilot).state.anonymous
        await open_consent(pilot)
        assert "× Far: nei til PPT" in seen_app(pilot).seen()
        assert "[x] Drøft anonymt" in seen_app(pilot).seen()


async def test_withdrawn(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        case = the_case(pilot)
        case.take(ConsentGiven(giver="g1", services=["ppt"]))
        await open_consent(pilot)
        await tick(pilot, "giver", "g1")
        await tick(pilot, "services", "ppt")
        await tick(pilot, "answer", "withdrawn")
        await press_button(pilot, "save")
        assert case.state.consents[-1].answer == "withdrawn"


async def test_anonymous_mode_by_itself(at_case: AtCase) -> None:
    async with at_case() as pilot:
        await open_consent(pilot)
        await pilot.press("space")
        assert the_case(pilot).state.anonymous
        await pilot.press("space")
        assert not the_case(pilot).state.anonymous


async def test_an_impossible_day(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        shown = await open_consent(pilot)
        await tick(pilot, "giver", "g1")
        await tick(pilot, "services", "ppt")
        await tick(pilot, "answer", "given")
        for words in ("32.13.", "om 4000 år", "i går"):
            shown.focus_field("until")
            await pilot.press("ctrl+u")
            await paste(pilot, words)
            await press_button(pilot, "save")
            assert shown.focused_field() == "until"
        assert not the_case(pilot).state.consents


async def test_half_a_record_is_back_after_esc(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        await open_consent(pilot)
        await tick(pilot, "giver", "g2")
        await tick(pilot, "services", "ppt")
        await tick(pilot, "answer", "given")
        await pilot.press("escape")
        await pilot.pause()
        shown = await open_consent(pilot)
        assert shown.query_one("#giver", Valg).chosen == ("g2",)
        assert shown.query_one("#services", Valg).chosen == ("ppt",)
        assert shown.query_one("#answer", Valg).chosen == ("given",)
        assert shown.query_one("#until-head").display


async def test_under_the_alarm_asking_is_closed_and_withdrawing_is_not(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        case = the_case(pilot)
        raise_alarm(case)
        shown = await open_consent(pilot)
        assert "Å be om samtykke er stengt" in seen_app(pilot).seen()
        closed = [row.id for row in shown.query_one("#answer", Valg).rows if row.closed]
        assert closed == ["given", "refused"]
        await tick(pilot, "giver", "g1")
        await tick(pilot, "services", "ppt")
        await tick(pilot, "answer", "withdrawn")
        await press_button(pilot, "save")
        assert case.state.consents[-1].answer == "withdrawn"


async def test_who_is_cleared_can_be_asked_and_the_other_not(at_case: AtCase) -> None:
    async with at_case(size=(100, 60)) as pilot:
        case = the_case(pilot)
        raise_alarm(case)
        at = case.desk.now().isoformat()
        case.take(AdviceRecorded(by="barnevern", spoke_with="vakta", at=at, clears=True, guardians=["g1"]))
        await open_consent(pilot)
        await tick(pilot, "giver", "g2")
        await tick(pilot, "services", "ppt")
        await tick(pilot, "answer", "given")
        await press_button(pilot, "save")
        assert "consent_given" not in kinds(case)
        assert "stengt mens alarmen står" in notices(pilot)
        await tick(pilot, "giver", "g1")
        await press_button(pilot, "save")
        assert case.state.consents[-1].giver == "g1"


async def test_without_guardians_it_leads_to_them(at_case: AtCase) -> None:
    async with at_case() as pilot:
        from bekymring_tui.case.people import Subject

        app = seen_app(pilot)
        assert app.desk
        app.case = app.desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name="Grå hare"))
        await open_consent(pilot)
        app.screen.set_focus(app.screen.query_one("#giver", Valg))
        await pilot.press("end", "enter")
        await pilot.pause()
        page(pilot, GuardiansPage)
