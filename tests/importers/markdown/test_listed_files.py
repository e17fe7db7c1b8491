"""One thing that is asked for of several files, and what does not change."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, titles

FILES = """# Review
## Later
{}
- `house/bells/old.py` (312 lines)
- `house/bells/wire.py`
- `house/lamp.py`
"""


def test_the_files_of_one_step_are_its_places() -> None:
    item = only(FILES.format("Once the new bell rings, remove the old one:"))
    assert [file.path for file in item.files] == [
        "house/bells/old.py",
        "house/bells/wire.py",
        "house/lamp.py",
    ]


def test_steps_that_name_files_are_several() -> None:
    text = FILES.format("Once the new bell rings, remove the old one:").replace("- `", "- Delete `")
    assert len(titles(text)) == 3


@pytest.mark.parametrize("heading", ["Non-breaking changes", "Backward compatibility", "Rétrocompatibilité"])
def test_what_stays_as_it_is_asks_for_nothing(heading: str) -> None:
    assert not titles(f"# Review\n## Considerations\n### {heading}\n- No old key stops\n- No lock is new\n")


def test_what_breaks_is_work() -> None:
    assert titles("# Review\n## Backward compatibility issues\n- No old key opens the gate\n")
