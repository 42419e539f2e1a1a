"""The closed lists of words that a flow file may use."""

from __future__ import annotations

from typing import Literal, get_args

Contact = Literal[
    "child", "guardians", "concerned",
    "colleague", "leader", "own_team", "owner",
    "cross_team", "resource_team", "trt", "barnevern", "police", "ppt", "bup", "health", "gp",
    "network", "other_service", "outside_caller", "reporter", "county_board",
]  # fmt: skip

GUARDIAN_CONTACTS: frozenset[Contact] = frozenset({"guardians", "concerned"})
"""Who counts as guardians: «den det gjelder» includes them (HST-0-5-D1, TRT-2-2-H2)."""

INSIDE_CONTACTS: frozenset[str] = frozenset(
    {"child", "guardians", "concerned", "colleague", "leader", "own_team", "owner", "outside_caller", "reporter"}
)
"""Contacts that share nothing with another service, so that no basis is needed."""

OUTSIDE_CONTACTS: frozenset[Contact] = frozenset(get_args(Contact)) - INSIDE_CONTACTS

Basis = Literal["consent", "anonymous", "consent_or_anonymous", "duty", "no_case_data"]
Origin = Literal["printed", "corrected", "inferred", "reconstructed", "misplaced", "borrowed", "added"]
Part = Literal["responsible", "takes_part", "informed"]
ToolKind = Literal["form", "document", "link", "book", "game", "law", "service", "system"]
QuestionType = Literal["text", "choice", "person", "date", "grade"]
DeadlineKind = Literal["statute", "source", "choice"]
EndReason = Literal["no_concern", "improved", "declined", "transferred", "done", "dismissed"]
SubjectKind = Literal["child", "youth", "unborn", "parent"]
Effect = Literal[
    "start_measures", "end_measures", "ask_notes_used", "shred_notes",
    "appoint_relay_holder", "offer_relay_log", "create_relay_log", "archive_relay_log",
]  # fmt: skip

ALARM_ENDS: frozenset[str] = frozenset({"transferred", "done", "dismissed"})
"""The only ways a position may end while an alarm is not cleared (P1)."""

ENGINE_MILESTONES: frozenset[str] = frozenset({"consent_withdrawn"})
"""Milestones that the engine records itself, so no action needs to."""
