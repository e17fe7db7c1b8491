"""The query language of `list`, of the board's filter and of exports: `severity:high is:ready -tag:x pool`.

Words match text anywhere, `key:value` matches a field, commas mean "or", everything else means "and",
and a leading `-` negates. `@name` stands for a query that was saved under that name. A query is parsed once
into predicates over cards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tracker.domain.age import parse_age
from tracker.domain.board import Board, Card, build_board
from tracker.domain.frozen import frozen
from tracker.domain.plan import SEVERITIES, Kind, Plan, Priority
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Status
from tracker.domain.text import did_you_mean
from tracker.errors import UsageError

Predicate = Callable[[Card], bool]

_SAVED = re.compile(r"@(\w[\w-]*)")

_FLAGS: Mapping[str, Predicate] = {
    "ready": lambda card: card.ready,
    "blocked": lambda card: card.blocked,
    "stale": lambda card: card.has_stale,
    "overdue": lambda card: card.overdue is not None,
    "unestimated": lambda card: card.effort is None,
    "blocker": lambda card: card.item.blocker,
    "touched": lambda card: card.touched,
    "claimed": lambda card: card.state.claimed,
    "closed": lambda card: card.closed,
    "open": lambda card: not card.closed,
    "mine": lambda card: False,  # replaced in parse_query, which knows who asks
}


@frozen
class Query:
    """A parsed query; `text` is as written."""

    text: str
    predicates: tuple[Predicate, ...]

    def __call__(self, card: Card) -> bool:
        """Tell whether a card matches."""
        return all(predicate(card) for predicate in self.predicates)

    def select(self, cards: Iterable[Card]) -> tuple[Card, ...]:
        """Return the matching cards, in the order they came."""
        return tuple(card for card in cards if self(card))


def parse_query(text: str, board: Board, me: str = "", saved: Mapping[str, str] | None = None) -> Query:
    """Return the query written in `text`; raises UsageError that names the nearest word.

    `board` gives the phases, areas, owners and tags that may be named; `me` is who `is:mine` means; `saved`
    are the queries that `@name` stands for, by name (case-folded).
    """
    return Query(text, _predicates(text, _Asked(board, me, saved or {})))


def check_query(text: str, saved: Mapping[str, str] | None = None) -> None:
    """Raise UsageError for a query that makes sense on no plan, whatever its phases and areas are called."""
    nowhere = build_board(Plan("", ""), Snapshot(), datetime(2000, 1, 1, tzinfo=UTC))
    _predicates(text, _Asked(nowhere, "", saved or {}, any_plan=True))


def saved_names(text: str) -> list[str]:
    """Return the names behind an @ in a query, case-folded."""
    found = (_SAVED.fullmatch(word.removeprefix("-")) for word in _words(text))
    return [match[1].casefold() for match in found if match]


def _words(text: str) -> list[str]:
    """The words of a query; quotes keep several together, and one that is never closed is a letter."""
    if not any(quote in text for quote in "'\""):
        return text.split()
    import shlex

    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


@frozen
class _Asked:
    """By whom, and of what, a query is asked."""

    board: Board
    me: str
    saved: Mapping[str, str]
    within: tuple[str, ...] = ()
    """The saved queries that are being read."""
    any_plan: bool = False
    """What a plan calls its own things is not looked at."""


def _predicates(text: str, asked: _Asked) -> tuple[Predicate, ...]:
    return tuple(_predicate(word, asked) for word in _words(text))


def _predicate(word: str, asked: _Asked) -> Predicate:
    if word.startswith("-") and len(word) > 1:
        inner = _predicate(word[1:], asked)
        return lambda card: not inner(card)
    if match := _SAVED.fullmatch(word):
        return _saved(match[1].casefold(), asked)
    key, colon, value = word.partition(":")
    field = key.casefold()
    if not colon or field not in _FIELDS:
        if colon and re.fullmatch(r"[a-z]+", field) and value and not value.startswith("//"):
            raise UsageError(f"unknown filter {key}:{did_you_mean(key, _FIELDS)}", hint=_HELP)
        return _text(word, asked.board.plan)
    values = tuple(part for part in value.casefold().split(",") if part)
    if not values:
        raise UsageError(f"{key}: needs a value", hint=_HELP)
    if asked.any_plan and field in _NAMED_BY_PLAN:
        return lambda card: True
    return _FIELDS[field](values, asked.board, asked.me)


def _saved(name: str, asked: _Asked) -> Predicate:
    known = asked.saved
    if name not in known:
        saved = ", ".join(f"@{each}" for each in known) or "none"
        raise UsageError(f"no filter is saved as @{name}{did_you_mean(name, known)}", hint=f"saved: {saved}")
    if name in asked.within:
        raise UsageError(f"the saved filter @{name} names itself")
    try:
        inner = _predicates(known[name], replace(asked, within=(*asked.within, name)))
    except UsageError as error:
        raise UsageError(f"in @{name}: {error}", hint=error.hint) from None
    return lambda card: all(predicate(card) for predicate in inner)


def _text(word: str, plan: Plan) -> Predicate:
    wanted = word.casefold()  # all texts are read with the first card that is asked about, not before
    return lambda card: wanted in plan.searchable[card.id] or wanted in (card.owner or "").casefold()


def _one_of(name: str, known: Iterable[str], pick: Callable[[Card], str | None]) -> _Field:
    choices = tuple(known)

    def field(values: tuple[str, ...], board: Board, me: str) -> Predicate:
        _refuse_unknown(name, values, choices)
        return lambda card: (pick(card) or "none") in values

    return field


def _refuse_unknown(name: str, values: Iterable[str], known: Iterable[str]) -> None:
    choices = {choice.casefold() for choice in known} | {"none"}
    for value in values:
        if value not in choices:
            near = did_you_mean(value, choices)
            raise UsageError(
                f"no {name} is called {value}{near}", hint=f"{name}: {', '.join(sorted(choices))}"
            )


def _phase(values: tuple[str, ...], board: Board, me: str) -> Predicate:
    _refuse_unknown("phase", values, (phase.id for phase in board.plan.phases))
    return lambda card: (card.item.phase or "none").casefold() in values


def _area(values: tuple[str, ...], board: Board, me: str) -> Predicate:
    _refuse_unknown("area", values, (area.id for area in board.plan.areas))
    return lambda card: (card.item.area or "none").casefold() in values


def _owner(values: tuple[str, ...], board: Board, me: str) -> Predicate:
    wanted = {me.casefold() if value == "me" else value for value in values}
    return lambda card: (card.owner or "none").casefold() in wanted


def _tag(values: tuple[str, ...], board: Board, me: str) -> Predicate:
    return lambda card: any(tag.casefold() in values for tag in card.item.tags)


def _file(values: tuple[str, ...], board: Board, me: str) -> Predicate:
    return lambda card: any(value in str(file).casefold() for file in card.item.files for value in values)


def _id(values: tuple[str, ...], board: Board, me: str) -> Predicate:
    return lambda card: card.id.casefold() in values


def _is(values: tuple[str, ...], board: Board, me: str) -> Predicate:
    for value in values:
        if value not in _FLAGS:
            known = ", ".join(_FLAGS)
            raise UsageError(f"no item is ever {value!r}{did_you_mean(value, _FLAGS)}", hint=f"is: {known}")
    flags = [_owner(("me",), board, me) if value == "mine" else _FLAGS[value] for value in values]
    return lambda card: any(flag(card) for flag in flags)


def _due(values: tuple[str, ...], board: Board, me: str) -> Predicate:
    tests = [_due_test(value, board.now.date()) for value in values]
    return lambda card: any(test(card.due) for test in tests)


def _due_test(value: str, today: date) -> Callable[[date | None], bool]:
    """`<14d` is due within 14 days (overdue included), `>14d` later, `2026-01-31` on or before that day."""
    if value == "none":
        return lambda due: due is None
    match = re.fullmatch(r"(<=?|>=?)?(.+)", value)
    op, when = (match[1] or "<=", match[2]) if match else ("<=", value)
    try:
        day = date.fromisoformat(when)
    except ValueError:
        try:
            day = today + max(parse_age(when), timedelta(days=1))
        except (ValueError, OverflowError):
            raise UsageError(f"due:{value} is no date; write due:<14d or due:2026-01-31") from None
    if op.startswith("<"):
        return lambda due: due is not None and due <= day
    return lambda due: due is not None and due > day


_Field = Callable[[tuple[str, ...], Board, str], Predicate]

_FIELDS: Mapping[str, _Field] = {
    "severity": _one_of("severity", SEVERITIES, lambda card: card.severity),
    "status": _one_of("status", Status, lambda card: card.status.value),
    "priority": _one_of(
        "priority", Priority, lambda card: card.item.priority.value if card.item.priority else None
    ),
    "kind": _one_of("kind", Kind, lambda card: card.item.kind.value),
    "phase": _phase,
    "area": _area,
    "owner": _owner,
    "tag": _tag,
    "file": _file,
    "id": _id,
    "due": _due,
    "is": _is,
}
_NAMED_BY_PLAN = frozenset({"phase", "area"})
_HELP = f"filters: {', '.join(f'{name}:' for name in _FIELDS)}"

WORDS: tuple[str, ...] = tuple(
    [f"is:{flag}" for flag in _FLAGS]
    + [f"severity:{name}" for name in SEVERITIES]
    + [f"status:{status.value}" for status in Status]
    + [f"{name}:" for name in ("phase", "area", "owner", "tag", "file", "kind", "priority", "due", "id")]
)
"""Words a shell or an input can complete."""
