"""One thing that its heading puts off."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, titles

CRANE = """# Review
## Quay
### Second crane ({})
- The rails for it were laid, but it was **not ordered**
- One crane is enough for the ships of this year
- **Recommendation**: Order it when the third berth opens
"""


@pytest.mark.parametrize("word", ["Deferred", "postponed", "zurückgestellt", "aplazado", "отложено"])
def test_what_is_told_of_one_thing_is_that_thing(word: str) -> None:
    item = only(CRANE.format(word))
    assert (item.title, item.claim) == ("Second crane", "deferred")


def test_a_list_of_what_was_put_off_has_several() -> None:
    text = CRANE.format("Deferred").replace("**Recommendation**: ", "").replace("Second crane", "Cranes")
    assert len(titles(text)) > 1
