"""`python -m benchmarks.import_speed [--sizes KB ...] [--json FILE]`: what reading a review costs.

Generated reviews of several shapes and sizes, those of the tests as one, and the real ones where they are:
seconds of processor time a megabyte beside those that markdown-it by itself takes to tell the blocks of the
same text, and beside the budget of two seconds. Modules are loaded and patterns compiled before the clock
starts; what a whole process takes, which compiles only what it asks, stands beside a Python that does
nothing. Every run is a process of its own, since the importer remembers words it has seen. Exits 1 over
the budget.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.importing import REVIEWS
from benchmarks.lines import Line, document, line_of, table
from benchmarks.processes import PYTHON, cost, told
from benchmarks.reviews import MOST_LINES, SHAPES, review

SIZES = (50, 200, 1_000)
"""Kilobytes."""
DOCUMENTS = Path(__file__).parents[1] / "tests" / "importers" / "documents"
BUDGET = 2.0
"""Seconds of processor time a megabyte."""
_UNIT = "CPU s/MB"
_WIDEST = 25
_PROGRAM = """
import re
import time
from pathlib import Path
from markdown_it import MarkdownIt
from tracker.importers.markdown import patterns
patterns.regex = re.compile  # at once, as each module is loaded
from tracker.importers.markdown.read import read_markdown
data = Path({path!r}).read_bytes()
read_markdown("# A\\n\\n- Fix **b** *c* (High)\\n".encode(), "first")
begun = time.process_time()
plan = read_markdown(data, "review")
read = time.process_time() - begun
parser, text = MarkdownIt("commonmark").enable("table"), data.decode("utf-8", "replace")
parser.core.ruler.disable("inline")
begun = time.process_time()
parser.parse(text)
told(read=read, parse=time.process_time() - begun, items=len(plan.items))
"""
_WHOLE = """
from pathlib import Path
from tracker.importers.markdown.read import read_markdown
read_markdown(Path({path!r}).read_bytes(), "review")
"""


def lines_for(name: str, data: bytes, folder: Path, runs: int) -> Iterator[Line]:
    """Yield what reading one document costs, beside the parser alone, the budget and an idle Python."""
    path = folder / "review.md"
    path.write_bytes(data)
    megabytes = len(data) / 1e6
    facts = [told(_PROGRAM.format(path=str(path)), folder) for _ in range(runs)]
    world = f"{len(data) / 1e3:,.0f} KB, {name}"[:_WIDEST]
    operation = f"{facts[0]['items']:,.0f} items"
    rates = [(each["read"] / megabytes, each["parse"] / megabytes) for each in facts]
    yield line_of(world, operation, "markdown-it", _UNIT, rates)
    yield line_of(world, operation, "budget", _UNIT, [(ours, BUDGET) for ours, _ in rates], 1.0)
    whole = [
        (
            cost((PYTHON, "-c", _WHOLE.format(path=str(path))), folder).cpu * 1e3,
            cost((PYTHON, "-c", "pass"), folder).cpu * 1e3,
        )
        for _ in range(runs)
    ]
    yield line_of(world, operation, "python -c pass", "CPU ms", whole)


def documents(sizes: Sequence[int], shapes: Sequence[str], reviews: Path) -> Mapping[str, bytes]:
    """Return the documents that are measured, by name; sizes are in kilobytes."""
    made = {
        f"{shape} {size}": review(shape, size * 1_000).encode("utf-8") for size in sizes for shape in shapes
    }
    return made | {"written": written()} | {path.stem: path.read_bytes() for path in _in(reviews)}


def written() -> bytes:
    """Return the reviews that were made up for the tests, one after another, as many lines as are read.

    What is generated says the same words again and again, which the importer remembers; people do not.
    """
    lines = [line for path in _in(DOCUMENTS) for line in path.read_bytes().splitlines()]
    return b"\n".join(lines[:MOST_LINES])


def _in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.import_speed")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, metavar="KB")
    parser.add_argument("--shapes", nargs="*", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--reviews", type=Path, default=REVIEWS, help="a folder of real ones")
    parser.add_argument("--runs", type=int, default=3, help="of each document")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    asked = parser.parse_args()
    found: list[Line] = []
    with TemporaryDirectory() as folder:
        for name, data in documents(asked.sizes, asked.shapes, asked.reviews).items():
            found += lines_for(name, data, Path(folder), asked.runs)
    for text in table(found):
        print(text)
    if asked.json:
        asked.json.write_text(json.dumps(document(found, {}), indent=1) + "\n", encoding="utf-8")
    return int(any(line.over for line in found))


if __name__ == "__main__":
    sys.exit(main())
