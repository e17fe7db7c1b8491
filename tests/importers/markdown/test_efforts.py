"""Efforts in words, in sentences and in the languages reviews are written in, beside what is no effort."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan
from tracker.domain.plan import Claim, Severity
from tracker.importers.markdown import effort, passing, severity
from tracker.importers.markdown.labels import field_of
from tracker.importers.markdown.words import fold


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("~2d", "2d"),
        ("2-3 person-days", "2-3d"),
        ("about a week", "1w"),
        ("three to four days", "3-4d"),
        ("half an hour", "0.5h"),
        ("between two and three weeks", "2-3w"),
        ("ca. 2 Personentage", "2d"),
        ("1,5 Wochen", "1.5w"),
        ("vier bis sechs Stunden", "4-6h"),
        ("une demi-journée", "0.5d"),
        ("1 à 2 jours", "1-2d"),
        ("medio día", "0.5d"),
        ("pół dnia", "0.5d"),
        ("1-2 tyg.", "1-2w"),
        ("2 osobodni", "2d"),
        ("два дня", "2d"),
        ("1-2 недели", "1-2w"),
        ("两天", "2d"),
        ("5 个工作日", "5d"),
        ("半天", "0.5d"),
        ("2〜3日", "2-3d"),
        ("1か月", "4w"),
        ("een halve dag", "0.5d"),
    ],
)
def test_an_effort_in_words_of_many_languages(text: str, read: str) -> None:
    assert effort.of_value(text) == read


@pytest.mark.parametrize(
    "text",
    ["within 2 days", "every three weeks", "第一周", "5 tables", "two servers", "older than 30 days", "tbd"],
)
def test_a_bound_a_rate_and_an_ordinal_are_none(text: str) -> None:
    assert effort.of_value(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Pin the image. Owner: Ines. ~2d", "2d"),
        ("set 30 days, 1h.", "1h"),
        ("回滚演练（预计 2 小时）", "2h"),
        ("agrandir les cibles (prévoir 4 h) ;", "4h"),
        ("Retry for 5 minutes", None),
        ("Restart takes 35 minutes", None),
    ],
)
def test_an_effort_beside_a_title(text: str, read: str | None) -> None:
    found = effort.in_title(text)
    assert (found.text if found else None) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("It fails twice a day. A day's work.", "1d"),
        ("Put it on a pipeline: three to four days.", "3-4d"),
        ("Two weeks once the licence is bought.", "2w"),
        ("Severity high, effort 6 weeks.", "6w"),
        ("The job takes 5 hours and nobody knows why.", None),
        ("Two weeks ago it failed.", None),
    ],
)
def test_running_text_gives_an_effort_only_where_it_names_one(text: str, read: str | None) -> None:
    assert effort.in_prose(text, named=True) == read


def test_the_unit_may_stand_in_the_head() -> None:
    heads = ["Effort (d)", "Days", "Aufwand in PT", "Estimate, hours", "Effort"]
    assert [effort.unit_of_head(head) for head in heads] == ["d", "d", "d", "h", None]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("An index is missing. Fixed during the review.", Claim.DONE),
        ("Bereits erledigt am 5. Juni.", Claim.DONE),
        ("Отложено до смены модуля.", Claim.DEFERRED),
        ("Replaced on 3 November while we were there.", Claim.DONE),
        ("Partially agreed: implemented for billing only.", Claim.PARTIAL),
        ("Fixed passwords are in use.", None),
        ("Closed connections leak.", None),
        ("The port is closed in May.", None),
    ],
)
def test_a_sentence_that_begins_with_a_state_gives_it(text: str, claim: Claim | None) -> None:
    assert passing.of_sentences(text) is claim


@pytest.mark.parametrize(
    ("text", "stated", "posed"),
    [
        ("Schweregrad hoch.", Severity.HIGH, None),
        ("Gravedad alta.", Severity.HIGH, None),
        ("Severity is critical, effort a week.", Severity.CRITICAL, None),
        ("This is a high risk for the merger.", None, Severity.HIGH),
        ("High load was seen at no risk.", None, None),
    ],
)
def test_a_sentence_may_state_a_severity(text: str, stated: Severity | None, posed: Severity | None) -> None:
    assert (severity.stated(text), severity.posed(text)) == (stated, posed)


def test_points_before_their_word_are_passed_over() -> None:
    rated = [severity.value(text) for text in ("15 (High)", "3x4=12 - medium", "15 highways")]
    assert [found.severity if found else None for found in rated] == [Severity.HIGH, Severity.MEDIUM, None]


def test_labels_with_more_words_are_known() -> None:
    labels = [
        "Stan po reteście",
        "Impact utilisateur",
        "Status after retest",
        "Risk of data loss",
        "Nakład pracy",
    ]
    assert [field_of(label) for label in labels] == ["status", "impact", "status", "", "effort"]


def test_strokes_are_taken_off_letters_and_letters_of_other_alphabets_stay() -> None:
    assert fold("Nakład") == "naklad"
    assert fold("Ёлка: критерий") == "елка: критерий"
    assert fold("ボトルネックがない") == "ボトルネックがない"


def test_the_end_of_a_sentence_is_no_line_of_values() -> None:
    text = "## Issues\n\n### Runs cannot be continued\n\nOn 11 May emptying the tables took\nfive hours.\n\n"
    assert only(text + "- Fix: part them\n- Effort: 2d\n").effort == "2d"
    assert only(text + "- Fix: part them\n").effort is None


def test_a_run_in_head_in_italics_is_a_label() -> None:
    text = (
        "## Observations\n\n### Observation 1: Leavers keep access\n\n*Effect.* They may change tariffs.\n\n"
    )
    item = only(text + "*Recommendation.* Disable them nightly.\n\n*Rating:* High\n")
    assert (item.title, item.severity) == ("Leavers keep access", Severity.HIGH)
    assert item.facts["impact"] == "They may change tariffs."
    assert item.facts["approach"] == "Disable them nightly."


def test_entries_of_a_list_are_of_a_kind() -> None:
    text = "# Notes\n\n## Also seen\n\n- The modem is on. Effort: 2 hours.\n- Numbers are of 2017.\n"
    assert len(plan(text).items) == 2
    assert plan(text.replace(" Effort: 2 hours.", "")).items == ()


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Sort the letters (B4) – effort: 3 days", "3d"),
        ("Briefe sortieren – Aufwand: 2 Wochen", "2w"),
        ("Briefe sortieren, Schätzung: 4 Stunden.", "4h"),
        ("Trier les lettres – charge : 1 jour", "1d"),
        ("Sort the letters – delay: 3 days", None),
        ("Sort the letters – effort: little", None),
    ],
)
def test_a_label_at_the_end_of_a_title_gives_its_effort(title: str, read: str | None) -> None:
    found = effort.in_title(title)
    assert (found.text if found else None) == read
