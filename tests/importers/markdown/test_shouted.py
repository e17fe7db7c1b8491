"""States in bold beneath the entries of an inventory, and what is no legend of a mark."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.domain.plan import Claim

PARTS = """# House inventory
## 2. Comfort
### Bells
- ✅ **Day bell**: in the hall
- ⚠️ **Night bell**: wires are laid (`house/bell/`)
  - Button in the hall
  - **{}**
"""


@pytest.mark.parametrize(
    "word", ["NOT CONNECTED", "Not yet installed", "Nicht in Betrieb", "Non installée", "No instalado"]
)
def test_it_says_that_there_is_work(word: str) -> None:
    (item,) = plan(PARTS.format(word)).items
    assert (item.title, item.claim) == ("Night bell", Claim.OPEN)


def test_a_word_that_is_no_state_says_nothing() -> None:
    assert "Day bell" not in titles(PARTS.format("Bakelite"))


def test_in_a_list_of_tools_it_says_nothing() -> None:
    assert not titles("# Review\n## Tools used\n- **Meter**: old\n  - **NOT CONNECTED**\n")


def test_a_finding_behind_a_mark_is_no_legend() -> None:
    text = PARTS.format("NOT CONNECTED") + "\n- **State**: ⚠️ Ready but never rung by anybody\n"
    assert plan(text).items[0].claim is Claim.OPEN
