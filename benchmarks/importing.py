"""`python -m benchmarks.importing [DOCUMENT...] [--json FILE]`: what the importer finds, and what readers do.

Every labelled document is imported, drafted items are paired with the labels, and three things are counted:
recall (of the labels, how many were drafted), precision (of the drafted items, how many are labels, each
once) and, among the pairs, how many of each field are right. Then what was missed, what is no item and which
fields differ, with lines. docs/importing-accuracy.md says how the labels were made. Exits 1 under the budget.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.labels.fields import FIELDS, differences, stated
from benchmarks.labels.label import Label, Labels, lines_of, matching, read_labels
from benchmarks.labels.pairing import Pairing, pair
from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.fileref import ranges_text
from tracker.importers.registry import read

ROOT = Path(__file__).resolve().parents[1]
REVIEWS = ROOT.parent / "shared" / "reviews"
"""Where the reviews that the shipped plans were made from are looked for; they are not in the repository."""
REVIEW_LABELS = ROOT / "benchmarks" / "labels"
MADE_UP = ROOT / "tests" / "importers" / "documents"
BUDGET = 0.95
Compared = tuple[Label, DraftItem, dict[str, tuple[str, str]]]
"""A pair with the fields that differ: what the label accepts, what was drafted."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many; of none at all, all are right."""

    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 1.0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.of + other.of)

    def __str__(self) -> str:
        return f"{self.share:.1%} ({self.right}/{self.of})"


@dataclass(frozen=True, slots=True)
class Measured:
    """One document's figures, with a sentence for all that was wrong."""

    name: str
    recall: Count
    precision: Count
    fields: dict[str, Count]
    stated: dict[str, Count]
    """As `fields`, over the labels whose document gives the field."""
    statements: Count
    """Of the places that state a paired item, how many its draft, or one tied to it, names as its source."""
    missed: tuple[str, ...]
    false: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def figures(self) -> dict[str, Count]:
        """What the budget holds for, by name."""
        return {"recall": self.recall, "precision": self.precision, **self.fields}


def measure(labels: Labels, plan: DraftPlan) -> Measured:
    """Hold a drafted plan against the labels of its document."""
    found = pair(labels.items, plan.items)
    phases = {phase.id: phase for phase in plan.phases}
    pairs = [(labels.items[row], plan.items[column]) for row, column in found.pairs]
    wrong = [(label, draft, differences(label, draft, phases)) for label, draft in pairs]
    return Measured(
        labels.document,
        Count(len(pairs), len(pairs) + len(found.missed)),
        Count(len(pairs), len(pairs) + len(found.false)),
        {field: Count(sum(field not in each for *_, each in wrong), len(wrong)) for field in FIELDS},
        {field: _right_where_stated(field, wrong) for field in FIELDS},
        _statements(labels, plan, found),
        tuple(f"{ranges_text(label.lines)} {label.title}" for label in _missed(labels, found)),
        tuple(_false(labels, plan, found)),
        tuple(
            f"{ranges_text(label.lines)} {label.title}: {field} is {accepted}, drafted {drafted}"
            for label, _, each in wrong
            for field, (accepted, drafted) in each.items()
        ),
    )


def _right_where_stated(
    field: str, wrong: Iterable[tuple[Label, DraftItem, dict[str, tuple[str, str]]]]
) -> Count:
    rows = [field not in each for label, _, each in wrong if stated(label, field)]
    return Count(sum(rows), len(rows))


def _missed(labels: Labels, found: Pairing) -> Iterator[Label]:
    return (labels.items[row] for row in found.missed)


def _false(labels: Labels, plan: DraftPlan, found: Pairing) -> Iterator[str]:
    for column, row in found.false:
        draft = plan.items[column]
        where = f"{ranges_text(draft.source) or '?'} {draft.title}"
        if row is not None:
            yield f"{where}: says again, untied, {labels.items[row].title!r}"
        else:
            why = labels.why_not(lines_of(draft.source))
            yield f"{where}: no item{f' ({why})' if why else ''}"


