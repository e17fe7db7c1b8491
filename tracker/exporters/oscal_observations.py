"""What was seen of an item, as OSCAL observations: the review's finding, then each piece of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from tracker.domain.board import Board, Card
from tracker.domain.state import Evidence
from tracker.exporters.oscal_parts import Ids, Object, address, present, props, prose, start_of, string, when

_METHODS = {"command": "TEST", "attestation": "INTERVIEW", "note": "UNKNOWN"}
"""How evidence of a kind was come by; files, commits and addresses are examined."""


def observations(card: Card, board: Board, ids: Ids) -> list[Object]:
    """Return the item's observations: its finding where the day of the review is known, and its evidence."""
    subjects = [_subject(path, ids) for path in paths(card)]
    finding = _finding(card, board, ids, subjects)
    evidence = (_evidence(found, card, ids, subjects) for found in card.state.evidence)
    return [*([finding] if finding else []), *(found for found in evidence if "collected" in found)]


def paths(card: Card) -> list[str]:
    """Return the files that an item names, each once and without lines."""
    return list(dict.fromkeys(string(file.path) for file in card.item.files if string(file.path)))


def resources(cards: Iterable[Card], ids: Ids) -> list[Object]:
    """Return the files that the items name, as what observations are about."""
    named = dict.fromkeys(path for card in cards for path in paths(card))
    return [
        {
            "uuid": ids.of("file", path),
            "title": path,
            "description": "A file of the repository.",
            "rlinks": [{"href": quote(path)}],
        }
        for path in named
    ]


def people(card: Card) -> Iterator[str]:
    """Yield who gave the item's evidence."""
    return (string(found.actor) for found in card.state.evidence if string(found.actor))


def _subject(path: str, ids: Ids) -> Object:
    return {"subject-uuid": ids.of("file", path), "type": "resource", "title": path}


def _finding(card: Card, board: Board, ids: Ids, subjects: list[Object]) -> Object | None:
    collected = start_of(board.plan.reviewed)
    if collected is None:
        return None
    item = card.item
    lines = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in item.source)
    return present(
        {
            "uuid": ids.of("finding", item.id),
            "title": string(f"Finding of the review: {item.title}"),
            "description": prose(item.facts.get("symptoms") or item.facts.get("issue") or item.title)
            or item.id,
            "props": props(
                review=board.plan.source,
                review_lines=lines or None,
                files=" ".join(map(str, item.files)) or None,
            ),
            "methods": ["EXAMINE"],
            "types": ["finding"],
            "subjects": subjects,
            "collected": collected,
        }
    )


def _evidence(found: Evidence, card: Card, ids: Ids, subjects: list[Object]) -> Object:
    actor, stale = string(found.actor), card.stale.get(found.id)
    outcome = {True: "passed", False: "failed", None: None}[found.passed]
    said = f"{found.kind}: {found.ref}" + (f" ({outcome})" if outcome else "")
    return present(
        {
            "uuid": ids.of("evidence", found.id),
            "title": string(said),
            "description": prose(said, found.text if found.text and found.text != found.ref else ""),
            "props": props(kind=found.kind, commit=found.sha, outcome=outcome, stale=stale),
            "methods": [_METHODS.get(found.kind, "EXAMINE")],
            "types": ["historic" if stale else "finding" if found.passed is False else "mitigation"],
            "origins": [party_origin(actor, ids)] if actor else [],
            "subjects": subjects,
            "relevant-evidence": [present({"href": address(found.ref), "description": prose(said)})],
            "collected": when(found.at),
            "remarks": prose(f"It does not count any more: {stale}") if stale else "",
        }
    )


def party_origin(name: str, ids: Ids) -> Object:
    """Return a person as the origin of something."""
    return {"actors": [{"type": "party", "actor-uuid": ids.of("party", name)}]}
