"""A checklist with a half before and a half after the same event has stages."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan

WORK = ("Oil the wheel", "Sweep the stairs", "Light the lantern")


def phases(*headings: str) -> list[str | None]:
    """The phases of the boxes of a checklist with these headings."""
    parts = "".join(f"### {name}\n\n- [ ] {work}\n\n" for name, work in zip(headings, WORK, strict=False))
    draft = plan(f"# Bell tower review\n\n## Opening checklist\n\n{parts}")
    names = {phase.id: phase.title for phase in draft.phases}
    return [names.get(item.phase or "") for item in draft.items]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Pre-Deployment", "Post-Deployment"),
        ("Before the launch", "After the launch"),
        ("Vor dem Start", "Nach dem Start"),
        ("Avant le lancement", "Après le lancement"),
        ("发布前", "发布后"),
    ],
)
def test_both_halves_are_stages(before: str, after: str) -> None:
    found = phases(before, after)
    assert found
    assert set(found) == {before, after}


def test_what_stands_between_is_a_stage_as_well() -> None:
    assert "Deployment" in phases("Pre-Deployment", "Deployment", "Post-Deployment")


def test_one_half_alone_is_none() -> None:
    assert set(phases("Pre-Deployment", "Ropes")) <= {None}


def test_a_finding_does_not_take_the_stage_of_its_box() -> None:
    draft = plan(
        "# Bell tower review\n\n## Findings\n\n### H-1: No oil on the wheel of the bell (high)\n\n"
        "**Impact:** It squeaks\n\n## Opening checklist\n\n### Pre-opening\n\n- [ ] H-1 fixed\n"
        "- [ ] Oil the ropes\n\n### Post-opening\n\n- [ ] Ring the bell once\n"
    )
    assert draft.items[0].phase is None
