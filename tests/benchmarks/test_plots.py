"""The pictures of a run."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from benchmarks.lines import Line
from benchmarks.plots import Scale, growth_svg, peers_svg

_SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    return [part.text or "" for part in ElementTree.fromstring(picture).iter(f"{_SVG}text")]


def test_each_power_of_ten_takes_the_same_room() -> None:
    scale = Scale([20, 3_000], 0, 300)
    assert scale.marks == [10, 100, 1_000, 10_000]
    assert [scale.at(mark) for mark in scale.marks] == [0, 100, 200, 300]
    assert Scale([10, 10], 0, 100).marks == [10, 100]


def test_growth_has_a_line_for_each_operation_that_falls_where_cost_does() -> None:
    picture = growth_svg({"list": {1_000: 100, 10_000: 500}, "sync": {1_000: 100, 10_000: 3_000}})
    lines = ElementTree.fromstring(picture).findall(f"{_SVG}polyline")
    ends = [[float(point.split(",")[1]) for point in line.attrib["points"].split()] for line in lines]
    assert ends[0][0] < ends[0][1]
    assert ends[1][0] > ends[1][1]
    assert {"list", "sync"} <= set(texts(picture))


def test_every_figure_of_a_picture_is_said_in_words() -> None:
    picture = growth_svg({"list": {1_000: 100, 10_000: 500}})
    assert "list: 100 at 1,000 items, 50 at 10,000 items" in picture


def test_names_of_lines_that_end_together_do_not_lie_on_one_another() -> None:
    same = {1_000: 100.0, 10_000: 500.0}
    drawn = ElementTree.fromstring(growth_svg({"list": same, "sync": same, "board": same}))
    names = [part for part in drawn.iter(f"{_SVG}text") if part.text in ("list", "sync", "board")]
    levels = sorted(float(part.attrib["y"]) for part in names)
    assert levels[1] - levels[0] >= 12
    assert levels[2] - levels[1] >= 12


def test_without_growth_there_is_no_picture() -> None:
    assert growth_svg({}) == ""


LINES = [
    Line("10,000 items", "list", "python -c pass", "CPU ms", 300, 12, 25),
    Line("10,000 items", "list", "Taskwarrior", "CPU ms", 300, 600, 0.5),
    Line("10,000 items", "status", "python -c pass", "CPU ms", 200, 12, 16),
    Line("10,000 items", "note", "dooit", "CPU ms", 500, 20, 25),
    Line("1,000 items", "show", "Taskwarrior", "CPU ms", 90, 12, 7.5),
]


def test_peers_stand_beside_ours_where_both_know_the_operation() -> None:
    drawn = texts(peers_svg(LINES, "10,000 items"))
    assert {"list", "note"} <= set(drawn)
    assert not {"status", "show"} & set(drawn)
    assert [text for text in drawn if text.startswith(("● ", "■ ", "▲ "))] == [
        "● tracker",
        "■ Taskwarrior",
        "▲ dooit",
    ]


@pytest.mark.parametrize("world", ["10,000 items", "1,000 items"])
def test_dots_lie_within_the_picture(world: str) -> None:
    drawn = ElementTree.fromstring(peers_svg(LINES, world))
    width, height = (float(word) for word in drawn.attrib["viewBox"].split()[2:])
    places = [(float(part.attrib["x"]), float(part.attrib["y"])) for part in drawn.iter(f"{_SVG}text")]
    assert len(places) > 5
    assert all(0 < x < width and 0 < y < height for x, y in places)


def test_without_a_peer_there_is_no_picture() -> None:
    assert peers_svg(LINES, "100 items") == ""
