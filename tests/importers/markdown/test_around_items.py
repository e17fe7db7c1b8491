"""What stands around items: metadata, documents, measures, what is met, standards, stages."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan


def titles(text: str) -> list[str]:
    return [item.title for item in plan(text).items]


def test_what_a_document_says_of_itself_is_no_item() -> None:
    text = (
        "# Security Audit\n\n**Date:** 8 January\n**Scope:** `/apps`\n**Overall Risk Rating:** HIGH\n\n"
        "## Issues\n- No backups\n"
    )
    assert titles(text) == ["No backups"]


@pytest.mark.parametrize(
    "entry",
    [
        "**[CACHE_PLAN.md](CACHE_PLAN.md)** (18KB)\n  - How the cache grows\n  - What it costs",
        "`docs/SETUP.md` - how to begin",
        "Bundle: 430KB → 180KB (-58%)",
    ],
)
def test_documents_and_measures_are_no_items(entry: str) -> None:
    assert titles(f"# Review\n## Improvements\n- {entry}\n- Add a second region\n") == ["Add a second region"]


def test_a_document_that_is_to_be_written_is_one() -> None:
    assert titles("# Review\n## Improvements\n- `RUNBOOK.md` - add the restore\n- No SECURITY.md\n") == [
        "RUNBOOK.md - add the restore",
        "No SECURITY.md",
    ]


def test_boxes_that_are_all_ticked_and_ask_for_nothing_are_met() -> None:
    met = "- [x] Passwords are never logged\n- [x] Webhooks verify signatures\n"
    work = "- [x] Add a limit\n- [x] Rotate keys\n"
    text = f"# Checklist\n## Accounts\n{met}\n## Types ✅ COMPLETE\n{met}\n## Work\n{work}"
    assert titles(text) == ["Add a limit", "Rotate keys"]


def test_what_meets_a_standard_is_no_item() -> None:
    text = (
        "# Audit\n## OWASP Top 10 Coverage\n| Category | Status | Notes |\n|---|---|---|\n"
        "| A01: Access control | ✅ Secure | checks everywhere |\n| A03: Injection | ✅ | bound queries |\n"
        "| A06: Components | ⚠️ Outdated | two of them |\n"
    )
    assert len(titles(text)) == 1


def test_lines_that_begin_with_signs_are_a_list() -> None:
    text = (
        "# Review\n## Features\n✅ **Search** - with filters\n✅ **Export** - **FIXED**\n"
        "✅ **Maps** - with tiles\n\n"
        "## Gaps\n⚠️ **Backups** are kept on one disk\n❌ **Alerts** go to nobody\n"
    )
    assert [title for title in titles(text) if title != "Export"] == [
        "Backups are kept on one disk",
        "Alerts go to nobody",
    ]


def test_a_stage_in_a_few_words_heads_its_list() -> None:
    text = (
        "# Review\n## Action plan\n\n**Day 1-2:** Mend the tests\n\n- Mend the login test\n"
        "- Run all of them\n\n"
        "**Day 3:** Documents\n\n- Write the manual\n"
    )
    drafted = plan(text)
    names = {phase.id: phase.title for phase in drafted.phases}
    assert [(item.title, names.get(item.phase or "")) for item in drafted.items] == [
        ("Mend the login test", "Day 1-2"),
        ("Run all of them", "Day 1-2"),
        ("Write the manual", "Day 3"),
    ]


def test_a_rating_before_a_colon_rates_what_follows() -> None:
    text = (
        "# Review\n## Operational risks\n- **Medium Risk**: ⚠️ Nobody can test a restore\n"
        "- **High Risk**: Keys are shared by all\n"
    )
    assert [(item.title, item.severity) for item in plan(text).items] == [
        ("Nobody can test a restore", "medium"),
        ("Keys are shared by all", "high"),
    ]


def test_fields_in_one_strong_line_are_no_heading() -> None:
    text = (
        "# Review\n## Configuration\n### Concerns\n- **Ports** are told in three places\n\n"
        "### Recommendation\n\n"
        "**Priority: HIGH | Effort: 2d**\n\nAdopt one settings file.\n"
    )
    assert not any("Priority" in title for title in titles(text))


def test_an_id_before_a_dash_is_no_title() -> None:
    text = "# Plan\n## Tasks\n- [ ] **OPS-001** — Report errors to all\n- [ ] **OPS-002** — Rotate logs\n"
    assert [(item.id, item.title) for item in plan(text).items] == [
        ("OPS-001", "Report errors to all"),
        ("OPS-002", "Rotate logs"),
    ]


def test_positive_findings_of_a_sort_are_praise() -> None:
    text = "# Audit\n## Positive Security Findings\n1. **Validation:** strong\n2. **Secrets:** in a vault\n"
    assert titles(text) == []


FINDINGS = """# Audit
## Findings
### 1. [CRITICAL] Demo passwords open every account

