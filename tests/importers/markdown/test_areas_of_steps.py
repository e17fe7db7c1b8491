"""Headings with a sign that name the area of steps, and ratings with a word for findings behind them."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles


@pytest.mark.parametrize("sign", ["🚨", "❌", "⚠️"])
def test_a_sign_makes_no_item_of_an_area_of_steps(sign: str) -> None:
    text = (
        f"# Review\n## Recommendations\n**{sign} The mole:**\n1. **Replace the lamp**\n2. **Add a ladder**\n"
        "\n**The quay:**\n1. **Remove the wreck**\n2. **Add bollards**\n"
    )
    assert titles(text) == ["Replace the lamp", "Add a ladder", "Remove the wreck", "Add bollards"]


def test_a_sign_before_a_defect_makes_one_of_it_with_its_steps() -> None:
    text = "# Review\n## Recommendations\n### ❌ No lamp on the mole\n1. Replace the lamp\n2. Add a cable\n"
    assert titles(text) == ["No lamp on the mole"]


def test_russian_verbs_ask_for_work() -> None:
    text = "# Обзор\n## Рекомендации\n**🚨 Причал:**\n1. **Убрать обломки**\n2. **Закрыть шлюз**\n"
    assert titles(text) == ["Убрать обломки", "Закрыть шлюз"]


@pytest.mark.parametrize(
    ("heading", "rating"),
    [
        ("Критичные риски", "critical"),
        ("⚠️ Средние риски", "medium"),
        ("Hohe Risiken", "high"),
        ("Problemas críticos", "critical"),
        ("Medium problems", "medium"),
    ],
)
def test_a_rating_of_problems_rates_each_of_them(heading: str, rating: str) -> None:
    text = f"# Review\n## Findings in the harbour\n**{heading}:**\n- ❌ No lamp\n- ❌ No ladder\n"
    found = plan(text).items
    assert [item.title for item in found] == ["No lamp", "No ladder"]
    assert {item.severity.value for item in found if item.severity} == {rating}
