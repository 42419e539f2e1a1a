"""What is wrong in a flow file: a stable code, the place, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from bekymring_tui.errors import Exit, Failure, Newer
from bekymring_tui.texts import text

Severity = Literal["error", "warning", "note"]


class Code(StrEnum):
    """Every code there is. Explained one by one in docs/flows-check.md; a code is never given a new meaning."""

    # 1xx: the file can't be read as YAML
    NO_FILE = "FLYT-101"
    TOO_BIG = "FLYT-102"
    NOT_UTF8 = "FLYT-103"
    EMPTY = "FLYT-104"
    TAB = "FLYT-105"
    CONTROL_SIGN = "FLYT-106"
    REPEATED_KEY = "FLYT-107"
    ANCHOR = "FLYT-108"
    ALIAS = "FLYT-109"
    MERGE_KEY = "FLYT-110"
    TAG = "FLYT-111"
    QUOTE = "FLYT-112"
    AFTER_QUOTE = "FLYT-113"
    COLON = "FLYT-114"
    START_SIGN = "FLYT-115"
    BRACKET = "FLYT-116"
    INDENT = "FLYT-117"
    NO_COLON = "FLYT-118"
    BACKSLASH = "FLYT-119"
    SEVERAL_DOCUMENTS = "FLYT-120"
    KEY_NOT_TEXT = "FLYT-121"
    TOO_DEEP = "FLYT-122"
    SWALLOWED_KEY = "FLYT-123"
    CUT_TEXT = "FLYT-124"
    CUT_LINE = "FLYT-125"
    SYNTAX = "FLYT-126"

    # 2xx: the file does not keep to the vocabulary
    NEWER = "FLYT-201"
    OLDER = "FLYT-202"
    UNKNOWN_KEY = "FLYT-203"
    COMMA = "FLYT-204"
    MISSING_KEY = "FLYT-205"
    NO_VALUE = "FLYT-206"
    NEEDS_QUOTES = "FLYT-207"
    WRONG_KIND = "FLYT-208"
    UNKNOWN_WORD = "FLYT-209"
    BAD_ID = "FLYT-210"
    BAD_SOURCE = "FLYT-211"
    BAD_PERIOD = "FLYT-212"
    BAD_NUMBER = "FLYT-213"
    TOO_LONG = "FLYT-214"
    ONE_WAY_ON = "FLYT-215"
    ONE_TARGET = "FLYT-216"
    OPTIONS = "FLYT-217"
    NO_TRACK = "FLYT-218"
    BAD_SECTION = "FLYT-219"
    BAD_LETTERS = "FLYT-220"

    # 3xx: something is named that does not exist
    UNKNOWN_STEP = "FLYT-301"
    UNKNOWN_ROLE = "FLYT-302"
    UNKNOWN_PHONE = "FLYT-303"
    UNKNOWN_TOOL = "FLYT-304"
    UNKNOWN_MILESTONE = "FLYT-305"
    UNKNOWN_QUESTION = "FLYT-306"
    UNKNOWN_OPTION = "FLYT-307"
    UNKNOWN_SERVICE = "FLYT-308"
    UNKNOWN_FRAGMENT = "FLYT-309"
    UNKNOWN_EXIT = "FLYT-310"
    UNBOUND_EXIT = "FLYT-311"
    EXIT_OUTSIDE = "FLYT-312"
    ROLE_FOR_FRAGMENT = "FLYT-313"
    UNKNOWN_PLACE = "FLYT-314"
    SAME_ID = "FLYT-315"
    SERVICE_TWICE = "FLYT-316"
    NOTHING_TO_OPEN = "FLYT-317"
    WRONG_PART_ID = "FLYT-318"
    UNKNOWN_TRACK_FILE = "FLYT-319"
    RETIRED_ID = "FLYT-320"
    UNKNOWN_FIELD = "FLYT-321"
    FIELD_LATER = "FLYT-322"
    NOT_A_CHOICE = "FLYT-323"

    # 4xx: the way through
    UNREACHABLE = "FLYT-401"
    DEAD_END = "FLYT-402"
    LOOP = "FLYT-403"
    NEVER_ENDS = "FLYT-404"
    SERVICE_WITHOUT_TRACK = "FLYT-405"
    NOT_RECORDED = "FLYT-406"
    NO_UNKNOWN = "FLYT-407"
    UNUSED_FRAGMENT = "FLYT-408"
    UNDECLARED_ROLE = "FLYT-409"
    DIGIT_FIRST = "FLYT-410"
    UNKNOWN_FORM = "FLYT-411"
    FOR_NOBODY = "FLYT-412"
    NOT_SEEN = "FLYT-413"
    UNUSED = "FLYT-414"
    OPENS_OWN_LEVEL = "FLYT-415"
    UNKNOWN_REFERENCE = "FLYT-416"

    # 5xx: safety and sharing
    NO_BASIS = "FLYT-501"
    UNTAGGED = "FLYT-502"
    ALARM_TO_GUARDIANS = "FLYT-503"
    ALARM_WITHOUT_NUMBERS = "FLYT-504"
    UNSENT_REPORT_ENDS = "FLYT-505"
    TOLD_UNASKED = "FLYT-506"

    # 6xx: sources and words
    NO_SOURCE = "FLYT-601"
    UNKNOWN_SOURCE = "FLYT-602"
    UNKNOWN_DOCUMENT = "FLYT-603"
    UNKNOWN_LAW = "FLYT-604"
    NUMBER_IN_TEXT = "FLYT-605"
    LONG_TEXT = "FLYT-606"
    BARE_IN_LIST = "FLYT-607"
    NO_NAME = "FLYT-608"
    BRACKETS = "FLYT-609"
    NOT_THE_LAWS_TIME = "FLYT-610"
    STALE_LAW = "FLYT-611"
    LONG_SENTENCE = "FLYT-612"
    HEAVY_WORD = "FLYT-613"
    LETTERS_TAKEN = "FLYT-614"

    # 7xx: found by walking every way on the engine that leads a case
    TOLD = "FLYT-701"
    ENDED_UNDER_ALARM = "FLYT-702"
    NO_WAY_ON = "FLYT-703"
    ALARM_LOWERED = "FLYT-704"
    NO_END = "FLYT-705"
    NO_F9 = "FLYT-706"
    HIDDEN_WAY = "FLYT-707"
    GOES_ON = "FLYT-708"
    BACK_ASTRAY = "FLYT-709"
    RESUMED_DIFFERENTLY = "FLYT-710"
    SIDE_EFFECT = "FLYT-711"
    TOO_MANY_STATES = "FLYT-712"
    SHARED_WITHOUT_BASIS = "FLYT-713"
    STEERED_TO_END = "FLYT-714"


WARNINGS: frozenset[Code] = frozenset(
    {Code.CUT_TEXT, Code.UNUSED_FRAGMENT, Code.DIGIT_FIRST, Code.LONG_TEXT, Code.BARE_IN_LIST, Code.NO_NAME}
    | {Code.BRACKETS, Code.UNUSED, Code.OPENS_OWN_LEVEL, Code.LONG_SENTENCE, Code.HEAVY_WORD}
)
"""Codes that say «look at this». With nothing but these the flow can be used."""

NOTES: frozenset[Code] = frozenset({Code.STALE_LAW})
"""Codes that come with time alone, and say nothing against the flow."""


class Place(NamedTuple):
    """A spot in a file. Line and column count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, in plain Norwegian. Sorts by file, line and column."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message} {self.advice}".rstrip()


def severity_of(code: Code) -> Severity:
    """What a code weighs."""
    return "note" if code in NOTES else "warning" if code in WARNINGS else "error"


def problem(code: Code, place: Place, /, **values: object) -> Problem:
    """A problem with its words from the catalog."""
    return Problem(
        *place,
        code.value,
        severity_of(code),
        text(f"flow.problem.{code}.message", **values),
        text(f"flow.problem.{code}.advice", **values),
    )


class FlowProblems(Failure):
    """A flow that can't be used, with everything that is wrong with it."""

    code = Exit.FOUND

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class NewerFlow(FlowProblems, Newer):
    """A flow written for a newer version of the program."""

    code = Exit.NEWER
