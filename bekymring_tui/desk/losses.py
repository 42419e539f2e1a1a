"""What was not to be salvaged of a damaged vault: counts and ids, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass

from bekymring_tui.texts import text


@dataclass(frozen=True)
class CaseLoss:
    """What is missing in one case. `lost`: events of which nothing is left; `untimed`: only their moment is lost.

    `aside`: what is only in the log any more. `reopened`: it begins at an entry again. `sharing`: no consent counts any
    more, and it is anonymous. `drafts`: some are lost or old.
    """

    case_id: str
    call_name: str
    lost: int = 0
    untimed: int = 0
    aside: int = 0
    reopened: bool = False
    sharing: bool = False
    drafts: bool = False


@dataclass(frozen=True)
class Salvaged:
    """`broken`: damaged pages, of `pages`. `asked`: cases that ask F9's question again.

    `unowned`: lost events of which it is not known whose they were. `newest`: nothing newer than what was read is known
    to be missing. `settings`: of the user, some lost or old.
    """

    pages: int
    broken: int
    cases: int
    events: int
    asked: int
    unowned: int
    newest: bool
    settings: bool
    losses: tuple[CaseLoss, ...]


def told(loss: CaseLoss) -> str:
    """What is missing in a case, a sentence each."""
    facts = {
        "lost": loss.lost, "untimed": loss.untimed, "set_aside": loss.aside,
        "reopened": loss.reopened, "sharing": loss.sharing, "drafts": loss.drafts,
    }  # fmt: skip
    return " ".join(text(f"salvage.{name}", number=number) for name, number in facts.items() if number)