def _statements(labels: Labels, plan: DraftPlan, found: Pairing) -> Count:
    total = Count(0, 0)
    for row, column in found.pairs:
        tied = [column, *(draft for draft, label in found.linked if label == row)]
        named = frozenset().union(*(lines_of(plan.items[each].source) for each in tied))
        hits = [bool(lines_of([part]) & named) for part in labels.items[row].lines]
        total += Count(sum(hits), len(hits))
    return total


def total(measured: Sequence[Measured]) -> Measured:
    """Add documents up: every label and every drafted item counts once."""
    none = Count(0, 0)
    return Measured(
        "all",
        sum((each.recall for each in measured), none),
        sum((each.precision for each in measured), none),
        {field: sum((each.fields[field] for each in measured), none) for field in FIELDS},
        {field: sum((each.stated[field] for each in measured), none) for field in FIELDS},
        sum((each.statements for each in measured), none),
        (),
        (),
        (),
    )


def labelled(folder: Path, documents: Path) -> Iterator[tuple[Labels, bytes]]:
    """Yield the labels in `folder` with their documents, those that are there.

    Raises ValueError where a document is not the text that was labelled.
    """
    for path in sorted(folder.glob("*.toml")):
        labels = read_labels(path)
        document = documents / labels.document
        if not document.is_file():
            continue
        data = document.read_bytes()
        if not matching(labels, data):
            raise ValueError(f"{document.name} is not the text that {path.name} labels")
        yield labels, data


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing")
    parser.add_argument("documents", nargs="*", metavar="DOCUMENT", help="names or parts of them")
    parser.add_argument("--reviews", type=Path, default=REVIEWS, help="where the reviews are")
    parser.add_argument("--folder", type=Path, help="other documents, with their labels beside them, instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures")
    arguments = parser.parse_args()
    sets = {
        "reviews": labelled(REVIEW_LABELS, arguments.reviews),
        "made up": labelled(MADE_UP, MADE_UP),
    }
    if arguments.folder:
        sets = {arguments.folder.name: labelled(arguments.folder, arguments.folder)}
    results: dict[str, list[Measured]] = {}
    for name, documents in sets.items():
        chosen = [
            (labels, data)
            for labels, data in documents
            if not arguments.documents or any(word in labels.document for word in arguments.documents)
        ]
        results[name] = [measure(labels, read(data, labels.document)) for labels, data in chosen]
        if results[name]:
            _print_set(name, results[name])
    if arguments.json:
        arguments.json.write_text(json.dumps(_as_json(results), indent=1, ensure_ascii=False) + "\n", "utf-8")
    under = [each for rows in results.values() if rows for each in total(rows).figures.values()]
    return int(any(count.share < BUDGET for count in under))


def _print_set(name: str, rows: Sequence[Measured]) -> None:
    heads = ("recall", "precision", *FIELDS, "statements")
    print(f"\n{name}: budget {BUDGET:.0%} each in total; statements stand beside them without one")
    print(f"{'document':<28}" + "".join(f"{head:>17}" for head in heads))
    for each in (*rows, total(rows)):
        cells = (*each.figures.values(), each.statements)
        print(f"{each.name:<28}" + "".join(f"{count!s:>17}" for count in cells))
    only = total(rows).stated.values()
    print(f"{'where the document says it':<62}" + "".join(f"{count!s:>17}" for count in only))
    for each in rows:
        print(f"\n{each.name}")
        for kind, sentences in (("missed", each.missed), ("false", each.false), ("wrong", each.wrong)):
            for sentence in sentences:
                print(f"  {kind:<7} {sentence}")


def _as_json(results: dict[str, list[Measured]]) -> dict[str, object]:
    return {
        name: {
            each.name: {
                "figures": {key: [count.right, count.of] for key, count in each.figures.items()},
                "stated": {key: [count.right, count.of] for key, count in each.stated.items()},
                "statements": [each.statements.right, each.statements.of],
                "missed": each.missed,
                "false": each.false,
                "wrong": each.wrong,
            }
            for each in (*rows, total(rows))
        }
        for name, rows in results.items()
        if rows
    }


if __name__ == "__main__":
    sys.exit(main())
