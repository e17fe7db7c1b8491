"""The `[item.ID]` table of a drafted item, with a comment for all that was guessed or did not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.draft import DraftItem
from tracker.domain.plan import FACTS, Check, Claim, DeferredClaim, Kind, Snippet
from tracker.domain.text import one_line, slug
from tracker.planfile.entry import Entry, References
from tracker.planfile.items import LIMITS, ROLES
from tracker.planfile.legal import (
    each,
    each_once,
    filled,
    legal_code,
    legal_day,
    legal_effort,
    legal_file,
    legal_line,
    legal_text,
    lines_value,
)
from tracker.planfile.naming import LONGEST_ID, Names, id_of
from tracker.planfile.rendering import Value


def item_entry(place: int, item: DraftItem, refs: References, after: Sequence[str]) -> Entry:
    """Return the table of the item at a place of the draft; `after` is free of circles."""
    name = refs.items[place]
    deferred = _deferred(item.deferred)
    usual = Claim.DEFERRED if deferred else Claim.OPEN
    values = {
        "title": legal_line(item.title) or name,
        "kind": item.kind.value if item.kind is not Kind.FINDING else None,
        "phase": refs.phase(item.phase),
        "area": refs.area(item.area),
        "severity": item.severity.value if item.severity else None,
        "priority": item.priority.value if item.priority else None,
        "blocker": item.blocker or None,
        "effort": legal_effort(item.effort),
        "after": list(after),
        "files": each_once(legal_file, item.files),
        "source": lines_value(item.source),
        **_facts(item, refs),
        "steps": each(legal_text, item.steps),
        "limit": filled({key: legal_text(item.limit.get(key)) for key in LIMITS}),
        "snippet": [row for snippet in item.snippets if (row := _snippet(snippet))],
        "resolved": each(legal_text, item.resolved),
        "remaining": each(legal_text, item.remaining),
        "checks": _checks(item.checks, name, refs),
        "deferred": deferred,
        "status": item.claim.value if item.claim is not usual else None,
        "owner": legal_line(item.owner),
        "due": legal_day(item.due),
        "tags": each_once(legal_line, item.tags),
        "links": each_once(legal_line, item.links),
        "conflicts": each(legal_text, item.conflicts),
    }
    comments = (*each(legal_line, item.uncertain), *_lost(item, name, values, refs))
    return Entry(("item", name), filled(values), comments, item_identity(item))


def item_identity(item: DraftItem) -> str:
    """Return what tells an item of a document from the others, whatever became of its values."""
    return item.fingerprint or one_line(item.title).casefold() or "untitled"


def _facts(item: DraftItem, refs: References) -> dict[str, Value | None]:
    """The texts in the order of the format; that the work is stated elsewhere too is a note."""
    facts: dict[str, Value | None] = {key: legal_text(item.facts.get(key)) for key in FACTS}
    other = refs.item(item.duplicate_of)
    if other:
        facts["note"] = "\n".join(
            filter(None, (legal_text(item.facts.get("note")), f"The same work as {other}."))
        )
    return facts


def _snippet(snippet: Snippet) -> dict[str, Value] | None:
    body = legal_code(snippet.code)
    if body is None:
        return None
    role = snippet.role if snippet.role in ROLES else "proposed"
    return filled(
        {
            "lang": legal_line(snippet.lang),
            "role": role,
            "file": legal_file(snippet.file),
            "code": body,
        }
    )


def _checks(checks: Sequence[Check], owner: str, refs: References) -> list[Value]:
    """Checks as texts where that says all; an id is written where it is not the one made from the text."""
    names = Names()
    found: list[Value] = []
    for check in checks:
        told = legal_line(check.text)
        if told is None:
            continue
        made = slug(told)
        name = names.new(id_of(check.id, told, made), LONGEST_ID) if check.id else None
        item = refs.item(check.item)
        values = filled(
            {
                "id": name if name != made else None,
                "text": told,
                "item": item if item != owner else None,
                "done": check.done or None,
                "source": lines_value(check.source),
            }
        )
        found.append(values if len(values) > 1 else told)
    return found


def _deferred(claim: DeferredClaim | None) -> dict[str, Value] | None:
    if claim is None:
        return None
    return filled({"when": legal_text(claim.when), "review": legal_day(claim.review)}) or None


def _lost(item: DraftItem, name: str, values: Mapping[str, Value | None], refs: References) -> Iterator[str]:
    """What the document says and the table cannot hold."""
    for key, said in (("effort", item.effort), ("phase", item.phase), ("area", item.area)):
        told = legal_line(said)
        if told and not values[key]:
            yield f"{key} as the document has it: {told}"
    missing = [wish for wish in item.after if legal_line(wish) and not refs.item(wish)]
    if missing:
        yield f"comes after what is not in the plan: {legal_line(', '.join(missing))}"
    cut = [wish for wish in item.after if (found := refs.item(wish)) and found not in _list(values["after"])]
    if cut:
        yield f"after {legal_line(', '.join(cut))} left out: it would run in a circle"
    if legal_line(item.duplicate_of) and not refs.item(item.duplicate_of):
        yield f"the same work as {legal_line(item.duplicate_of)}, which is not in the plan"
    files = [path for file in item.files if legal_file(file) is None and (path := legal_line(str(file)))]
    if files:
        yield f"no path inside the repository: {', '.join(files)}"
    for key in item.facts:
        if key not in FACTS and (told := legal_line(item.facts[key])):
            yield f"{key}: {told}"


def _list(value: Value | None) -> Sequence[Value]:
    return value if isinstance(value, list) else ()
