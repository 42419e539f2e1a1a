"""Who may be spoken with after advice from barnevern or police, by whom and when, and what still waits (P1)."""

from __future__ import annotations

from dataclasses import dataclass

from bekymring_tui.case.acts import AdviceRecorded
from bekymring_tui.case.alarm import NO_GUARDIAN
from bekymring_tui.case.dates import day_of, plain
from bekymring_tui.case.state import State
from bekymring_tui.texts import text


@dataclass(frozen=True)
class Opened:
    """Guardians whom one advice has opened for, by label; none where it was given while no guardian was known."""

    who: tuple[str, ...]
    advice: AdviceRecorded


@dataclass(frozen=True)
class Clearance:
    """How advice on the suspicion that stands has left it. `waits`: the newest advice, when that is to wait."""

    opened: tuple[Opened, ...] = ()
    closed: tuple[str, ...] = ()
    waits: AdviceRecorded | None = None


def clearance(state: State) -> Clearance:
    """Empty until somebody has been reached, and where no alarm stands."""
    alarm = state.alarm
    if alarm.raised is None or alarm.pending:
        return Clearance()
    given = [one.act for one in alarm.advice if one.seq > alarm.since]
    by: dict[int, list[str]] = {}
    for guardian in state.guardians or (NO_GUARDIAN,):
        if guardian in alarm.cleared:
            by.setdefault(_opener(given, guardian), []).append(guardian)
    return Clearance(
        opened=tuple(Opened(_labels(state, names), given[place]) for place, names in sorted(by.items())),
        closed=_labels(state, [one for one in state.guardians if one not in alarm.cleared]),
        waits=given[-1] if given and not given[-1].clears else None,
    )


def _opener(given: list[AdviceRecorded], guardian: str) -> int:
    """Place of the newest advice that opened for this guardian."""
    named = [place for place, one in enumerate(given) if one.clears and guardian in (one.guardians or [NO_GUARDIAN])]
    return named[-1]


def _labels(state: State, guardians: list[str]) -> tuple[str, ...]:
    return tuple(state.guardians[one].label for one in guardians if one in state.guardians)


def clearance_words(state: State) -> list[str]:
    """One sentence a line; none where nobody has advised on the suspicion that stands."""
    found = clearance(state)
    lines = [_opened(one) for one in found.opened]
    if found.opened and not state.masks:
        return [text("safety.open_again", why=" ".join(lines))]
    if found.opened:
        lines.append(text("safety.still_closed", who=_and(found.closed)))
    if found.waits:
        lines.append(text("safety.waits" if found.opened else "safety.waits_all", **_from(found.waits)))
    return lines


def _opened(one: Opened) -> str:
    if not one.who:
        return text("safety.opened", **_from(one.advice))
    return text("safety.cleared", who=_and(one.who), **_from(one.advice))


def _from(advice: AdviceRecorded) -> dict[str, str]:
    """The day and the adviser: «22. nov.», «barneverntjenesten (Anne)»."""
    by = text(f"digest.called_{advice.by}")
    spoke_with = f" ({advice.spoke_with})" if advice.spoke_with else ""
    return {"day": plain(day_of(advice.at)).rsplit(" ", 1)[0], "by": by + spoke_with}


def _and(names: tuple[str, ...]) -> str:
    *first, last = names
    return text("case_page.and").join((", ".join(first), last)) if first else last
