"""A list of labels beneath a heading describes the one task that the heading names."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles

_ENGLISH = """\
- [ ] **Task**: Oil the hinges of the lock gate
- [ ] **Where it sticks**:
  - [ ] Upper pivot
  - [ ] Lower pivot
- [ ] **Validation**: The gate opens with one hand
- [ ] **Owner**: Lock keeper
- [ ] **Effort**: 2 days
- [ ] **Status**: not started
"""
_FRENCH = """\
- [ ] **Tâche** : Graisser les gonds de la vanne
- [ ] **Points à graisser** :
  - [ ] Pivot haut
- [ ] **Validation** : La vanne s'ouvre d'une main
- [ ] **Responsable** : Éclusier
- [ ] **Délai** : 2 jours
- [ ] **Statut** : à faire
"""


@pytest.mark.parametrize("entries", [_ENGLISH, _FRENCH, _ENGLISH.replace("[ ] ", "")])
def test_labels_in_boxes_describe_the_task_of_the_heading(entries: str) -> None:
    item = only(f"# Lock plan\n\n## Phase 1: Repairs\n\n### 1.1 Final test of the gate\n{entries}")
    assert (item.title, item.effort) == ("Final test of the gate", "2d")


def test_a_phase_of_such_tasks_is_none() -> None:
    head = "# Lock plan\n\n## Phase 2 - Gates (important)\n**Effort: 1 week | Priority: high**\n\n"
    text = f"{head}### 2.1 Final test of the gate\n{_ENGLISH}\n### 2.2 Basin\n{_ENGLISH}"
    drafted = plan(text)
    assert [item.title for item in drafted.items] == ["Final test of the gate", "Basin"]
    assert [phase.title for phase in drafted.phases] == ["Phase 2 - Gates (important)"]


def test_entries_that_are_no_labels_are_the_work() -> None:
    text = "# Lock plan\n\n## Action items\n- [ ] Oil the hinges\n- [ ] Paint the gate\n- [ ] Owner: Ana\n"
    assert titles(text)[:2] == ["Oil the hinges", "Paint the gate"]


def test_a_strong_line_of_several_labels_heads_nothing() -> None:
    text = (
        "# Lock plan\n\n## Phase 1: Repairs\n\n**Effort: 2 weeks | Priority: high**\n\n"
        "> Fix the gate before the basin.\n\n- [ ] Oil the hinges\n"
    )
    assert "Effort: 2 weeks | Priority: high" not in titles(text)


@pytest.mark.parametrize(
    "note",
    [
        "**WARNING**: No other phase may begin before this one is complete.",
        "**Achtung**: Keine Phase beginnt, bevor diese fertig ist.",
        "**ATTENTION** : Aucune autre étape ne commence avant la fin de celle-ci.",
    ],
)
def test_a_note_on_the_order_of_stages_is_no_work(note: str) -> None:
    text = f"# Lock plan\n\n## Phase 1: Critical issues\n\n> ⚠️ {note}\n\n- [ ] Oil the hinges\n"
    assert titles(text) == ["Oil the hinges"]
