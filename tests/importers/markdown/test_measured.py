"""Tables of amounts before and after, and of costs, hold no findings."""

from __future__ import annotations

from tests.importers.markdown.reading import titles


def test_amounts_before_and_after() -> None:
    text = (
        "# Mill review\n\n## Performance issues\n\n| Step | Before | After | Improvement |\n|---|---|---|"
        "---|\n"
        "| Grinding | 10 min | 2 min | five times |\n| Sifting | 4 min | 1 min | four times |\n"
    )
    assert titles(text) == []


def test_costs_of_parts() -> None:
    text = (
        "# Mill review\n\n## Cost optimization\n\n| Component | Monthly cost | Opportunity |\n|---|---|---|\n"
        "| Wheel | $50-70 | Smaller one at night |\n| Stones | $20 | Buy used ones |\n"
    )
    assert titles(text) == []


def test_what_has_an_effort_is_work() -> None:
    text = (
        "# Mill review\n\n## Recommendations\n\n| Task | Before | After | Effort |\n|---|---|---|---|\n"
        "| Shorten the grinding | 10 min | 2 min | 2 days |\n| Speed up the sifting | 4 min | 1 min |"
        " 1 day |\n"
    )
    assert titles(text) == ["Shorten the grinding", "Speed up the sifting"]


def test_values_beside_objectives_in_other_languages() -> None:
    text = (
        "# Revisão do moinho\n\n## Qualidade\n\n| Métrica | Atual | Objetivo | Status |\n|---|---|---|---|\n"
        "| Farinha fina | 10% | 60% | 🔴 |\n| Sacos limpos | 6/10 | 9/10 | 🟡 |\n"
    )
    assert titles(text) == []
