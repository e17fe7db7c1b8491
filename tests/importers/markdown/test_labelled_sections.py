"""A heading with labelled paragraphs and lists beneath it is one finding, whatever words it has."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan

LABELLED = """# Audit
## Critical findings

### 1. Mail Templates: Unclear Usage

**Status**: There, used by two of nine

**Problem**:

- The newsletter has templates of its own
- Nobody knows which are current

**Risk**:

- **Wrong sender**: replies go to a closed address
- **Double work**: each change is made twice

**Impact**: Low
**Effort to Fix**: Low (2-3 hours)
**Recommendation**:

1. Keep one set of templates
2. Delete the others

### 2. Port 8080 is open to all

**Problem**:

- Anybody can reach the metrics

**Effort to Fix**: Low (30 minutes)
**Recommendation**: Close it
"""


def titles(text: str) -> list[str]:
    return [item.title for item in plan(text).items]


def test_labels_that_head_lists_make_one_finding_of_all() -> None:
    drafted = plan(LABELLED).items
    assert [item.title for item in drafted] == ["Mail Templates: Unclear Usage", "Port 8080 is open to all"]
    assert [str(item.effort) for item in drafted] == ["2-3h", "30m"]


@pytest.mark.parametrize(
    "label", ["Effort to fix", "Time to resolve", "Estimated effort", "Aufwand zur Behebung"]
)
def test_effort_is_labelled_by_what_it_is_for(label: str) -> None:
    text = f"# R\n## Issues\n### The queue is unbounded\n- **{label}**: 3 hours\n- **Fix**: bound it\n"
    assert [str(item.effort) for item in plan(text).items] == ["3h"]


def test_code_under_a_caption_is_part_of_its_finding() -> None:
    text = (
        "# Audit\n## High\n### 1. [HIGH] Tokens are logged\n\n**File:** `src/log.py:9`\n\n"
        "**Issue:** The whole header is written.\n\n**Impact:** Sessions can be taken over.\n\n"
        "**Vulnerable Code:**\n```python\nlog(header)\n```\n\n**Remediation:**\n"
        "- [ ] Mask the header\n- [ ] Rotate what was logged\n"
    )
    (item,) = plan(text).items
    assert (item.title, item.severity, len(item.checks)) == ("Tokens are logged", "high", 2)


def test_a_heading_of_counts_holds_findings_where_they_are_labelled() -> None:
    finding = "#### **HIGH - {}**\n- **Location:** `a.py`\n- **Issue:** it is so\n- **Severity:** HIGH\n"
    text = (
        f"# Audit\n## Issues by category\n### 1. API\n{finding.format('No limit')}{finding.format('No lock')}"
    )
    assert titles(text) == ["No limit", "No lock"]


@pytest.mark.parametrize(
    ("title", "issue"),
    [("Good handling of paths", "None - well done"), ("Safe use of SQL", "All queries are bound")],
)
def test_what_is_praised_is_no_finding_though_it_has_a_severity(title: str, issue: str) -> None:
    text = (
        f"# Audit\n## Findings\n### LOW - {title}\n- **Location:** `db.py`\n- **Issue:** {issue}\n"
        "- **Severity:** LOW\n\n### LOW - Secure cookie is missing\n- **Location:** `web.py`\n"
        "- **Issue:** The flag is not set\n- **Recommendation:** Set it\n"
    )
    assert titles(text) == ["Secure cookie is missing"]


def test_a_heading_that_names_a_sort_of_lack_holds_what_is_missing() -> None:
    text = (
        "# Review\n## Gaps\n### Missing Features (Not Blocking)\n- Second factor for tenants\n"
        "- Export of invoices\n- Audit log\n\n### Missing rate limit\n- Anybody may call it\n"
    )
    assert titles(text) == [
        "Second factor for tenants",
        "Export of invoices",
        "Audit log",
        "Missing rate limit",
    ]


def test_prose_with_code_is_a_finding_as_prose_is() -> None:
    text = (
        "# Review\n## Priority 6: Hardening\n### Pool Size\n\nThe pool is too small for two workers:\n\n"
        "```\npool = 5\n```\n\n### How to check it\n\nAsk the database:\n\n```\nshow pool\n```\n"
    )
    assert titles(text) == ["Pool Size"]


def test_a_conclusion_with_labels_is_none() -> None:
    text = (
        "# Audit\n## Findings\n### No backups\n**Impact:** all is lost\n**Fix:** dump nightly\n\n"
        "## Conclusion\n\nThe service has gaps.\n\n**Risk Level**: **CRITICAL** - data may be lost.\n\n"
        "**Recommendation**: Do not launch.\n"
    )
    assert titles(text) == ["No backups"]


def test_a_fix_that_is_implemented_is_done() -> None:
    text = (
        "# Audit\n## Findings\n### 1. 🔴 CRITICAL: Amounts overflow\n\n**Issue:**\nLarge amounts wrap.\n\n"
        "**Fix Implemented:**\n- Added a bound\n- Throws beyond it\n"
    )
    (item,) = plan(text).items
    assert (item.title, item.severity, item.claim) == ("Amounts overflow", "critical", "done")


@pytest.mark.parametrize(
    ("heading", "title", "claim"),
    [
        ("GAP-01: Test helpers (NEW) ✅ COMPLETE", "Test helpers", "done"),
        ("Issue 2.1: Silent retries", "Silent retries", "open"),
        ("Issue: Silent retries ⏳ PENDING", "Silent retries", "open"),
    ],
)
def test_what_a_heading_calls_its_finding_and_says_of_its_state_is_no_title(
    heading: str, title: str, claim: str
) -> None:
    text = f"# Audit\n## Findings\n### {heading}\n- **Impact**: large\n- **Fix**: small\n"
    (item,) = plan(text).items
    assert (item.title, item.claim) == (title, claim)


def test_a_severity_alone_in_a_strong_line_makes_one_finding_of_all_beneath() -> None:
    text = (
        "# Report\n## Critical Findings\n#### 1. Secrets in the image\n**Severity: CRITICAL**\n\n"
        "Found in `compose.yml`:\n- the key of the queue\n- the key of the mail\n\n"
        "**Impact**: Whoever reads it may enter.\n\n#### 2. Example files\n**Severity: HIGH**\n\n"
        "Found in `.env.example`:\n- a password that works\n\n**Impact**: It is copied.\n"
    )
    found = plan(text).items
    assert [(item.title, item.severity) for item in found] == [
        ("Secrets in the image", "critical"),
        ("Example files", "high"),
    ]


def test_praise_within_a_finding_is_none_of_its_own() -> None:
    text = (
        "# Review\n## Issues\n### Arbitrage\n**File:** `lib.rs:56`\n\n**Strengths:**\n- Sound sums\n\n"
        "**Issue (line 68):** Spreads are taken for even.\n"
    )
    assert "Strengths" not in titles(text)


def test_a_heading_that_is_a_state_holds_items() -> None:
    text = "# Report\n## Work\n### ⏳ In Progress (M1):\n- Signature checks\n- Alerts for the queue\n"
    assert titles(text) == ["Signature checks", "Alerts for the queue"]


@pytest.mark.parametrize("line", ["✅ **All Critical Issues Resolved** (4/4)", "⚠️ All findings fixed"])
def test_all_issues_resolved_is_no_item(line: str) -> None:
    assert titles(f"# Report\n## Critical Findings\n\n{line}\n⚠️ **Alerts** go to nobody\n") == [
        "Alerts go to nobody"
    ]


def test_rules_of_work_are_no_items() -> None:
    text = "# Tasks\n## Execution Rules\n- Do not close a task without tests\n\n## Tasks\n- Add a ledger\n"
    assert titles(text) == ["Add a ledger"]


def test_files_to_be_made_and_impact_on_production_are_labels() -> None:
    item = only(
        "# Mill review\n\n## Remaining work\n\n### Priority 1: Flour sieve\n\n"
        "**Current risk:** Stones in the flour\n\n"
        "**Production impact:**\n- Fewer broken teeth\n- Better bread\n\n**Files to create:**\n"
        "- `mill/sieve.py`\n\n"
        "**Estimated effort:** 2 days\n"
    )
    assert item.title.endswith("Flour sieve")
    assert item.effort == "2d"
    assert [file.path for file in item.files] == ["mill/sieve.py"]
