"""The checks for a procedure that lies in no file: an edition that a vault keeps for its cases."""

from __future__ import annotations

from dataclasses import dataclass

from bekymring_tui.flow.load import Reading
from bekymring_tui.flow.problems import Place, Problem
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.flow.yaml_lines import Document, Where
from bekymring_tui.prove.proven import Proven
from bekymring_tui.prove.safety import safety
from bekymring_tui.prove.walked import walked
from bekymring_tui.prove.ways import ways


def check_edition(procedure: Procedure, proven: Proven) -> list[Problem]:
    """What is wrong with the way and the safety of an edition. Its words and sources were looked at when it was made.

    The problems name the procedure in place of a file, and no line.
    """
    if proven.holds(procedure):
        return []
    flow = procedure.flow
    reading = _InNoFile(Document(f"{flow.title} {flow.version}"), flow)
    found = [one for lint in (safety, ways) for one in lint(reading, flow) if one.severity == "error"]
    if not found:
        found = list(walked(reading, procedure))
    if not found:
        proven.remember(procedure)
    return sorted(set(found))


@dataclass
class _InNoFile(Reading):
    """A flow whose every place is the whole of it."""

    def at(self, where: Where) -> Place:  # noqa: ARG002
        return Place(self.document.file, 0, 0)

    def key_at(self, where: Where) -> Place:
        return self.at(where)
