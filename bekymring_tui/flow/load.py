"""Reading a procedure from its folder: every problem at once, each with file, line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bekymring_tui.flow.compile import compiled, whole
from bekymring_tui.flow.model import Flow, Fragment, FragmentFile, Track, TrackFile
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
    files: dict[Where, Document] = field(default_factory=dict)
    """Files of fragments and tracks that do not stand in `flow.yaml`, by their place in the whole flow."""

    def at(self, where: Where) -> Place:
        """The place of a value, in whichever file it stands."""
        document, inside = self._standing(where)
        return document.at(inside)

    def key_at(self, where: Where) -> Place:
        """The place of a key."""
        document, inside = self._standing(where)
        return document.key_at(inside)

    def _standing(self, where: Where) -> tuple[Document, Where]:
        document = self.files.get(where[:2])
        return (document, where[2:]) if document else (self.document, where)

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

    Fragments that it `uses` lie in its own `fragments/`, or in `shared` (without it: those that come with the program).
    """
    reading = read_flow(folder, shared)
    reading.refuse()
    assert reading.flow is not None
    return compiled(reading.flow)


def read_flow(folder: Path, shared: Path | None = None) -> Reading:
    """Like `load`, but what is wrong stands in `problems`. With none, the flow can be compiled."""
    file = folder / _FLOW_FILE if folder.is_dir() else folder
    reading = Reading(read(file))
    reading.problems += reading.document.problems
    if reading.document.data is None:
        return reading
    flow, found = validate(Flow, reading.document)
    reading.problems += found
    if flow is None:
        return reading
    tracks = _tracks(reading, flow, file.parent / "tracks")
    fragments = _fragments(reading, flow, [file.parent / "fragments", shared or shipped("flows", "shared")])
    if not reading.broken():
        reading.flow = whole(flow, tracks, fragments)
        reading.problems += references(reading.flow, reading)
    return reading


def shipped_flows() -> list[str]:
    """Ids of the procedures that come with the program."""
    folders = shipped("flows").glob(f"*/{_FLOW_FILE}")
    return sorted(file.parent.name for file in folders)


@cache
def load_shipped(flow_id: str) -> Procedure:
    """A procedure that comes with the program, read once. Raises FlowProblems."""
    return load(shipped("flows", flow_id))


def _tracks(reading: Reading, flow: Flow, folder: Path) -> list[Track]:
    """The tracks that stand in files of their own."""
    found: list[Track] = []
    for number, name in enumerate(flow.track_files):
        place = reading.document.at(("track_files", number))
        file = _file(reading, place, name, [folder], [], Code.UNKNOWN_TRACK_FILE)
        track = file and _part(reading, TrackFile, file)
        if track:
            reading.files["tracks", len(flow.tracks) + len(found)] = track[1]
            found.append(Track.model_validate(track[0]))
    return found


def _fragments(reading: Reading, flow: Flow, folders: list[Path]) -> list[Fragment]:
    """The fragments that stand in files of their own."""
    found: list[Fragment] = []
    own = [fragment.id for fragment in flow.fragments]
    for number, name in enumerate(flow.uses):
        place = reading.document.at(("uses", number))
        file = None if name in own else _file(reading, place, name, folders, own, Code.UNKNOWN_FRAGMENT)
        fragment = file and _part(reading, FragmentFile, file)
        if fragment:
            reading.files["fragments", len(flow.fragments) + len(found)] = fragment[1]
            found.append(Fragment.model_validate(fragment[0]))
    return found


def _file(
    reading: Reading, place: Place, name: str, folders: list[Path], known: list[str], missing: Code
) -> Path | None:
    for folder in folders:
        if (file := folder / f"{name}.yaml").is_file():
            return file
    known = [*known, *(one.stem for folder in folders for one in folder.glob("*.yaml"))]
    reading.problems.append(problem(missing, place, word=name, guess=guess(name, known)))
    return None


def _part(
    reading: Reading, kind: type[FragmentFile] | type[TrackFile], file: Path
) -> tuple[dict[str, Any], Document] | None:
    """What a file of its own says, with where it says it. None when something is wrong with it."""
    document = read(file)
    part, problems = validate(kind, document) if document.data is not None else (None, [])
    reading.problems += [*document.problems, *problems]
    if part is None:
        return None
    if part.id != file.stem:
        place = document.at(("id",))
        reading.problems.append(problem(Code.WRONG_PART_ID, place, word=part.id, name=file.stem))
        return None
    return part.model_dump(by_alias=True, exclude={"schema_"}, exclude_unset=True), document
