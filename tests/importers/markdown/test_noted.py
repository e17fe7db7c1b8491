"""Notes are work where nearly all of them ask for something."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

REVIEW = "# Pier review\n\n## Issues\n\n- Rotten planks\n\n"


@pytest.mark.parametrize(
    ("heading", "notes"),
    [
        ("📝 Notes", ["All lamps should be replaced", "Consider adding a bench", "Set up a telescope"]),
        ("Weitere Hinweise", ["Lampen sollten ersetzt werden", "Bank hinzufügen", "Fernrohr einrichten"]),
        ("Notas adicionales", ["Agregar un banco", "Se recomienda cambiar las luces", "Crear un mapa"]),
    ],
)
def test_notes_that_ask_are_work(heading: str, notes: list[str]) -> None:
    listed = "".join(f"- {note}\n" for note in notes)
    found = titles(f"{REVIEW}## {heading}\n\n{listed}")
    assert found == ["Rotten planks", *notes]


def test_notes_that_explain_are_none() -> None:
    notes = "- Written in May\n- All planks were counted\n- Consider painting them every spring\n"
    assert titles(f"{REVIEW}## Notes\n\n{notes}") == ["Rotten planks"]
