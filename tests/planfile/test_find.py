from __future__ import annotations

from pathlib import Path

import pytest

from tests.planfile.texts import HEAD, ONE_ITEM
from tracker.errors import PlanError
from tracker.planfile.find import peek, plan_files, shipped_plans
from tracker.planfile.load import load_plan


def write(path: Path, text: str = ONE_ITEM) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_plans_are_found_in_the_three_places_in_order(tmp_path: Path) -> None:
    wanted = [
        write(tmp_path / "plan.toml"),
        write(tmp_path / "plans" / "a.toml"),
        write(tmp_path / "plans" / "b.toml"),
        write(tmp_path / ".tracker" / "plans" / "c.toml"),
    ]
    write(tmp_path / "other.toml")
    write(tmp_path / "plans" / "deeper" / "d.toml")
    write(tmp_path / "plans" / "notes.md")
    assert plan_files(tmp_path) == wanted


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert plan_files(tmp_path) == []
    assert plan_files(tmp_path / "missing") == []


@pytest.mark.parametrize(
    "text", ["[tool.x]\nplan_b = 1\n", "", "# [plan]\n", "[plans]\nx = 1\n", "schemas = 1\n"]
)
def test_other_toml_files_are_left_out(tmp_path: Path, text: str) -> None:
    write(tmp_path / "plans" / "other.toml", text)
    assert plan_files(tmp_path) == []


@pytest.mark.parametrize(
    "text", ["[plan\n", "\ufeffschema = 1\n", " [ plan ]\n", "plan.id = 'x'\n", "[plan.claims]\n"]
)
def test_broken_and_oddly_written_plans_are_listed(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "plans" / "p.toml", text + ("[plan]\n" if text == "[plan\n" else ""))
    assert plan_files(tmp_path) == [path]


def test_links_out_of_the_root_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.toml")
    root = tmp_path / "root"
    inside = write(root / "plans" / "z.toml")
    (root / "plans" / "a.toml").symlink_to(outside)
    (root / "plans" / "loop.toml").symlink_to(root / "plans" / "loop.toml")
    (root / ".tracker").symlink_to(tmp_path)
    assert plan_files(root) == [inside]


def test_a_link_to_a_plan_does_not_list_it_twice(tmp_path: Path) -> None:
    real = write(tmp_path / "plan.toml")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "same.toml").symlink_to(real)
    assert plan_files(tmp_path) == [real]


def test_a_folder_called_plan_toml_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").mkdir()
    assert plan_files(tmp_path) == []


def test_the_shipped_plans_have_ids_of_their_own() -> None:
    paths = shipped_plans()
    assert len({peek(path) for path in paths}) == len(paths) > 0


@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_peeking_agrees_with_loading(path: Path) -> None:
    plan = load_plan(path).plan
    assert peek(path) == (plan.id, plan.title)


def test_peeking_does_not_mind_errors_further_down(tmp_path: Path) -> None:
    assert peek(write(tmp_path / "p.toml", HEAD + "[item.A]\nbroken")) == ("p", "P")


def test_peeking_finds_a_plan_table_at_the_end(tmp_path: Path) -> None:
    text = 'schema = 1\n[item.A]\ntitle = "x"\n[plan]\nid = "p"\ntitle = "P\\u001b"\n'
    assert peek(write(tmp_path / "p.toml", text)) == ("p", "P\N{REPLACEMENT CHARACTER}")


def test_peeking_is_not_fooled_by_a_text_that_looks_like_a_header(tmp_path: Path) -> None:
    text = 'schema = 1\n[plan]\nsummary = """\n[item.A]\n"""\nid = "p"\ntitle = "P"\n'
    assert peek(write(tmp_path / "p.toml", text)) == ("p", "P")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[plan\n", "p.toml:1:6: error: broken TOML"),
        ("schema = 1\n", "has no \\[plan\\] table"),
        ("plan = 3\n", "has no \\[plan\\] table"),
        ('[plan]\nid = "p"\n', "has no title"),
        ("[plan]\nid = 3\n", "has no id"),
    ],
)
def test_peeking_at_what_is_no_plan(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        peek(write(tmp_path / "p.toml", text))
