"""What can be read of a damaged vault, in a vault of its own in another folder, with a list of what is missing.

The list stands on the screen, and for each case in its own log: nowhere outside of a vault. Every case that lost
something, or may have, asks F9's question again, so that what leads to guardians is «stengt» until it is answered (P1).
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from bekymring_tui import profile, settings
from bekymring_tui.case.acts import PAYLOAD, AlarmAsked, AnonymousSet, Event, Logged, Opened, Payload
from bekymring_tui.case.people import Worker
from bekymring_tui.case.summary import Summary, read_summary
from bekymring_tui.checked import checked
from bekymring_tui.clock import local_now
from bekymring_tui.desk.checking import Progress
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.editions import Editions
from bekymring_tui.desk.losses import CaseLoss, Salvaged, told
from bekymring_tui.desk.mending import LOST, SHREDDED, Mended, Mender, is_case, words
from bekymring_tui.desk.secret import Secret
from bekymring_tui.errors import Busy, Damaged, Failure, Locked
from bekymring_tui.files import private_folder, unwritable
from bekymring_tui.flow import own
from bekymring_tui.flow.load import shipped_flows
from bekymring_tui.texts import text
from bekymring_tui.vault import swap, tally
from bekymring_tui.vault.lock import is_held
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.salvage import UNFINISHED, Found, Readable, read, unlock
from bekymring_tui.vault.salvaged import Kept, write
from bekymring_tui.vault.tables import Pinned

_PLAIN = (settings.FILE_NAME, profile.FILE_NAME, profile.BEFORE_NAME, own.FOLDER)
"""What lies beside a vault and is carried along."""


def salvage(
    folder: Path, to: Path, secret: Secret, progress: Progress, now: Callable[[], datetime] = local_now
) -> Salvaged:
    """Read the vault in `folder`, and make one in `to`, which holds nothing yet, that the same secret opens.

    Raises Locked, Damaged when nothing can be read, Busy, Newer, Unwritable; Failure when something lies in `to`.
    """
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Failure(text("salvage.not_empty", folder=to))
    places = Places(folder)
    swap.settle(places)
    unlocked = unlock(places, secret.unseal)
    if unlocked is None:
        raise Locked(text("vault.wrong_code" if secret.code else "vault.wrong_passphrase", folder=folder))
    with _unfinished(to) as work:
        found = read(places, unlocked, lambda *far: progress("check.step_pages", *far), Places(work).at_work)
        if found.is_empty:
            raise Damaged(text("vault.nothing_readable", path=places.database, folder=folder))
        _carry_along(folder, work)
        plan = _Plan(found, work, now())
        write(Places(work), unlocked, found, plan.kept(), plan.pinned())
        with secret.open(work) as vault:
            done = plan.finish(Desk(vault, now), progress)
        if to.exists():
            to.rmdir()
        work.rename(to)
    return done


@contextmanager
def _unfinished(to: Path) -> Iterator[Path]:
    """A folder that gets the name `to` last, so that half of it is never taken for all. Raises Busy, Unwritable.

    What a kill left of an earlier one is removed: it opens by the same passphrase and codes.
    """
    work = to.with_name(UNFINISHED.format(to.name))
    try:
        if is_held(Places(work)):
            raise Busy(text("vault.busy", folder=work))
        if work.exists():
            shutil.rmtree(work)
    except OSError as error:
        raise unwritable(work, error) from error
    private_folder(work)
    try:
        yield work
    except OSError as error:
        raise unwritable(to, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _carry_along(folder: Path, work: Path) -> None:
    for name in _PLAIN:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, work / name)
        elif (folder / name).exists():
            shutil.copyfile(folder / name, work / name)


class _Pins:
    """The editions that could be read."""

    def __init__(self, found: Readable, path: Path) -> None:
        self.path = path
        self.texts = {one.digest: one.text for one in found.pinned}

    def pin(self, digest: str, text: str, /) -> None:
        self.texts.setdefault(digest, text)

    def pinned(self, digest: str, /) -> str | None:
        return self.texts.get(digest)


class _Plan:
    """What the new vault holds: every case mended, and every event at its old number."""

    def __init__(self, found: Readable, work: Path, now: datetime) -> None:
        self._found = found
        self._now = now
        self._pins = _Pins(found, work)
        self._rows = {one.seq: one for one in found.events}
        self._unowned = [one for one in found.events if one.case_id is None]
        self._stray = token_hex(8)
        self._events = _by_case(found.events, self._stray, now)
        self._summaries = _summaries(found)
        by = [event.by for one in self._events.values() for event in one if event.by]
        self._by = by[-1] if by else None
        self._add_those_without_events()
        doubt = bool(self._unowned or found.disordered)
        self._asks_all = doubt or not found.newest
        mender = Mender(Editions(self._pins), self._summaries, self._usual(work), self._stray, doubt)
        self._unlike = found.unlike()
        self._holes = {seq for seq, one in self._rows.items() if not one.shredded and one.payload is None}
        self._mended = {case_id: self._mend(mender, case_id, events) for case_id, events in self._events.items()}
        before = {id(event) for events in self._events.values() for event in events}
        after = (event for one in self._mended.values() for event in one.events)
        self._untouched = {event.seq for event in after if id(event) in before}
        gone = {case_id for case_id, one in self._mended.items() if one.events[-1].kind == SHREDDED}
        found.drafts = [one for one in found.drafts if one.case_id not in gone]

    def kept(self) -> list[Kept]:
        """Every event of the new chain, from number 1."""
        listed = {event.seq: (case_id, event) for case_id, one in self._mended.items() for event in one.events}
        return [self._kept(*listed[seq]) for seq in sorted(listed)]

    def pinned(self) -> Iterator[Pinned]:
        for digest, words_of_it in self._pins.texts.items():
            yield Pinned(digest=digest, text=words_of_it).sealed()

    def finish(self, desk: Desk, progress: Progress) -> Salvaged:
        """In each case: what was set aside, what is missing, and F9's question; then the summaries of all."""
        unknown = desk.who() is None
        if unknown:
            desk.set_who(self._by or _nobody())
        losses, asked = list[CaseLoss](), 0
        for number, case_id in enumerate(self._mended):
            progress("check.step_cases", number, len(self._mended))
            if self._mended[case_id].events[-1].kind != SHREDDED:
                losses.append(self._loss(case_id))
                asked += self._finish_case(desk, losses[-1])
        for case_id, summary in desk.shredded():
            desk.vault.rebuild_summary(case_id, summary.model_dump_json())
        if unknown and self._by is None:
            desk.vault.put_setting("who", "")
        found = self._found
        return Salvaged(
            pages=found.pages, broken=len(found.broken), cases=len(losses),
            events=sum(one.is_whole for one in found.events), asked=asked, unowned=len(self._unowned),
            newest=found.newest, settings=tally.SETTINGS in self._unlike,
            losses=tuple(one for one in losses if one != CaseLoss(one.case_id, one.call_name)),
        )  # fmt: skip

    def _finish_case(self, desk: Desk, loss: CaseLoss) -> bool:
        """Whether the case asks F9's question again."""
        case = desk.open_case(loss.case_id)
        for event in self._mended[loss.case_id].aside:
            for piece in words(event):
                said = text("salvage.aside", day=_day(event.at), words=piece)
                case.take(Logged(aspect="interpretation", text=said, observed=self._moment(event.at)))
        if loss.sharing and not case.state.anonymous:
            case.take(AnonymousSet(on=True))
        of_events = bool(loss.lost or loss.untimed or loss.aside or loss.reopened or loss.sharing)
        if of_events or loss.drafts:
            case.take(Logged(aspect="interpretation", text=told(loss), observed=self._now.isoformat()))
        ask = of_events or self._asks_all
        if ask:
            case.take(AlarmAsked(by="restored"))
        return ask

    def _moment(self, at: str) -> str:
        """When it was written; the log takes nothing from the future, which a wrong clock may have made."""
        return min(datetime.fromisoformat(at), self._now).isoformat()

    def _loss(self, case_id: str) -> CaseLoss:
        rows = [self._rows[one.seq] for one in self._events[case_id] if one.seq in self._rows]
        mended = self._mended[case_id]
        return CaseLoss(
            case_id,
            mended.call_name,
            lost=sum(one.seq in self._holes for one in rows),
            untimed=sum(one.at is None and one.payload is not None for one in rows),
            aside=len(mended.aside),
            reopened=mended.reopened,
            sharing=mended.sharing,
            drafts=tally.of_drafts(case_id) in self._unlike,
        )

    def _mend(self, mender: Mender, case_id: str, events: Sequence[Event]) -> Mended:
        holes = frozenset(one.seq for one in events if one.seq in self._holes or one.kind == LOST)
        return mender.mend(case_id, events, holes, self._by or _nobody())

    def _kept(self, case_id: str, event: Event) -> Kept:
        row = self._rows.get(event.seq)
        if row and row.shredded and event.act is None:
            return Kept(case_id, event.kind, event.at, None, commitment=row.commitment)
        if event.act is None or event.by is None:
            return Kept(case_id, event.kind, event.at, None)
        if row and row.payload and event.seq in self._untouched:
            return Kept(case_id, event.kind, event.at, row.payload, row.salt, row.commitment)
        return Kept(case_id, event.kind, event.at, Payload(by=event.by, act=event.act).model_dump_json())

    def _add_those_without_events(self) -> None:
        """Cases that only a summary or a draft tells of get an opening at the end of the chain."""
        told_of = (case_id for case_id, one in self._summaries.items() if not one.shredded)
        beside = [*told_of, *(one.case_id for one in self._found.drafts if is_case(one.case_id))]
        last = len(self._found.events)
        for number, case_id in enumerate(dict.fromkeys(one for one in beside if one not in self._events), last + 1):
            lost = Event(seq=number, at=self._now.isoformat(), kind=LOST, by=None, act=None)
            self._events[case_id] = [lost]

    def _usual(self, folder: Path) -> tuple[str, str]:
        """Procedure and service of the newest case, else those the user has chosen, else any."""
        opened = [event.act for one in self._events.values() for event in one if isinstance(event.act, Opened)]
        if opened:
            return opened[-1].flow, opened[-1].service
        chosen = settings.read_settings(folder)[0]
        editions = Editions(self._pins)
        flow = chosen.municipality if chosen.municipality in shipped_flows() else shipped_flows()[0]
        services = editions.newest(flow).procedure.flow.services
        return flow, chosen.service if chosen.service in services else next(iter(services))


