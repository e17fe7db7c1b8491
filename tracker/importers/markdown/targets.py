"""Targets: a metric with a bound, in a section of targets or a table with a column of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.domain.bound import Bound, parse_bound
from tracker.domain.plan import Target
from tracker.domain.text import slug
from tracker.importers.markdown import status
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.tree import Listing, Section, Table
from tracker.importers.markdown.words import fold

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_UNIT = (
    r"(?:\s*(?:%|ms|µs|us|seconds?|secs?|s|minutes?|mins?|min|m|hours?|hrs?|h|days?|d|[KMGT]i?B|"
    r"/\s?(?:s|min|minute|h|hour|day|d)))?"
)
_SIGNED = regex(rf"(<=|>=|<|>|≤|≥)\s*({_NUMBER})({_UNIT})(?![\w])", re.IGNORECASE)
_WORDED = regex(
    rf"\b(under|below|less than|at most|max(?:imum|\.)?|within|unter|hochstens|moins de|sous|menos de|"
    rf"meno di|minder dan|mniej niz|менее|over|above|more than|at least|min(?:imum|\.)?|mindestens|"
    rf"uber|au moins|plus de|al menos|mas de|pelo menos|almeno|minstens|co najmniej|не менее|"
    rf"более)\s+({_NUMBER})({_UNIT})(?![\w])",
    re.IGNORECASE,
)
_LOWER = regex(
    r"^(?:over|above|more|at least|min|mindestens|uber|au moins|plus|al menos|mas|pelo menos|almeno|"
    r"minstens|co najmniej|не менее|более)"
)
_SHARE = regex(rf"(?<![\w.])({_NUMBER})\s*%(?![\w])")
_RANGE = regex(
    rf"(?<![\w.])({_NUMBER})\s*[-–]\s*({_NUMBER})(\s+[a-z]+/[a-z]+|{_UNIT})(?![\w])", re.IGNORECASE
)
_ZERO = regex(r"\b(?:zero|no|null|kein\w*|zero|cero|nul)\b", re.IGNORECASE)
_PLUS = regex(rf"^\W*({_NUMBER})\s*\+({_UNIT})")
_TARGET_HEAD = regex(
    r"^(?:target|goal|slo|threshold|objective|ziel\w*|soll|cible|objectif|seuil|objetivo|meta|"
    r"obiettivo|doel|cel|цель|порог|目标|目標\w*|閾値)"
)
_EXPECTED = regex(r"\bexpected\b|erwartet|attendu|esperad|attes[oi]|verwacht|ожидаем|预期|期待")
_METRIC = regex(r"[^<>≤≥=]+")
_METRIC_HEAD = regex(
    r"^(?:metric|kpi|indicator|measure|kennzahl|metrik|metrique|indicateur|metrica|indicador|"
    r"indicatore|metriek|miara|метрика|показатель|指标|指標|項目)"
)
_CLAIM_HEAD = regex(
    r"^(?:expected|current|actual|measured|now|today|ist|aktuell|erwartet|attendu|actuel|actual|"
    r"esperado|atual|attuale|huidig|текущ\w*|当前|現在\w*|実測\w*)"
)


def targets_of(root: Section) -> tuple[Target, ...]:
    """Return the targets of the document whose bound can be read, with unique ids."""
    found: dict[str, Target] = {}
    for target in _all(root, False):
        name, count = target.id, 2
        while name in found:
            name, count = f"{target.id[:28]}-{count}", count + 1
        found[name] = target if name == target.id else _renamed(target, name)
    return tuple(found.values())


def bound_in(text: str) -> Bound | None:
    """Return the first bound a text states (`<200ms`, `at least 99 %`, `100-500 /min`), or None."""
    if found := _SIGNED.search(text):
        return _bound(f"{found[1]} {found[2]} {found[3].strip()}")
    if found := _WORDED.search(text):
        sign = ">=" if _LOWER.match(fold(found[1])) else "<="
        return _bound(f"{sign} {found[2]} {found[3].strip()}")
    if found := _RANGE.search(text):
        return _bound(f"{found[1]}..{found[2]} {found[3].strip()}")
    if found := _PLUS.match(text):
        return _bound(f">= {found[1]} {found[2].strip()}")
    if found := _SHARE.search(text):
        return _bound(f">= {found[1]} %")
    return _bound("= 0") if _ZERO.match(text.strip(" *")) else None


def _bound(text: str) -> Bound | None:
    try:
        return parse_bound(" ".join(text.split()))
    except ValueError:
        return None


def _all(section: Section, within: bool) -> Iterator[Target]:
    role = role_of(section.text) if section.title else Role.NEUTRAL
    here = (role is Role.TARGETS and not _EXPECTED.search(fold(section.text))) or (
        within and role is Role.NEUTRAL
    )
    for block in section.blocks:
        if isinstance(block, Table):
            yield from _rows(block)
        elif here and isinstance(block, Listing):
            for entry in block.entries:
                if found := _entry(entry.title):
                    yield found
    for child in section.sections:
        yield from _all(child, here)


def _entry(line: Line) -> Target | None:
    label = labelled(line)
    metric = label.label if label and label.value.text else ""
    stated = label.value.text if label and label.value.text else status.without_marks(line.text)
    bound = bound_in(stated)
    if bound is None:
        return None
    if not metric:
        found = _METRIC.match(stated)
        metric = " ".join(found[0].split()) if found else ""
    return _target(metric or stated, bound, line.number, None)


def _rows(table: Table) -> Iterator[Target]:
    heads = [fold(cell.text).strip(" *:") for cell in table.header.cells]
    goal = next((at for at, head in enumerate(heads) if at and _TARGET_HEAD.match(head)), None)
    if goal is None or not (_METRIC_HEAD.match(heads[0]) or any(map(_CLAIM_HEAD.match, heads))):
        return
    claim = next((at for at, head in enumerate(heads) if at and _CLAIM_HEAD.match(head)), None)
    for row in table.rows:
        if goal < len(row.cells) and (bound := bound_in(row.cells[goal].text)):
            claimed = row.cells[claim].text if claim is not None and claim < len(row.cells) else None
            yield _target(row.cells[0].text, bound, row.number, claimed or None)


def _target(metric: str, bound: Bound, line: int, claimed: str | None) -> Target:
    title = status.without_marks(metric)[:120] or "target"
    return Target(slug(title), title, bound, claimed=claimed, source=((line, line),))


def _renamed(target: Target, name: str) -> Target:
    return replace(target, id=name)
