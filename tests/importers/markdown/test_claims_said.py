"""What a review claims of itself is read in whatever language it says it."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan


@pytest.mark.parametrize(
    "line",
    [
        *("Time to production: 3 days", "Estimated fix time: 3 days", "Total effort: 3 days"),
        *("Zeit bis zur Produktionsreife: 3 Tage", "Gesamtaufwand: 3 Tage", "Effort total : 3 jours"),
        *(
            "Charge totale : 3 jours",
            "Esfuerzo total: 3 dias",
            "Esforço total: 3 dias",
            "Sforzo totale: 3 giorni",
        ),
        *("Totale inspanning: 3 dagen", "Łączny nakład: 3 dni", "Общие трудозатраты: 3 дня"),
        *("总工作量：3 天", "总工时：3 天", "合計工数：3 人日", "総工数：3 人日"),
    ],
)
def test_the_time_that_all_of_it_takes(line: str) -> None:
    assert [effort.text for effort in plan(f"# Review\n\n{line}\n").claims.time_to_ready] == ["3d"]


@pytest.mark.parametrize("word", ["Grade", "Overall grade", "NOTE", "Gesamtnote", "Nota", "Voto", "Ocena"])
def test_the_grade(word: str) -> None:
    assert plan(f"# Review\n\n{word}: B+\n").claims.grade == ("B+",)


def test_a_line_that_says_neither_claims_nothing() -> None:
    claims = plan("# Review\n\nThree days: B+\n").claims
    assert (claims.time_to_ready, claims.grade) == ((), ())