**File:** `src/services/auth.py:869`
**Impact:** anybody may enter
**Remediation:**
- [ ] Remove the demo passwords

### 2. [HIGH] Keys are kept in the clear

**File:** `src/services/keys.py:40`
**Impact:** a leak tells all
**Remediation:**
- [ ] Hash keys with a slow function before storage
- [ ] Limit the attempts
"""


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("Take the accounts out of the code (auth.py:869)", 0),
        ("Hash keys with a slow function (a migration is needed)", 1),
        ("Limit the attempts", 1),
    ],
)
def test_a_step_is_the_finding_whose_file_or_remedy_it_names(step: str, found: int) -> None:
    drafted = plan(f"{FINDINGS}\n## Next steps\n- [ ] {step}\n").items
    assert len(drafted) == 2
    assert len(drafted[found].source) == 2
    assert len(drafted[0].files) == 1


def test_the_number_of_an_issue_goes_before_that_of_its_entry() -> None:
    text = (
        "# Audit\n## Findings\n### 1. No host keys\n**Severity:** HIGH\n\n### 2. Paths are not checked\n"
        "**Severity:** HIGH\n\n### 3. No limits\n**Severity:** LOW\n\n## Remediation priority\n\n"
        "### Immediate\n1. **Issue #2:** Check the paths\n\n### Later\n2. **Issue #3:** Limit it\n"
        "3. **Issue #1:** Check the keys\n"
    )
    drafted = plan(text)
    names = {phase.id: phase.title for phase in drafted.phases}
    assert [names.get(item.phase or "") for item in drafted.items] == ["Later", "Immediate", "Later"]


def test_a_theme_over_boxes_is_none_for_what_they_are_good_for() -> None:
    text = (
        "# Plan\n## Phase 1: Needed (Week 1)\n### 2. Releases\n- [ ] Tag a version\n"
        "- [ ] Build for all systems\n"
        "- **Impact**: Users can install it\n"
    )
    assert titles(text) == ["Tag a version", "Build for all systems"]


@pytest.mark.parametrize("heading", ["12. Next.js Configuration", "Next.js", "NextAuth setup"])
def test_a_framework_is_no_time(heading: str) -> None:
    text = f"# Review\n## Findings\n### {heading}\n- **Impact**: builds differ\n- **Fix**: share the base\n"
    drafted = plan(text)
    assert (len(drafted.items), drafted.phases) == (1, ())


def test_why_a_finding_matters_or_is_put_off_is_part_of_it() -> None:
    text = (
        "# Review\n## Findings\n### Large packages\n\n**Status:** DEFERRED to v2\n\n"
        "**Issue:** Three are too large.\n\n"
        "**Rationale for deferral:**\n- Splitting costs more than it gives\n- They are tested\n\n"
        "**Why this is still a concern:**\n- No one knows them all\n- Reviews take long\n"
    )
    drafted = plan(text).items
    assert [(item.title, item.claim) for item in drafted] == [("Large packages", "deferred")]


def test_a_document_called_checklist_has_notes_as_any_other() -> None:
    text = (
        "# Launch Checklist\n## Build\n- [ ] Sign the image\n\n## Notes\n- Logs are kept for a week\n"
        "- Only errors are sent\n"
    )
    assert titles(text) == ["Sign the image"]


def test_what_is_ticked_in_a_mixed_checklist_is_met_unless_it_was_work() -> None:
    text = (
        "# Launch Checklist\n## Alerts\n- [x] Dashboards\n- [x] Add a pager\n- [x] Cost alerts configured\n"
        "- [ ] Traces kept\n"
    )
    assert titles(text) == ["Add a pager", "Traces kept"]


@pytest.mark.parametrize(
    ("heading", "entries"),
    [
        (
            "Emergency Procedures",
            "### During issues\n- **Inside:** tell the channel\n- **Outside:** a notice\n",
        ),
        ("Support Contacts", "### Critical issues\n- **On call**: the pager\n- **Lead**: by mail\n"),
        ("Success Criteria", "### Must have\n- [x] It starts\n- [ ] No errors for a day\n"),
        ("Issues before the fixes", "### Before Fixes\n- Injection was possible\n- Anybody could write\n"),
    ],
)
def test_procedures_contacts_and_criteria_hold_no_items(heading: str, entries: str) -> None:
    text = f"# Review\n## {heading}\n{entries}\n## Next steps\n- Add a second region\n"
    assert titles(text)[-1:] == ["Add a second region"]
    assert len(titles(text)) == 1


def test_a_count_of_what_was_fixed_is_no_item() -> None:
    text = "# Review\n## Done since May\n- 14 critical vulnerabilities fixed\n- Fixed: keys in the log\n"
    assert not any("14" in title for title in titles(text))


def test_what_was_put_right_is_told_under_a_rating_with_its_count() -> None:
    text = (
        "# Report\n## Problems resolved\n### 🔴 Critical (2/2 resolved)\n\n1. **✅ Secrets in code**\n"
        "   - moved to the vault\n2. **✅ No tests**\n   - from 2 % to 80 %\n"
    )
    assert [item.severity for item in plan(text).items] in ([], ["critical", "critical"])
    assert "moved to the vault" not in titles(text)


def test_nothing_left_of_a_sort_is_no_item() -> None:
    text = "# Report\n## Vulnerabilities\n- SQL injection: 0 (bound queries)\n- XSS: 0\n- Open redirect\n"
    assert titles(text) == ["Open redirect"]


def test_a_step_is_the_one_finding_that_speaks_of_its_name_of_code() -> None:
    text = (
        "# Audit\n## Findings\n### 1. No limits for guests\n**Impact:** `isGuestOrder` is never true\n"
        "**File:** `a.py:3`\n\n### 2. Prices are rounded\n**Impact:** cents are lost\n**File:** `b.py:4`\n"
        "\n## Risk-Prioritized Action Plan\n### Immediate\n1. 🔴 **Repair `isGuestOrder()`** - by account\n"
    )
    drafted = plan(text)
    assert [(len(item.source), item.phase is not None) for item in drafted.items] == [(2, True), (1, False)]


@pytest.mark.parametrize(
    "entry",
    [
        "`GET /orders/{id}`",
        "`POST /api/v1/login` - opens a session",
        "`/api/leads`",
        "`npm run build` - Production build",
        "Priority 1 (blockers): 16-24 hours",
    ],
)
def test_addresses_commands_and_sums_of_stages_are_no_items(entry: str) -> None:
    assert titles(f"# Review\n## Gaps\n- {entry}\n- No limit on uploads\n") == ["No limit on uploads"]


def test_a_rated_theme_over_boxes_that_ask_for_work_hands_its_rating_down() -> None:
    text = (
        "# Review\n## Checklist\n### Testing (CRITICAL)\n- [ ] Add tests for the queue\n"
        "- [ ] Test the errors\n"
        "\n### Night bell (HIGH)\n- [ ] Rings once\n- [ ] Rings twice\n"
    )
    assert [(item.title, item.severity) for item in plan(text).items] == [
        ("Add tests for the queue", "critical"),
        ("Test the errors", "critical"),
        ("Night bell", "high"),
    ]


def test_an_entry_that_names_findings_of_a_sort_heads_those_beneath() -> None:
    text = (
        "# Review\n### Critical Issues\n1. **Security Concerns**\n   - Tokens are logged\n"
        "   - No rotation of keys\n"
        "2. **Missing Production Features**\n   - ❌ No retries\n   - ❌ No deadlines\n"
    )
    assert titles(text) == ["Tokens are logged", "No rotation of keys", "No retries", "No deadlines"]


def test_what_is_good_by_its_status_is_no_finding() -> None:
    text = (
        "# Review\n## Low priority\n### 23. Code Layout\n**Status:** ✅ Good\n**Note:** Well kept apart\n\n"
        "### 24. README\n**Issue:** It is generic\n**Recommendation:** Say how to deploy\n"
    )
    assert titles(text) == ["README"]


def test_what_was_verified_is_no_item() -> None:
    text = (
        "# Review\n## Bugs and errors\n### 5.1 Type checks\n\n✅ **PASSES:** no errors\n\n### 5.2 Storage\n"
        "1. **Documents**\n   - in one table ✅\n   - uploads are checked ✅\n2. **Backups**\n"
        "   - ✅ nightly\n   - ❌ never restored\n"
    )
    assert "Documents" not in titles(text)
    assert not any("Type checks" in title for title in titles(text))
