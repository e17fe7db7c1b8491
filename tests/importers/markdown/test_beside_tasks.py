"""Beside a list that is headed as the tasks, others tell of them."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

TASKS = ["Replace the bollards.", "Paint the steps."]


def stage(name: str, entries: str, tasks: str = "Tasks") -> list[str]:
    """What is drafted of a stage with tasks and another list."""
    listed = "".join(f"- {task}\n" for task in TASKS)
    return titles(f"# Harbour plan\n\n## Phase 1 - Quay\n\n**{tasks}:**\n{listed}\n**{name}:**\n{entries}")


@pytest.mark.parametrize(
    ("name", "tasks"),
    [
        ("Deliverables", "Tasks"),
        ("Dependencies", "Steps"),
        ("Team", "Activities"),
        ("Files touched", "Tasks"),
        ("How to verify", "Action items"),
        ("Abhängigkeiten", "Aufgaben"),
        ("Livrables", "Tâches"),
        ("Entregables", "Tareas"),
        ("依赖", "任务"),
    ],
)
def test_what_tells_of_the_tasks(name: str, tasks: str) -> None:
    assert stage(name, "- Safe quay\n- Stairs for the master\n", tasks) == TASKS


def test_what_asks_for_something_is_work() -> None:
    assert len(stage("Verification", "- Test the bollards with a boat\n- Measure the steps\n")) > len(TASKS)
    assert len(stage("Deliverables", "- [ ] Map of the quay\n- [ ] List of berths\n")) > len(TASKS)


def test_other_lists_of_work_stay() -> None:
    assert stage("Boats", "- Two rowing boats\n- One ferry\n") != TASKS


def test_without_a_list_of_tasks_nothing_is_beside_it() -> None:
    text = "# Harbour plan\n\n## Phase 1\n\n**Deliverables:**\n- Map of the quay\n- List of berths\n"
    assert titles(text) == ["Map of the quay", "List of berths"]
