"""Lists of how long groups of work take: `Priority 1 (blockers): 2 days`, `Testing: 1 day`, `Total: 3 days`.

Where one entry estimates a stage of the plan or is the sum, the others estimate such groups as well.
"""

from __future__ import annotations

from tracker.importers.markdown import asides, effort, horizons
from tracker.importers.markdown.tree import Entry, Listing

_FEWEST = 2


def estimates_groups(block: Listing) -> bool:
    """Tell whether each entry is a name and an effort, and one of them is a stage or the sum."""
    names = [_estimated(entry) for entry in block.entries]
    if len(names) < _FEWEST or not all(names):
        return False
    return any(asides.is_label(name) or horizons.of_heading(name) is not None for name in names)


def _estimated(entry: Entry) -> str:
    """What an entry says the effort of, where it says nothing else."""
    name, _, time = entry.title.text.partition(":")
    bare = time.partition("(")[0].strip(" *.~")
    plain = entry.ticked is None and not entry.blocks and len(entry.head) == 1
    return name.strip() if plain and bare and effort.exactly(bare) is not None else ""
