"""`python -m benchmarks [ITEMS ...]`: what the tracker costs, beside what users would pick instead.

Everything is measured in one run and in turn, so that a machine whose speed drifts slows all alike: commands
on plans of each size, the board, syncs of long histories; every peer that is installed. Told are medians, and
medians of the ratios; nothing passes or fails. What got worse since the ratios kept in last.json is said.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import growth, plots, profiling, regress
from benchmarks.lines import Line, document, table
from benchmarks.peers.registry import PEERS
from benchmarks.suite import Suite

SIZES = (100, 1_000, 10_000, 50_000)
COMMITS = (10_000,)
_SHOWN = "10,000 items"


def parsed(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("items", type=int, nargs="*", default=SIZES, help="sizes of plans")
    parser.add_argument("--commits", type=int, nargs="*", default=COMMITS, help="sizes of repositories")
    parser.add_argument("--repository", type=Path, action="append", default=[], help="a real one to clone")
    parser.add_argument("--runs", type=int, default=7, help="of each thing")
    parser.add_argument("--keys", type=int, default=200, help="presses on the board; 0 leaves them out")
    parser.add_argument(
        "--peers", nargs="*", choices=PEERS, default=list(PEERS), help="none: only yardsticks"
    )
    parser.add_argument("--only", nargs="*", default=[], metavar="WORD", help="operations named with it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="draw growth.svg and peers.svg there")
    parser.add_argument("--save", action="store_true", help="keep the ratios in last.json")
    parser.add_argument("--profile", action="store_true", help="say instead where the time of commands goes")
    return parser.parse_args(words)


def main() -> int:
    asked = parsed()
    if asked.profile:
        profiling.run(asked.items if asked.items != SIZES else (1_000, 10_000), asked.only, asked.runs)
        return 0
    suite = Suite(
        asked.items, asked.commits, asked.repository, asked.runs, asked.keys, asked.peers, asked.only
    )
    lines = []
    try:
        for line in suite.lines():
            lines.append(line)
            _progress(f"{line.world}: {line.operation}")
    except KeyboardInterrupt:
        suite.skipped["the rest"] = "interrupted"
    finally:  # whatever ends the run: what it found may have taken an hour
        _progress("")
        _tell(lines, suite.skipped)
        _write(asked, lines, suite.skipped)
    return 0


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text:<70}", end="" if text else "\r", file=sys.stderr, flush=True)


def _tell(lines: Sequence[Line], skipped: dict[str, str]) -> None:
    for text in table(lines):
        print(text)
    print()
    for text in (*growth.report(growth.points(lines)), *regress.report(lines)):
        print(text)
    for name, why in skipped.items():
        print(f"left out: {name}: {why}")


def _write(asked: argparse.Namespace, lines: Sequence[Line], skipped: dict[str, str]) -> None:
    if asked.json:
        asked.json.write_text(json.dumps(document(lines, skipped), indent=1) + "\n", encoding="utf-8")
    if asked.plots:
        asked.plots.mkdir(parents=True, exist_ok=True)
        drawn = {
            "growth.svg": plots.growth_svg(growth.points(lines)),
            "peers.svg": plots.peers_svg(lines, _SHOWN),
        }
        for name, picture in drawn.items():
            if picture:
                (asked.plots / name).write_text(picture, encoding="utf-8")
    if asked.save:
        regress.save(lines)


if __name__ == "__main__":
    sys.exit(main())
