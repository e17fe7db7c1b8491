"""A step that shares but a rare word with a finding is tied to it where a plan repeats its findings."""

from __future__ import annotations

from tests.importers.markdown.reading import plan

NAMES = (
    "Unsigned container images",
    "Stale search index",
    "Manual invoice numbering",
    "Unlimited file uploads",
)
HEAD = "# Review\n## Findings\n"
FINDINGS = HEAD + "".join(
    f"### {name}\n- Impact: pain\n- File: `a{at}.py`\n" for at, name in enumerate(NAMES)
)
TURN = "### Single TURN server\n- Impact: visits fail\n- File: `turn.tf`\n"
REPEATED = "".join(f"- {name}\n" for name in NAMES)


def _tied(text: str) -> dict[str, str | None]:
    return {item.title: item.duplicate_of for item in plan(text).items}


def test_one_rare_word_ties_a_step_to_the_one_finding_that_has_it() -> None:
    found = plan(f"{FINDINGS}{TURN}## Action plan\n### Week 1\n{REPEATED}- Redundant TURN (1 day)\n").items
    finding, step = found[-2:]
    assert step.duplicate_of == finding.id
    assert (finding.phase, finding.effort) == ("week-1", "1d")
    assert any("phase and the effort were taken" in said for said in finding.uncertain)


def test_a_plan_with_work_of_its_own_is_not_tied() -> None:
    text = f"{FINDINGS}{TURN}## Action plan\n### Week 1\n- Redundant TURN\n- Buy chairs\n- Hire two people\n"
    assert _tied(text)["Redundant TURN"] is None


def test_a_word_that_two_findings_have_ties_to_neither() -> None:
    other = "### Secrets of TURN in the log\n- Impact: leak\n- File: `log.py`\n"
    text = f"{FINDINGS}{TURN}{other}## Action plan\n### Week 1\n{REPEATED}- Redundant TURN\n"
    assert _tied(text)["Redundant TURN"] is None


def test_what_is_done_is_no_step_of_what_is_open() -> None:
    text = f"{FINDINGS}{TURN}## Checklist\n{REPEATED.replace('- ', '- [ ] ')}- [x] Redundant TURN\n"
    assert "Redundant TURN" not in _tied(text)
