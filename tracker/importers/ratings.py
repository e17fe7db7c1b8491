"""The words that tools rate with, as the plan's severities: each tool has its own handful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.domain.plan import Kind, Severity

BANDS = (
    (9.0, Severity.CRITICAL),
    (7.0, Severity.HIGH),
    (4.0, Severity.MEDIUM),
    (0.1, Severity.LOW),
    (0.0, Severity.INFO),
)
"""The least score of each band (CVSS v3.1, section 5)."""
_WORDS: Mapping[str, Severity] = {
    **dict.fromkeys(("critical", "blocker", "urgent", "p0", "s0", "sev0"), Severity.CRITICAL),
    **dict.fromkeys(("high", "major", "error", "severe", "p1", "s1", "sev1"), Severity.HIGH),
    **dict.fromkeys(("medium", "moderate", "warning", "normal", "p2", "s2", "sev2"), Severity.MEDIUM),
    **dict.fromkeys(("low", "minor", "note", "trivial", "p3", "p4", "s3", "sev3"), Severity.LOW),
    **dict.fromkeys(("info", "informational", "none", "recommendation"), Severity.INFO),
}
_KINDS: Mapping[str, Kind] = {
    "bug": Kind.BUG,
    "defect": Kind.BUG,
    "regression": Kind.BUG,
    "enhancement": Kind.ENHANCEMENT,
    "improvement": Kind.ENHANCEMENT,
    "feature": Kind.MISSING_FEATURE,
    "feature-request": Kind.MISSING_FEATURE,
    "new-feature": Kind.MISSING_FEATURE,
    "tech-debt": Kind.DEBT,
    "technical-debt": Kind.DEBT,
    "debt": Kind.DEBT,
    "refactor": Kind.DEBT,
    "refactoring": Kind.DEBT,
    "dependencies": Kind.DEPENDENCY,
    "dependency": Kind.DEPENDENCY,
    "test": Kind.TEST_GAP,
    "tests": Kind.TEST_GAP,
    "testing": Kind.TEST_GAP,
    "risk": Kind.RISK,
    "performance": Kind.SCALING,
    "scaling": Kind.SCALING,
    "scalability": Kind.SCALING,
    "decision": Kind.DECISION,
    "task": Kind.ACTION,
    "chore": Kind.ACTION,
}


def severity_of_score(score: float | None) -> Severity | None:
    """Return the band of a CVSS score, None for what is no score."""
    if score is None or not 0 <= score <= 10:
        return None
    return next(severity for least, severity in BANDS if score >= least)


def severity_of_word(word: str | None) -> Severity | None:
    """Return what a tool means by a word such as `HIGH`, `Sev 1` or `moderate`."""
    return _WORDS.get((word or "").strip().casefold().replace(" ", "").replace("-", ""))


def severity_of_labels(labels: Iterable[str]) -> Severity | None:
    """Return the severity that labels such as `severity: high`, `P1` or `critical` give."""
    for label in labels:
        words = [part.strip() for part in label.replace("/", ":").split(":")]
        named = len(words) == 1 or words[0].casefold() in ("severity", "sev", "priority", "prio", "impact")
        if named and (found := severity_of_word(words[-1])):
            return found
    return None


def kind_of_labels(labels: Iterable[str]) -> Kind | None:
    """Return the kind that labels such as `bug`, `type: enhancement` or `tech debt` give."""
    for label in labels:
        word = label.replace("/", ":").split(":")[-1].strip().casefold().replace(" ", "-").replace("_", "-")
        if word in _KINDS:
            return _KINDS[word]
    return None
