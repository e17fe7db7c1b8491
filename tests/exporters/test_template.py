"""Templates: what they get, what they may reach, and how their faults are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exporters.samples import report
from tracker.errors import UsageError
from tracker.exporters.json_export import export_document
from tracker.exporters.template import LONGEST_TEMPLATE, is_markup, render_template

VALUES = export_document(report()) | {"changes": None}


def made(folder: Path, template: str, name: str = "report.md", **values: object) -> str:
    place = folder / name
    place.write_text(template, encoding="utf-8")
    return render_template(place, values or VALUES)


def fault(folder: Path, template: str, name: str = "report.md") -> str:
    with pytest.raises(UsageError) as caught:
        made(folder, template, name)
    return str(caught.value)


def test_the_values_are_those_of_the_json(tmp_path: Path) -> None:
    template = "{{ status.plan.title }}: {{ status.gates[0].verdict }}, {{ items|length }}, {{ items[0].id }}"
    assert made(tmp_path, template) == "Web shop: not_ready, 10, DB-POOL\n"


def test_a_report_ends_in_a_newline_and_keeps_those_it_has(tmp_path: Path) -> None:
    assert made(tmp_path, "a") == "a\n"
    assert made(tmp_path, "a\n\n") == "a\n\n"


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("a.html", True),
        ("a.HTM", True),
        ("a.svg.j2", True),
        ("a.xml.jinja", True),
        ("a.md", False),
        ("a.txt.j2", False),
        ("html", False),
    ],
)
def test_the_suffix_says_what_is_escaped(tmp_path: Path, name: str, escaped: bool) -> None:
    assert is_markup(name) is escaped
    assert made(tmp_path, "{{ x }}", name, x="<b>&") == ("&lt;b&gt;&amp;\n" if escaped else "<b>&\n")


def test_an_included_template_goes_by_its_own_suffix(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("{{ x }}", encoding="utf-8")
    assert made(tmp_path, "{{ x }} {% include 'part.html' %}", x="<b>") == "<b> &lt;b&gt;\n"


def test_markdown_has_filters_of_its_own(tmp_path: Path) -> None:
    assert made(tmp_path, "{{ x|md }} {{ x|mdcode }}{{ none|md }}", x="*a*", none=None) == "\\*a\\* `*a*`\n"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("a\n{{ statsu.plan }}", "report.md:2: 'statsu' is undefined"),
        ("{{ status.plan.nmae }}", "report.md:1: 'dict object' has no attribute 'nmae'"),
        ("a\nb\n{% for %}", "report.md:3: Expected an expression"),
        ("a\n{{ 'x' | nosuch }}", "report.md:2: No filter named 'nosuch'"),
        ("\n\n{{ 1 / 0 }}", "report.md:3: division by zero"),
        ("{% include 'none.md' %}", "report.md:1: there is no template 'none.md'"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself without end"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, template: str, told: str) -> None:
    assert told in fault(tmp_path, template)


def test_a_fault_in_an_included_template_names_that_one(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("\n{{ nothing }}", encoding="utf-8")
    assert f"{tmp_path / 'part.md'}:2:" in fault(tmp_path, "{% include 'part.md' %}")


HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "{{ items.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].system('id') }}",
    "{{ (items|attr('__class__'))('x') }}",
    "{{ ''|attr('format')|attr('__globals__') }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(items) }}",
    "{{ '{0.__class__}'|format(items) }}{{ ''.__class__ }}",
    "{{ items.append(1) }}",
    "{{ status.update({'x': 1}) }}",
    "{% set x = items.clear() %}",
    "{% import 'os' as os %}",
    "{{ range(10 ** 9) }}",
]


@pytest.mark.parametrize("template", HOSTILE)
def test_nothing_behind_the_values_can_be_reached(tmp_path: Path, template: str) -> None:
    before = repr(VALUES)
    assert "report.md" in fault(tmp_path, template)
    assert repr(VALUES) == before


@pytest.mark.parametrize(
    "written", ["../secret.md", "/etc/passwd", "sub/../../secret.md", "link.md", "folder.d"]
)
def test_no_file_outside_of_the_folder_is_read(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "templates"
    (folder / "sub").mkdir(parents=True)
    (folder / "folder.d").mkdir()
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    for tag in ("{% include 'X' %}", "{% extends 'X' %}", "{% import 'X' as x %}", "{% from 'X' import x %}"):
        assert "there is no template" in fault(folder, tag.replace("X", written))


def test_a_template_in_the_folder_is_read_also_below_it_and_through_a_link_in_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "part.md").write_text("part", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "sub" / "part.md")
    assert made(tmp_path, "{% include 'sub/part.md' %} {% include 'link.md' %}") == "part part\n"


def test_what_is_no_template_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"\xff\xfe\x00x")
    assert "latin.md cannot be read as a template: it is not UTF-8" in fault(
        tmp_path, "{% include 'latin.md' %}"
    )
    (tmp_path / "long.md").write_text("x" * (LONGEST_TEMPLATE + 1), encoding="utf-8")
    assert "long.md is no template" in fault(tmp_path, "{% include 'long.md' %}")