def _nobody() -> Worker:
    """Who is not known until the user is asked again."""
    return Worker(name=text("salvage.nobody"), role="", service="", unit="")


def _by_case(events: Sequence[Found], stray: str, now: datetime) -> dict[str, list[Event]]:
    """`stray`: the case of those whose own is not known. A moment that is lost is that of the event before."""
    listed: defaultdict[str, list[Event]] = defaultdict(list)
    at = next((one.at for one in events if one.at), now.isoformat())
    for one in events:
        at = one.at or at
        listed[one.case_id or stray].append(_event(one, at))
    return dict(listed)


def _event(found: Found, at: str) -> Event:
    payload = _payload(found.payload)
    kind = found.kind or (payload.act.kind if payload else LOST)
    return Event(
        seq=found.seq, at=at, kind=kind, by=payload.by if payload else None, act=payload.act if payload else None
    )


def _payload(stored: str | None) -> Payload | None:
    return checked(lambda: PAYLOAD.validate_json(stored)) if stored is not None else None


def _summaries(found: Readable) -> dict[str, Summary]:
    read_ones = ((one.case_id, read_summary(one.data)) for one in found.summaries)
    return {case_id: one for case_id, one in read_ones if one}


def _day(at: str) -> str:
    return f"{datetime.fromisoformat(at):%d.%m.%Y}"
