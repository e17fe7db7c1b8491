"""What stands between an item and a gate, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.cli.forecast_lines import moved_text
from tracker.cli.gate_lines import reason_mark
from tracker.cli.output import STATUS_COLOR, VERDICT_COLOR, Cell, Column, table, wrap
from tracker.domain.board import Card
from tracker.domain.effort import format_hours
from tracker.domain.explain import Explanation
from tracker.domain.marks import STATUS_MARK, effort_text, status_label


def explanation_lines(found: Explanation) -> list[str]:
    """Return the answer first, then its reasons with what clears each, and what hangs together."""
    lines = [*_headline(found)]
    if found.reasons:
        lines += ["", *_reasons(found)]
    for title, cards in (("Waits for", found.waits_for), ("Waited for by", found.waited_for_by)):
        lines += _cards(title, cards)
    if found.lacks:
        lines += ["", Cell("Lacks", bold=True).styled()]
        lines += [line for text in found.lacks for line in wrap(text, "    ", "  - ")]
    return [*lines, *_effect(found)]


def _headline(found: Explanation) -> Iterator[str]:
    card, gate = found.card, found.assessment.gate.id
    facts = [
        f"{STATUS_MARK[card.status]} {status_label(card.status)}",
        card.severity,
        effort_text(card.effort),
    ]
    yield f"{Cell(card.id, bold=True).styled()}  {card.item.title}"
    yield "  " + " · ".join(fact for fact in facts if fact)
    verdict = found.assessment.verdict
    shown = Cell(verdict.label, VERDICT_COLOR[verdict], bold=True).styled()
    answer = "It is not in the way of" if not found.reasons else "It is in the way of"
    if found.reasons and not found.hard:
        answer = "It is a condition of"
    yield f"  {answer} {gate}, which is {shown}."


def _reasons(found: Explanation) -> list[str]:
    rows = [[Cell(text, dim=True) for text in ("", "code", "reason", "clears when")]]
    rows += [
        [reason_mark(reason), Cell(reason.code), Cell(reason.text), Cell(reason.clears, dim=True)]
        for reason in found.reasons
    ]
    return table((Column(), Column(), Column(flexes=True), Column(flexes=True)), rows, " ")


def _cards(title: str, cards: Iterable[Card]) -> list[str]:
    rows = [
        [
            Cell(STATUS_MARK[card.status], STATUS_COLOR.get(card.status)),
            Cell(card.id),
            Cell(card.item.title),
            Cell(effort_text(card.effort)),
        ]
        for card in cards
    ]
    columns = (Column(), Column(), Column(flexes=True), Column(right=True))
    return ["", Cell(title, bold=True).styled(), *table(columns, rows, "  ")] if rows else []


def _effect(found: Explanation) -> list[str]:
    driver = found.driver
    if driver is None:
        return []
    by = moved_text(driver.p85_days) or f"{format_hours(abs(driver.p85_hours))} of work"
    return ["", f"Closing it today would move P85 by {by}."]
