"""Every word that something holds, however deep it lies: an act that is proposed, a page that is to be shown."""

from __future__ import annotations

from dataclasses import is_dataclass

from pydantic import BaseModel


def said(value: object, passed: dict[int, BaseModel] | None = None) -> list[str]:
    """All strings in a value: in models, dataclasses, tables and lists. A loop, for it runs over every act.

    Models in `passed`, by their identity, are left out; those gone through now are added.
    """
    found: list[str] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if one is None or one is True or one is False:
            continue
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, list | tuple | set | frozenset):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, BaseModel):
            if passed is None or id(one) not in passed:
                waiting.extend(vars(one).values())
            if passed is not None:
                passed[id(one)] = one
        elif is_dataclass(one):
            waiting.extend(vars(one).values())
    return found
