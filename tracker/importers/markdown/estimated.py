"""Lists of how long groups of work take: `Priority 1 (blockers): 2 days`, `Testing: 1 day`, `Total: 3 days`.

Where one entry estimates a stage of the plan or is the sum, the others estimate such groups as well.
"""

from __future__ import annotations

from tracker.importers.markdown import asides, effort, horizons
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.tree import Entry, Listing

_FEWEST = 2


def estimates_stage(line: Line) -> bool:
    """Tell whether a line only says how long a stage takes: `Priority 1 (blockers): 16-24 hours`."""
    stage, _, time = line.text.partition(":")
    return _is_time(time) and horizons.of_heading(stage) is not None


def estimates_groups(block: Listing) -> bool:
    """Tell whether each entry is a name and an effort, and one of them is a stage or the sum."""
    names = [_estimated(entry) for entry in block.entries]
    if len(names) < _FEWEST or not all(names):
        return False
    return any(asides.is_label(name) or horizons.of_heading(name) is not None for name in names)


def _estimated(entry: Entry) -> str:
    """What an entry says the effort of, where it says nothing else."""
    name, _, time = entry.title.text.partition(":")
    plain = entry.ticked is None and not entry.blocks and len(entry.head) == 1
    return name.strip() if plain and _is_time(time.partition("(")[0]) else ""


def _is_time(text: str) -> bool:
    bare = text.strip(" *.~")
    return bool(bare) and effort.exactly(bare) is not None
