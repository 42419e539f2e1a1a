"""All of `flows check`: what is wrong with a procedure, told all at once."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from bekymring_tui.clock import local_now
from bekymring_tui.flow.compile import compiled
from bekymring_tui.flow.load import Reading, read_flow
from bekymring_tui.flow.problems import Problem
from bekymring_tui.prove.plain_language import plain_language
from bekymring_tui.prove.proven import Proven
from bekymring_tui.prove.provenance import provenance
from bekymring_tui.prove.retired import retired
from bekymring_tui.prove.safety import safety
from bekymring_tui.prove.seen import seen
from bekymring_tui.prove.statutes import statutes
from bekymring_tui.prove.structure import structure
from bekymring_tui.prove.unused import merges, unused
from bekymring_tui.prove.ways import ways
from bekymring_tui.prove.wording import wording


def check(
    folder: Path, shared: Path | None = None, proven: Proven | None = None, today: date | None = None
) -> list[Problem]:
    """Every problem of the flow in this folder or file, in the order of its lines. Empty when all is well.

    A walk that `proven` knows the outcome of is not made again. `today` decides which sources have grown old.
    """
    reading = read_flow(folder, shared)
    return sorted({*reading.problems, *_findings(reading, proven or Proven(), today or local_now().date())})


def _findings(reading: Reading, proven: Proven, today: date) -> list[Problem]:
    if reading.flow is None:
        return []
    in_the_file = (
        structure,
        retired,
        unused,
        safety,
        provenance,
        partial(statutes, today=today),
        wording,
        plain_language,
    )
    found = [one for lint in in_the_file for one in lint(reading, reading.flow)]
    if not reading.broken():
        found += [one for lint in (ways, seen, merges) for one in lint(reading, reading.flow)]
    if any(one.severity == "error" for one in (*reading.problems, *found)):
        return found  # a walk takes longer, and shows little until the rest holds
    procedure = compiled(reading.flow)
    if not proven.holds(procedure):
        # The engine, which the walk is made on, takes as long to load as the rest together.
        from bekymring_tui.prove.walked import walked

        breaches = list(walked(reading, procedure))
        if not breaches:
            proven.remember(procedure)
        found += breaches
    return found
