"""Single recognisers: what each reads, and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.effort import parse_effort
from tracker.domain.plan import Claim, Priority, Severity
from tracker.importers.markdown import dates, effort, filerefs, remedy, severity, status
from tracker.importers.markdown.horizons import of_heading
from tracker.importers.markdown.inline import read_line
from tracker.importers.markdown.labels import field_of, labelled, parted
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.targets import bound_in
from tracker.importers.markdown.titles import titled


@pytest.mark.parametrize(
    ("title", "rating"),
    [
        ("CRITICAL: no backups", Severity.CRITICAL),
        ("🔴 HIGH - no backups", Severity.HIGH),
        ("[P1] no backups", Severity.HIGH),
        ("No backups (Low)", Severity.LOW),
        ("No backups – Medium", Severity.MEDIUM),
        ("Kritisch: keine Sicherung", Severity.CRITICAL),
        ("Élevé : pas de sauvegarde", Severity.HIGH),
        ("Crítico: sin copias", Severity.CRITICAL),
        ("Wysoki: brak kopii", Severity.HIGH),
        ("Высокий: нет копий", Severity.HIGH),
        ("高危：没有备份", Severity.HIGH),
    ],
)
def test_a_rating_before_or_after_a_title_is_taken_off_it(title: str, rating: Severity) -> None:
    found = titled(read_line(title, 1))
    assert found.rating is rating
    assert severity.WORDS.first(found.text) is None


@pytest.mark.parametrize(
    "title",
    ["High availability is missing", "Critical path has no test", "Low-level driver leaks", "Info page down"],
)
def test_a_word_that_rates_nothing_stays_in_the_title(title: str) -> None:
    found = titled(read_line(title, 1))
    assert (found.rating, found.text) == (None, title)


@pytest.mark.parametrize(
    ("text", "band"),
    [("CVSS 3.1: 9.8", "critical"), ("7,5 (AV:N/AC:L)", "high"), ("5.3", "medium"), ("0.0", "info")],
)
def test_a_cvss_score_is_rated_by_its_band(text: str, band: str) -> None:
    assert severity.cvss(text) == Severity(band)


def test_a_version_of_cvss_is_no_score() -> None:
    assert severity.cvss("CVSS 3.1") is None


def test_priority_is_kept_apart_from_severity() -> None:
    found = severity.heading("🔴 HIGH PRIORITY")
    assert found is not None
    assert found.urgency
    assert severity.as_priority(found.severity) is Priority.HIGH
    rated = severity.heading("Critical issues")
    assert rated is not None
    assert not rated.urgency


@pytest.mark.parametrize("text", ["Non-critical notes", "Not critical"])
def test_a_negated_rating_rates_nothing(text: str) -> None:
    assert severity.heading(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5 minutes", "5m"),
        ("2-3 Tage", "2-3d"),
        ("1–2 jours", "1-2d"),
        ("media jornada", "0.5d"),
        ("3 人日", "3d"),
        ("半日", "0.5d"),
        ("1 неделя", "1w"),
        ("about 2 hours", "2h"),
        ("S", "S"),
        ("M (2 days)", "M"),
        ("1/2/5h", "1/2/5h"),
        ("1,5 Tage", "1.5d"),
        ("2 months", "8w"),
        ("30 min - 2 h", "30m-2h"),
    ],
)
def test_efforts_are_written_as_plan_files_do(text: str, written: str) -> None:
    assert effort.of_value(text) == written
    parse_effort(written)


@pytest.mark.parametrize(
    "text", ["unknown", "3 SP", "< 5 minutes", "100 req/min", "within 2 hours", "TBD", "every 30 s"]
)
def test_targets_rates_and_points_are_no_efforts(text: str) -> None:
    assert effort.of_value(text) is None


def test_an_effort_in_brackets_is_about_the_title_or_about_something_else() -> None:
    assert titled(read_line("Enable pooling (5 min) ⏳", 1)).effort == "5m"
    assert titled(read_line("Close idle clients (after 5 min)", 1)).effort is None


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("`src/db.ts:31`", ["src/db.ts:31"]),
        ("`src/db.ts:14-25`", ["src/db.ts:14-25"]),
        ("`src/db.ts` (lines 162-172, 241-251)", ["src/db.ts:162-172,241-251"]),
        ("line 89 and 113 of `sql/full.sql`", ["sql/full.sql:89,113"]),
        ("[db](src/db.ts#L3-L9)", ["src/db.ts:3-9"]),
        ("see https://host.example/me/app/blob/main/src/a.py#L7", []),
        ("[a](https://host.example/me/app/blob/main/src/a.py#L7)", ["src/a.py:7"]),
        ("`app/(auth)/[id]/page.tsx`", ["app/(auth)/[id]/page.tsx"]),
        ("`Hall.Packages.props`", ["Hall.Packages.props"]),
        ("`src/workers/` and `docs/*.md`", ["src/workers/", "docs/*.md"]),
        ("`src/a.py`, Zeilen 3 bis 9", ["src/a.py:3-9"]),
        ("`src/a.py` 第12行", ["src/a.py:12"]),
        ("mended in pkg/lib/redis.ts today", ["pkg/lib/redis.ts"]),
    ],
)
def test_files_and_lines(text: str, refs: list[str]) -> None:
    assert [str(ref) for ref in filerefs.in_lines([read_line(text, 1)])] == refs


@pytest.mark.parametrize(
    "text",
    [
        "`/api/health`",
        "`response.json()`",
        "`npm run test`",
        "`example.com`",
        "`Node.js` and 3/10",
        "`../secrets.env`",
        "`@scope/package`",
        "`a.b.c`",
        "`halls/+/doors`",
        "`halls/doors/#`",
    ],
)
def test_routes_calls_and_hosts_are_no_files(text: str) -> None:
    assert filerefs.in_lines([read_line(text, 1)]) == []


def test_a_count_of_lines_is_no_range() -> None:
    (ref,) = filerefs.in_lines([read_line("`src/big.py` (3552 lines)", 1)])
    assert str(ref) == "src/big.py"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Impact", "impact"),
        ("Fix approach", "approach"),
        ("Why fragile", "fragile"),
        ("Auswirkung", "impact"),
        ("Gravité", "severity"),
        ("Causa raíz", "cause"),
        ("Zalecenie", "approach"),
        ("Трудозатраты", "effort"),
        ("修复建议", "approach"),
        ("影響", "impact"),
        ("Potential Impact", "impact"),
        ("Risk / Impact", "risk"),
        ("Est. Time", "effort"),
    ],
)
def test_labels_of_many_languages(label: str, field: str) -> None:
    assert field_of(label) == field


def test_an_unknown_label_is_no_field_and_a_url_no_label() -> None:
    assert field_of("Tick processing") == ""
    assert labelled(read_line("https://example.org: see there", 1)) is None


def test_labels_in_a_row_are_parted_and_a_list_is_not() -> None:
    parts = parted(read_line("Severity: high · Effort: 2d · Owner: sam", 1))
    assert [part.text for part in parts] == ["Severity: high", "Effort: 2d", "Owner: sam"]
    assert len(parted(read_line("Impact: slow, late; lost", 1))) == 1


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("~~No backups~~", Claim.DONE),
        ("No backups (RESOLVED)", Claim.DONE),
        ("FIXED: no backups", Claim.DONE),
        ("No backups — partially resolved", Claim.PARTIAL),
        ("Keine Sicherung (behoben)", Claim.DONE),
        ("没有备份（已修复）", Claim.DONE),
        ("No backups (deferred until spring)", Claim.DEFERRED),
    ],
)
def test_states_in_titles(title: str, claim: Claim) -> None:
    assert titled(read_line(title, 1)).claim is claim


@pytest.mark.parametrize("title", ["Resolved addresses are cached for ever", "No closed loop (see below)"])
def test_a_word_of_state_inside_a_title_says_nothing(title: str) -> None:
    assert titled(read_line(title, 1)).claim is None


def test_a_commit_is_told_from_a_number() -> None:
    assert status.commit("Fixed in abc1234") == "abc1234"
    assert status.commit("Fixed in 20251017") is None


@pytest.mark.parametrize(
    ("title", "identifier"),
    [
        ("H-01: No backups", "H-01"),
        ("[SEC-3] No backups", "SEC-3"),
        ("No backups (TD-12)", "TD-12"),
        ("F1 Backups", "F1"),
    ],
)
def test_ids_of_the_document(title: str, identifier: str) -> None:
    assert titled(read_line(title, 1)).id == identifier


@pytest.mark.parametrize(
    "title", ["UTF-8 is not checked", "SHA-256 hash reused", "HTTP2 is off", "F1 score is low"]
)
def test_names_that_look_like_ids(title: str) -> None:
    assert titled(read_line(title, 1)).id is None


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Critical Issues", Role.WORK),
        ("Was gut ist: Stärken", Role.GOOD),
        ("What's not done", Role.WORK),
        ("Recommandations", Role.PLAN),
        ("Plan de acción", Role.PLAN),
        ("Success Metrics", Role.TARGETS),
        ("Table of Contents", Role.REFERENCE),
        ("Чек-лист", Role.CHECKLIST),
        ("发现的问题", Role.WORK),
        ("改善計画", Role.PLAN),
        ("Sign-off", Role.SIGN_OFF),
        ("Daily checks", Role.ROUTINE),
        ("Architecture", Role.NEUTRAL),
    ],
)
def test_roles_of_headings(heading: str, role: Role) -> None:
    assert role_of(heading) is role


@pytest.mark.parametrize(
    ("heading", "window"),
    [
        ("Phase 2: Hardening (Week 3-4)", "Week 3-4"),
        ("Short-term (This Week)", "This Week"),
        ("Kurzfristig", None),
        ("After 100K users", None),
        ("第1週", None),
        ("Bis Ende April", None),
        ("Plus tard", None),
        ("Harden the gateway (now)", "now"),
        ("(Later) rotate the keys", "Later"),
    ],
)
def test_phases_and_windows(heading: str, window: str | None) -> None:
    found = of_heading(heading)
    assert found is not None
    assert (found.title, found.window) == (heading, window)


@pytest.mark.parametrize(
    "heading",
    [
        "Next steps",
        "Now we look at caching",
        "Direct access",
        "Architecture",
        "Harden the gateway (nowhere)",
        "Harden the gateway (now and then)",
    ],
)
def test_headings_that_name_no_time(heading: str) -> None:
    assert of_heading(heading) is None


def test_a_phase_is_known_by_the_name_before_its_words_and_not_by_one_in_brackets() -> None:
    found = map(of_heading, ("Now: harden it", "Now", "(Now) harden it"))
    assert [each.key for each in found if each] == ["now", "now", "now harden it"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-10-17", date(2025, 10, 17)),
        ("October 10, 2025", date(2025, 10, 10)),
        ("17. März 2025", date(2025, 3, 17)),
        ("3 février 2025", date(2025, 2, 3)),
        ("2025年3月17日", date(2025, 3, 17)),
        ("17.03.2025", date(2025, 3, 17)),
        ("25/12/2025", date(2025, 12, 25)),
        ("3/4/2025", None),
        ("2025-13-40", None),
        ("version 1.2.3", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert dates.first(text) == day


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("<200ms on average", "< 200 ms"),
        ("99.9% availability", ">= 99.9 %"),
        ("at least 30 %", ">= 30 %"),
        ("100-500 ticks/minute", "100..500 ticks/minute"),
        ("Zero data loss", "= 0"),
        ("fast", None),
    ],
)
def test_bounds(text: str, bound: str | None) -> None:
    found = bound_in(text)
    assert (found.text if found else None) == bound


def test_what_asks_states_and_praises() -> None:
    assert remedy.begins_with_verb("Rotate the keys")
    assert remedy.begins_with_verb("Zeitlimit für Anfragen einführen")
    assert not remedy.begins_with_verb("Keys were rotated")
    assert remedy.states_defect("No limit on uploads")
    assert not remedy.states_defect("Uploads are limited")
    assert remedy.settled("Indexes configured")
    assert not remedy.settled("No indexes configured")
    assert remedy.collective("Fix all critical issues immediately")
    assert not remedy.collective("Fix all broken links in the footer menu")
