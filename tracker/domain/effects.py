"""What commits do to items: the events that bring the journal in line with the history.

The state of an item is a function of the hits. Each sync compares it with what the journal holds and drafts
the difference, so that a sync after any number of missed ones ends where one after each commit would have,
and one that finds nothing new drafts nothing. Everything but the link itself (evidence, ticks, hours,
attestations) waits until the commit is on the mainline: a squash merge repeats the messages of the branch
it leaves behind.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from tracker.domain.branch_effects import add_branch_effects
from tracker.domain.commit import Hit
from tracker.domain.event import Draft, EventKind, Payload
from tracker.domain.fileref import parse_fileref
from tracker.domain.frozen import frozen
from tracker.domain.ledger import Ledger, link_key
from tracker.domain.lineage import copies, in_order, undoers
from tracker.domain.people import is_one_of
from tracker.domain.plan import Plan
from tracker.domain.state import MAINLINE, CommitLink, Role

_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_PATH = re.compile(r"\S*(?:/\S+|\.[A-Za-z0-9]{1,8}(?::[\d,-]+)?)")


def effects(
    plan: Plan,
    hits: Collection[Hit],
    *,
    vanished: Collection[Hit] = (),
    relinked: Mapping[str, str] | None = None,
    branches: Collection[str] = (),
    by_hand: Mapping[str, Collection[CommitLink]] | None = None,
    evident: Collection[tuple[str, str]] = (),
    done: Collection[str] = (),
) -> tuple[Draft, ...]:
    """Return the events that the journal lacks, in the order in which they are to be written.

    `hits` are all that are reachable now. `vanished` are those that a rewrite of history took away,
    `relinked` the new shas by the old ones of commits that it only renamed. `branches` are the names of all
    that may be about an item. `by_hand` are links that a person made, by item, to commits that are hits too;
    `evident` are the items with the shas of commits that are their evidence already.
    `done` are all effect keys of the plan's journal, those of undone events too.
    """
    ledger = Ledger(done, plan.id_by_name)
    names = relinked or {}
    roles = _adopted(ledger, by_hand or {}, evident, names)
    by_sha = {hit.sha: hit for hit in hits}
    for old, new in names.items():
        ledger.relink(old, new, by_sha)
    sync = _Sync(plan, ledger, by_sha, roles)
    gone = in_order(hit for hit in vanished if hit.sha not in sync.by_sha)
    for hit in gone:
        sync.vanish(hit)
    for place, hit in enumerate(sync.ordered):
        sync.link(place, hit)
    for place, hit in enumerate(sync.ordered):
        sync.settle(place, hit)
    add_branch_effects(plan, ledger, branches, last=len(sync.ordered))
    return ledger.drafts()


def evidence_kind(reference: str) -> str:
    """Return what the value of an `Evidence:` trailer is: `url`, `file` or `note`."""
    if _URL.fullmatch(reference):
        return "url"
    if not _PATH.fullmatch(reference):
        return "note"
    try:
        parse_fileref(reference)
    except ValueError:
        return "note"
    return "file"


def link_payload(hit: Hit, role: Role) -> Payload:
    """Return the payload of the LINK event for a commit."""
    return {
        "sha": hit.sha,
        "role": role.value,
        "subject": hit.subject,
        "author": hit.author,
        "authored_at": hit.authored_at.isoformat(),
        "where": MAINLINE if hit.mainline else hit.branch or "HEAD",
    }


_Roles = Mapping[str, Collection[tuple[str, Role]]]
"""What commits are to items by a person's word: (item, role) by sha."""


def _adopted(
    ledger: Ledger,
    by_hand: Mapping[str, Collection[CommitLink]],
    evident: Collection[tuple[str, str]],
    names: Mapping[str, str],
) -> _Roles:
    """Make the ledger know the links, and return them by the shas their commits have now."""
    roles: defaultdict[str, list[tuple[str, Role]]] = defaultdict(list)
    for item, links in by_hand.items():
        for link in links:
            found = (item, link.sha) in evident
            ledger.adopt(item, link.sha, link.role, on_mainline=link.where == MAINLINE, evident=found)
            roles[names.get(link.sha, link.sha)].append((item, link.role))
    return roles


@frozen
class _Claim:
    """What one commit is to one item. `origin` is the sha by which the journal first knew the commit."""

    item: str
    role: Role
    origin: str


