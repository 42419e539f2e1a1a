"""Reading a procedure from its folder: every problem at once, each with file, line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bekymring_tui.flow.compile import compiled, with_fragments
from bekymring_tui.flow.model import Flow, Fragment, FragmentFile
from bekymring_tui.flow.problems import Code, FlowProblems, NewerFlow, Place, Problem, problem
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.flow.references import references
from bekymring_tui.flow.schema import guess, validate
from bekymring_tui.flow.yaml_lines import Document, Where, read
from bekymring_tui.shipped import shipped

_FLOW_FILE = "flow.yaml"


@dataclass
class Reading:
    """A flow as read: what it says, what is wrong with it, and where everything in it stands."""

    document: Document
    flow: Flow | None = None
    problems: list[Problem] = field(default_factory=list)
    fragments: dict[int, Document] = field(default_factory=dict)
    """Files of shared fragments, by the fragment's place in the flow."""

    def at(self, where: Where) -> Place:
        """The place of a value, in the flow's own file or in a shared fragment's."""
        document, inside = self._standing(where)
        return document.at(inside)

    def key_at(self, where: Where) -> Place:
        """The place of a key."""
        document, inside = self._standing(where)
        return document.key_at(inside)

    def _standing(self, where: Where) -> tuple[Document, Where]:
        if where[:1] == ("fragments",) and len(where) > 1 and where[1] in self.fragments:
            return self.fragments[int(where[1])], where[2:]
        return self.document, where

    def refuse(self) -> None:
        """Raises FlowProblems when the flow can't be used."""
        if any(one.code == Code.NEWER for one in self.problems):
            raise NewerFlow(self.problems)
        if self.broken():
            raise FlowProblems(self.problems)

    def broken(self) -> bool:
        """Whether anything is wrong that more than a second look is needed for."""
        return any(one.severity == "error" for one in self.problems)


def load(folder: Path, shared: Path | None = None) -> Procedure:
    """The procedure in a folder with `flow.yaml`, or in the file given. Raises FlowProblems.

    Fragments that it `uses` are looked for in `shared` (without it: those that come with the program).
    """
    reading = read_flow(folder, shared)
    reading.refuse()
    assert reading.flow is not None
    return compiled(reading.flow)


def read_flow(folder: Path, shared: Path | None = None) -> Reading:
    """Like `load`, but what is wrong stands in `problems`. With none, the flow can be compiled."""
    document = read(folder / _FLOW_FILE if folder.is_dir() else folder)
    reading = Reading(document, problems=list(document.problems))
    if document.data is None:
        return reading
    flow, found = validate(Flow, document)
    reading.problems += found
    if flow is None:
        return reading
    whole = with_fragments(flow, _shared_fragments(reading, flow, shared or shipped("flows", "shared")))
    if not reading.broken():
        reading.flow = whole
        reading.problems += references(whole, reading)
    return reading


def shipped_flows() -> list[str]:
    """Ids of the procedures that come with the program."""
    folders = shipped("flows").glob(f"*/{_FLOW_FILE}")
    return sorted(file.parent.name for file in folders)


@cache
def load_shipped(flow_id: str) -> Procedure:
    """A procedure that comes with the program, read once. Raises FlowProblems."""
    return load(shipped("flows", flow_id))


def _shared_fragments(reading: Reading, flow: Flow, shared: Path) -> list[Fragment]:
    found: list[Fragment] = []
    own = {fragment.id for fragment in flow.fragments}
    for number, name in enumerate(flow.uses):
        if name in own:
            continue
        place = reading.document.at(("uses", number))
        file = shared / f"{name}.yaml"
        if not file.is_file():
            known = [*own, *(one.stem for one in shared.glob("*.yaml"))]
            reading.problems.append(problem(Code.UNKNOWN_FRAGMENT, place, word=name, guess=guess(name, known)))
            continue
        document = read(file)
        fragment, problems = validate(FragmentFile, document) if document.data is not None else (None, [])
        reading.problems += [*document.problems, *problems]
        if fragment and fragment.id != name:
            reading.problems.append(problem(Code.WRONG_FRAGMENT_ID, document.at(("id",)), word=fragment.id, name=name))
        elif fragment:
            reading.fragments[len(flow.fragments) + len(found)] = document
            plain = fragment.model_dump(by_alias=True, exclude={"schema_"})
            found.append(Fragment.model_validate(plain))
    return found
