"""Statements that name others: a row of the plan that says `H-01`, a step for "Finding 3 and 5".

What only orders the work of others is no item of its own: it gives its phase and its line to each that it
names. A number is followed only where the document uses it as a reference, because every list counts from 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.domain.frozen import frozen
from tracker.importers.markdown.cited import cited, pointed, step_of
from tracker.importers.markdown.closing import closed, hashes_name, is_counted_step, parts_of_one
from tracker.importers.markdown.ids import dotless
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.remarks import named_by
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.titles import ANY_ID

_NUMBERED = regex(r"(?<![\w.])(?=[A-Z.-]{0,8}\d|[A-Z]{1,8} \d)([A-Z0-9][\w.()-]*)(?: \d[\d.]*)?")
RESTATING = frozenset({Role.PLAN, Role.CHECKLIST, Role.SUMMARY, Role.DEFERRED})
"""Roles of sections that say again what was found elsewhere."""
_SEVERAL = 3
_LIGHT = 2
"""What says more than this of a finding that it cites is one of its own."""


@frozen
class Resolved:
    """The statements, those that name several others multiplied, and which positions belong together."""

    statements: tuple[Statement, ...]
    joined: tuple[tuple[int, int], ...]
    parts: tuple[tuple[int, int], ...] = ()
    """Those that are parts of one work, each of its own."""
    shares: tuple[tuple[int, str], ...] = ()
    """Those that are one of several shares of a step, each with the name of whom it belongs to."""


def restates(statement: Statement) -> bool:
    """Tell whether a statement stands where things are said again, or is a box to tick."""
    return statement.around.role in RESTATING or statement.box


def resolved(statements: Sequence[Statement]) -> Resolved:
    """Return the statements with every reference followed."""
    owners = _owners(statements)
    if not owners:
        return Resolved(tuple(each for each in statements if not each.remark), ())
    unusual = frozenset(name for name in owners if name[0] not in "#§" and not ANY_ID.fullmatch(name))
    counting, bracketed = _counts_findings(statements, owners), _brackets_findings(statements, owners)
    hashing, naming = _hashes_findings(statements), hashes_name(statements, owners)
    plan = frozenset(name for name, at in owners.items() if statements[at].around.role in RESTATING)
    found: list[Statement] = []
    names: list[str | None] = []
    shares: list[tuple[int, str]] = []
    for each in statements:
        if each.remark and not each.mentions:
            each = replace(each, mentions=named_by(each, statements))
        named = _named(each, owners, unusual, counting, hashing, bracketed, plan, naming)
        if not named and each.remark:
            continue
        if not named:
            found.append(each)
            names.append(None)
        for name in named:
            shares += [(len(found), name)] if len(named) > 1 else []
            found.append(_part_of(each, alone=len(named) == 1))
            names.append(name)
    places = _owners(found)
    joined = [(places[name], at) for at, name in enumerate(names) if name in places]
    parts = parts_of_one(found, names, frozenset(at for at, _ in shares))
    return Resolved(
        tuple(found),
        tuple(pair for pair in joined if pair[1] not in parts),
        tuple(pair for pair in joined if pair[1] in parts),
        tuple(shares),
    )


def _owners(statements: Sequence[Statement]) -> dict[str, int]:
    """The position of what each name stands for: ids, and numbers of findings that no two share."""
    found = [each for each in statements if each.number and each.around.role not in RESTATING]
    numbers, hashed = (
        Counter(each.number for each in found),
        Counter(each.number for each in found if each.hashed),
    )
    steps = Counter(each.number for each in statements if each.number and each.around.role is Role.PLAN)
    owners: dict[str, int] = {}
    for at, each in enumerate(statements):
        if each.id:
            owners.setdefault(each.id.upper(), at)
        elif each.number and each.around.role not in RESTATING:
            alone = hashed if hashed[each.number] else numbers
            if alone[each.number] == 1 and (each.hashed or alone is numbers):
                owners.setdefault(f"#{each.number}", at)
        if each.number and each.around.role is Role.PLAN and steps[each.number] == 1:
            owners[f"§{each.number}"] = at
    return owners


def _named(
    statement: Statement,
    owners: dict[str, int],
    unusual: Collection[str],
    counting: bool,
    hashing: bool,
    bracketed: bool,
    plan: Collection[str],
    naming: bool,
) -> list[str]:
    if again := [name.upper() for name in statement.again if name.upper() in owners]:
        return again
    if is_counted_step(statement):
        return [name for name in closed(statement, naming) if name in owners and name != statement.id]
    if statement.id:
        return []
    if statement.around.role not in RESTATING:
        if step := _step(statement):
            return [step] if step in owners else []
        light = not statement.number and statement.weight <= _LIGHT
        told = (*cited(statement.title), *pointed(statement.facts.get("issue", ""), plan))
        return [name for name in told if name in owners] if light else []
    names = [name.upper() for name in (*statement.mentions, *cited(statement.title))]
    if bracketed:
        names += [f"#{int(name[1:-1])}" for name in statement.mentions if name[0] == "("]
    names += _spelled(statement.title, unusual)
    names += closed(statement, naming)
    if statement.number and not cited(statement.title) and (counting or (statement.hashed and hashing)):
        names.append(f"#{statement.number}")
    if statement.remark:  # a timeline may name the steps of a plan as well
        names = [name if name in owners else name.replace("#", "§") for name in names]
    return [name for name in dict.fromkeys(names) if name in owners]


def _step(statement: Statement) -> str | None:
    """The step of a plan that takes care of a risk, as its row says: `Load test, see step 9`."""
    told = (
        step_of(text) for text in (statement.facts.get("mitigation", ""), statement.facts.get("approach", ""))
    )
    return next((f"§{number}" for number in told if number), None)


def _spelled(text: str, unusual: Collection[str]) -> list[str]:
    """Ids of a form that only this document uses (`A.8.2`, `COST 2`), where a text names them."""
    if not unusual:
        return []
    forms = (
        form.rstrip(".,)") for found in _NUMBERED.finditer(text.upper()) for form in (found[0], found[1])
    )
    return [name for form in forms for name in (form, dotless(form)) if name in unusual]


def _counts_findings(statements: Sequence[Statement], owners: dict[str, int]) -> bool:
    """Whether the numbers of a plan are those of findings: some of them, and not just 1, 2, 3 in each list.

    A plan names a finding once, or in two of its lists; what three lists have is a count.
    """
    numbers = [
        each.number for each in statements if each.number and not each.id and each.around.role in RESTATING
    ]
    own = all(int(each) in (1, int(before) + 1) for before, each in pairwise(["0", *numbers]))
    counts = own or max(Counter(numbers).values()) >= _SEVERAL
    return bool(numbers) and not counts and all(f"#{number}" in owners for number in numbers)


def _hashes_findings(statements: Sequence[Statement]) -> bool:
    """Whether a number that a plan writes as a name (`#3 closed`) is that of a finding, as it is there.

    Where the plan's are 1, 2, 3 in their order, they may be its own. Findings that are numbered without the
    sign are meant where each number is that of one, and the plan has them in an order of its own.
    """
    found = [each for each in statements if each.hashed and each.number]
    numbers = [each.number for each in found if each.number and each.around.role in RESTATING]
    own = [str(count) for count in range(1, len(numbers) + 1)]
    if len(numbers) < len(found):
        return numbers != own
    plain = {each.number for each in statements if not each.hashed}
    return len(numbers) >= _SEVERAL and numbers != sorted(numbers, key=int) and plain.issuperset(numbers)


def _brackets_findings(statements: Sequence[Statement], owners: dict[str, int]) -> bool:
    """Whether numbers in brackets are those of findings: several steps have some, and all are known."""
    planned = [each for each in statements if each.around.role in RESTATING and not each.id]
    numbers = [name for each in planned for name in each.mentions if name[0] == "("]
    return len(numbers) > 1 and all(f"#{int(name[1:-1])}" in owners for name in numbers)


def _part_of(statement: Statement, *, alone: bool) -> Statement:
    """A statement as part of the item it names; what it says of several belongs to none of them."""
    if alone:
        return statement
    if is_counted_step(statement) or statement.again:  # else all its parts would be one by their id
        statement = replace(statement, id=None)
    return replace(statement, effort=None, files=(), facts={}, steps=(), checks=(), snippets=(), links=())
