"""What is listed as changed was work, and is done."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles


@pytest.mark.parametrize(
    ("heading", "entries"),
    [
        ("### Changes made:", ("Replaced the old lamps", "Wrote a rota for the bridge")),
        ("### 2. Fixes applied", ("Fixed the leak in the boiler", "Added a bell")),
        ("### Vorgenommene Änderungen", ("Ersetzt: alte Lampen", "Aktualisiert: Plan der Brücke")),
        ("### Cambios realizados", ("Añadida una campana", "Corregido el mapa del puerto")),
    ],
)
def test_what_is_listed_as_changed_is_done(heading: str, entries: tuple[str, str]) -> None:
    listed = "".join(f"{at}. **{entry}**\n   - in `hall.py`\n" for at, entry in enumerate(entries, 1))
    items = plan(f"# Hall review\n\n## ✅ Cleaning up - COMPLETED\n\n{heading}\n\n{listed}").items
    assert [item.title for item in items] == list(entries)
    assert {str(item.claim) for item in items} == {"done"}


def test_what_is_there_was_not_changed() -> None:
    text = "# Hall review\n\n## ✅ All well\n\n### Changes made\n\n- Lamps in all rooms\n- A good bell\n"
    assert titles(text) == []


def test_a_strong_line_in_praise_lists_nothing_to_do() -> None:
    text = "# Hall review\n\n## ✅ Bell\n\n**Changes made:**\n\n- Added a rope\n- Painted it\n"
    assert titles(text) == []
