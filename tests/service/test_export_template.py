"""A template in a process of its own: what comes back, and that it comes back whatever the template does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.errors import UsageError
from tracker.service.reports.templating import render_by_template, surroundings


def place(folder: Path, template: str) -> Path:
    written = folder / "report.md"
    written.write_text(template, encoding="utf-8")
    return written


def test_the_text_comes_back_as_it_is(tmp_path: Path) -> None:
    found = render_by_template(place(tmp_path, "{{ x }} ✓\n"), {"x": "é\u2028🚀"})
    assert found == "é\u2028🚀 ✓\n"


def test_a_fault_names_the_file_as_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place(tmp_path, "\n{{ nothing }}")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"^report\.md:2: 'nothing' is undefined$"):
        render_by_template(Path("report.md"), {})


def test_no_template_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no template"):
        render_by_template(tmp_path / "none.md", {})
    with pytest.raises(UsageError, match="there is no template"):
        render_by_template(tmp_path, {})


ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


def test_one_that_does_not_end_is_ended(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did not end within 1 seconds"):
        render_by_template(place(tmp_path, ENDLESS), {}, seconds=1)


@pytest.mark.parametrize(
    "template",
    [
        "{{ 'x' * (10 ** 10) }}",
        "{{ '%10000000000d' % 1 }}",
        "{% set x = ['x' * 100000] %}{% for a in range(99999) %}{{ x[0] }}{% endfor %}",
    ],
)
def test_one_that_takes_all_memory_is_ended(tmp_path: Path, template: str) -> None:
    with pytest.raises(UsageError, match=r"report\.md: .*(memory|Memory)"):
        render_by_template(place(tmp_path, template), {})


def test_nothing_of_the_environment_that_python_does_not_need_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert surroundings()["TZ"] == "Europe/Berlin"
    assert "SECRET_TOKEN" not in surroundings()