class _Sync:
    """One comparison of the hits with the journal."""

    def __init__(self, plan: Plan, ledger: Ledger, by_sha: Mapping[str, Hit], by_hand: _Roles) -> None:
        self.plan = plan
        self.ledger = ledger
        self.by_sha = by_sha
        self.by_hand = by_hand
        self.ordered = in_order(by_sha.values())
        self.place = {hit.sha: place for place, hit in enumerate(self.ordered) if hit.undoes}
        """Where the reverts stand."""
        self.claims = {hit.sha: self._claims(hit) for hit in self.ordered}
        self.undoer = undoers(self.ordered)
        live = [hit for hit in self.ordered if hit.sha not in self.undoer]
        self.copies = copies(live, self._is_known)
        self.repeated = copies(self.ordered, self._is_known)
        effective = [hit for hit in live if hit.mainline and hit.sha not in self.copies]
        self.effective = {hit.sha for hit in effective}
        self.fixed = {item for hit in effective for item in self._roles(hit, Role.RESOLVES)}
        self.resolvers: defaultdict[str, set[str]] = defaultdict(set)
        """Who wrote the fixes of an item, up to the commit that is being linked."""
        ticks = (tick for hit in effective for tick in hit.meaning.ticks)
        self.ticked = {(item, self._check(item, name)) for item, name in ticks}

    def link(self, place: int, hit: Hit) -> None:
        """Link the commit to its items, where it is by now, with what else it brings once on the mainline."""
        undone = hit.sha in self.undoer
        for item in self._roles(hit, Role.RESOLVES) if hit.sha in self.effective else ():
            self.resolvers[item].update(_authors(hit))
        for claim in self.claims[hit.sha]:
            self._spend(place, hit, claim)
            if hit.sha in self.copies:
                continue
            if undone and self.ledger.is_linked(claim.item, claim.origin):
                continue
            self._place(place, hit, claim)
            if hit.mainline and not undone:
                self._bring(place, hit, claim)

    def settle(self, place: int, hit: Hit) -> None:
        """Take back what a reverted commit did, or bring back what a commit did whose revert is gone."""
        revert = self.undoer.get(hit.sha)
        if hit.sha in self.copies:
            return
        for claim in self.claims[hit.sha]:
            if revert:
                place = max(place, self.place[revert.sha])
                self._take_back(place, claim, EventKind.REVERTED, {"sha": hit.sha, "by": revert.sha})
            else:
                self._give_back(place, claim, hit.sha)
            self._untick(place, hit, claim)

    def vanish(self, hit: Hit) -> None:
        """Take back what a commit did that is no longer part of the history."""
        for claim in self._claims(hit):
            if self.ledger.is_linked(claim.item, claim.origin):
                self._take_back(-1, claim, EventKind.VANISHED, {"sha": hit.sha})
                self._untick(-1, hit, claim)
                self._unspend(-1, hit, claim)

    def _is_known(self, hit: Hit) -> bool:
        return any(
            self.ledger.times(link_key(claim.item, claim.origin, claim.role, on_mainline=True))
            for claim in self.claims[hit.sha]
        )

    def _claims(self, hit: Hit) -> tuple[_Claim, ...]:
        """What the commit is to the plan's items. A revert is no work on the items that it reopens."""
        undone = [self.by_sha[sha] for sha in hit.undoes if sha in self.by_sha]
        reopened = {item for other in undone for role in Role for item in self._roles(other, role)}
        roles = {item: Role.REFS for item in self._roles(hit, Role.REFS) if item not in reopened}
        roles |= dict.fromkeys(self._roles(hit, Role.RESOLVES), Role.RESOLVES)
        found = []
        for item, role in roles.items():
            origin = self.ledger.origin(item, hit.sha)
            if item in self.plan.item_by_id and self._is_current(item, origin, hit.sha):
                found.append(_Claim(item, role, origin))
        return tuple(found)

    def _roles(self, hit: Hit, role: Role) -> tuple[str, ...]:
        """The items to which the commit is this, by its message or by a person's word."""
        said = hit.meaning.resolves if role is Role.RESOLVES else hit.meaning.refs
        by_hand = self.by_hand.get(hit.sha)
        return (*said, *(item for item, as_ in by_hand if as_ is role)) if by_hand else said

    def _is_current(self, item: str, origin: str, sha: str) -> bool:
        """Tell whether the sha is what the journal calls the commit, or that other one is gone for good."""
        name = self.ledger.name(item, origin)
        return name == sha or name not in self.by_sha

    def _place(self, place: int, hit: Hit, claim: _Claim) -> None:
        """Link the commit where it is, unless the journal has it there."""
        ledger = self.ledger
        on_mainline = link_key(claim.item, claim.origin, claim.role, on_mainline=True)
        on_branch = link_key(claim.item, claim.origin, claim.role, on_mainline=False)
        left = f"left:{claim.item}:{claim.origin}:{claim.role}"
        was_on_mainline = ledger.times(on_mainline) > ledger.times(left)
        if hit.mainline and not was_on_mainline:
            ledger.add(place, on_mainline, EventKind.LINK, claim.item, link_payload(hit, claim.role))
        elif not hit.mainline and was_on_mainline:
            if claim.role is Role.RESOLVES and claim.item not in self.fixed:
                reason = f"commit {hit.sha[:7]} is no longer on the mainline"
                ledger.add(place, left, EventKind.REOPEN, claim.item, {"reason": reason, "sha": hit.sha})
                ledger.add(place, on_branch, EventKind.LINK, claim.item, link_payload(hit, claim.role))
        elif not hit.mainline:
            ledger.once(place, on_branch, EventKind.LINK, claim.item, link_payload(hit, claim.role))

    def _take_back(self, place: int, claim: _Claim, kind: EventKind, payload: Payload) -> None:
        key = f"{claim.item}:{claim.origin}"
        if self.ledger.times(f"undone:{key}") <= self.ledger.times(f"restored:{key}"):
            self.ledger.add(place, f"undone:{key}", kind, claim.item, payload)

    def _give_back(self, place: int, claim: _Claim, sha: str) -> None:
        key = f"{claim.item}:{claim.origin}"
        if self.ledger.times(f"undone:{key}") > self.ledger.times(f"restored:{key}"):
            self.ledger.add(place, f"restored:{key}", EventKind.RESTORED, claim.item, {"sha": sha})

    def _bring(self, place: int, hit: Hit, claim: _Claim) -> None:
        """Add what a commit on the mainline brings besides the link."""
        self._give_evidence(place, hit, claim)
        self._tick(place, hit, claim)
        self._attest(place, hit, claim)

    def _give_evidence(self, place: int, hit: Hit, claim: _Claim) -> None:
        given = [{"kind": evidence_kind(ref), "ref": ref, "sha": hit.sha} for ref in hit.meaning.evidence]
        if claim.role is Role.RESOLVES:
            given.insert(0, {"kind": "commit", "ref": hit.sha, "sha": hit.sha, "text": hit.subject})
        for payload in given:
            about = "commit" if payload["kind"] == "commit" else _digest(payload["ref"])
            key = f"evidence:{claim.item}:{claim.origin}:{about}"
            self.ledger.once(place, key, EventKind.EVIDENCE, claim.item, payload)

    def _tick(self, place: int, hit: Hit, claim: _Claim) -> None:
        for name in _checks_of(hit, claim.item):
            check = self._check(claim.item, name)
            tick = f"tick:{claim.item}:{claim.origin}:{check}"
            if not check:
                key = f"note:{claim.item}:{claim.origin}:{_digest(name)}"
                text = f"commit {hit.sha[:7]} ticks {name!r}, which {claim.item} does not have"
                self.ledger.once(place, key, EventKind.NOTE, claim.item, {"text": text})
            elif not self.ledger.holds(tick):
                self.ledger.add(place, tick, EventKind.TICK, claim.item, {"check": check})

    def _untick(self, place: int, hit: Hit, claim: _Claim) -> None:
        """Untick what a commit ticked that is in effect no more, unless another commit ticks it too."""
        if hit.sha in self.effective:
            return
        for name in _checks_of(hit, claim.item):
            check = self._check(claim.item, name)
            tick = f"tick:{claim.item}:{claim.origin}:{check}"
            if self.ledger.holds(tick) and (claim.item, check) not in self.ticked:
                self.ledger.add(place, f"un{tick}", EventKind.UNTICK, claim.item, {"check": check})

    def _check(self, item: str, name: str) -> str | None:
        """The id of the item's check that goes by `name`: its id, or its place counted from 1."""
        checks = self.plan.item_by_id[item].checks if item in self.plan.item_by_id else ()
        if name.isdecimal() and 1 <= int(name) <= len(checks):
            return checks[int(name) - 1].id
        return next((check.id for check in checks if check.id.casefold() == name.casefold()), None)

    def _spend(self, place: int, hit: Hit, claim: _Claim) -> None:
        """Count the hours of a change once, while it is on the mainline, whether or not it lasted."""
        if not hit.mainline or hit.sha in self.repeated:
            self._unspend(place, hit, claim)
        elif hours := _hours_of(hit, claim.item):
            key = f"actual:{claim.item}:{claim.origin}"
            if not self.ledger.holds(key):
                self.ledger.add(place, key, EventKind.ACTUAL, claim.item, {"hours": hours, "sha": hit.sha})

    def _unspend(self, place: int, hit: Hit, claim: _Claim) -> None:
        """Take hours off that another commit states again, or that left the mainline."""
        hours = _hours_of(hit, claim.item)
        key = f"actual:{claim.item}:{claim.origin}"
        if hours and self.ledger.holds(key):
            payload = {"hours": -hours, "sha": hit.sha}
            self.ledger.add(place, f"un{key}", EventKind.ACTUAL, claim.item, payload)

    def _attest(self, place: int, hit: Hit, claim: _Claim) -> None:
        """Record who verified the item; the word of those who resolved it is a note.

        Where no commit is the fix, they are taken for those who wrote this one.
        """
        for item, name in hit.meaning.verified_by:
            if item != claim.item:
                continue
            key = f"verify:{item}:{claim.origin}:{_digest(name)}"
            if is_one_of(name, self.resolvers[item] or _authors(hit)):
                text = f"commit {hit.sha[:7]} names {name}, who resolved it: somebody else has to verify"
                self.ledger.once(place, key, EventKind.NOTE, item, {"text": text})
            else:
                self.ledger.once(place, key, EventKind.VERIFY, item, {"by": name, "sha": hit.sha})


def _checks_of(hit: Hit, item: str) -> list[str]:
    return [check for ticked, check in hit.meaning.ticks if ticked == item]


def _hours_of(hit: Hit, item: str) -> float:
    return sum(hours for spent_on, hours in hit.meaning.actuals if spent_on == item)


def _authors(hit: Hit) -> list[str]:
    return [f"{hit.author} <{hit.email}>", *hit.meaning.coauthors]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
