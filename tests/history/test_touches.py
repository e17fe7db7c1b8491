"""Which commits touched what a plan names: the lines wherever they were by then, the file, the folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.history.building import Repo
from tests.history.test_security import marker, trap
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.domain.touch import Reach
from tracker.errors import HistoryError
from tracker.history import edits
from tracker.history.since import tips_of
from tracker.history.touches import touches

__all__ = ["marker", "trap"]

NUMBERS = [f"line {number}" for number in range(1, 41)]


def text(lines: list[str], **changed: str) -> str:
    """The lines with some replaced, by number: `n5="new"`."""
    new = list(lines)
    for name, line in changed.items():
        new[int(name[1:]) - 1] = line
    return "".join(f"{line}\n" for line in new)


def found(repo: Repo, since: str, *files: str | FileRef) -> dict[str, dict[str, Reach]]:
    """What each commit touched, by its sha: how far it got, by reference."""
    refs = [parse_fileref(file) if isinstance(file, str) else file for file in files]
    tips = sorted(set(tips_of(repo.path).tips.values()))
    return {
        sha: {str(touch.file): touch.reach for touch in touched.touches}
        for sha, touched in touches(repo.path, since, tips, refs).items()
    }


def test_a_commit_hits_the_lines_or_only_their_file(repo: Repo) -> None:
    start = repo.commit("Start", file="src/a.ts", text=text(NUMBERS))
    lines = repo.commit("Mend", file="src/a.ts", text=text(NUMBERS, n12="mended"))
    elsewhere = repo.commit("Other", file="src/a.ts", text=text(NUMBERS, n12="mended", n30="new"))
    repo.commit("Nothing", file="src/b.ts")
    assert found(repo, start, "src/a.ts:10-14", "src/a.ts", "src/b.md") == {
        lines: {"src/a.ts:10-14": Reach.LINES, "src/a.ts": Reach.FILE},
        elsewhere: {"src/a.ts:10-14": Reach.FILE, "src/a.ts": Reach.FILE},
    }


def test_nothing_is_touched_without_references_or_commits(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts")
    assert found(repo, start, "a.ts:1") == {}
    repo.commit("Change", file="a.ts")
    assert found(repo, start) == {}
    assert touches(repo.path, start, [], [parse_fileref("a.ts")]) == {}
    assert found(repo, start, "b.ts", "lib/", "*.md") == {}


def test_lines_are_followed_as_they_move(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    pushed = ["import x"] * 5 + NUMBERS
    down = repo.commit("Push down", file="a.ts", text=text(pushed))
    where_they_were = repo.commit("Where they were", file="a.ts", text=text(pushed, n11="new"))
    where_they_are = repo.commit("Where they are", file="a.ts", text=text(pushed, n11="new", n17="fixed"))
    reached = found(repo, start, "a.ts:12-13")
    assert [reached[sha]["a.ts:12-13"] for sha in (down, where_they_were, where_they_are)] == [
        Reach.FILE,
        Reach.FILE,
        Reach.LINES,
    ]


def test_files_are_followed_through_renames(repo: Repo) -> None:
    start = repo.commit("Start", file="old.ts", text=text(NUMBERS))
    repo.git("mv", "old.ts", "between.ts")
    repo.git("commit", "-qm", "Rename", **repo.dates())
    (repo.path / "lib").mkdir()
    repo.git("mv", "between.ts", "lib/new.ts")
    moved_and_changed = repo.commit("Again", file="lib/new.ts", text=text(NUMBERS, n30="other"))
    fixed = repo.commit("Fix", file="lib/new.ts", text=text(NUMBERS, n30="other", n12="fixed"))
    unrelated = repo.commit("A new one of the old name", file="old.ts", text="something else\n")
    reached = found(repo, start, "old.ts:12", "old.ts")
    assert reached == {
        moved_and_changed: {"old.ts:12": Reach.FILE, "old.ts": Reach.FILE},
        fixed: {"old.ts:12": Reach.LINES, "old.ts": Reach.FILE},
    }
    assert unrelated not in reached


def test_a_reference_by_a_later_name_counts_changes_under_the_former_one(repo: Repo) -> None:
    start = repo.commit("Start", file="old.ts", text=text(NUMBERS))
    changed = repo.commit("Change", file="old.ts", text=text(NUMBERS, n3="three"))
    repo.git("mv", "old.ts", "new.ts")
    repo.git("commit", "-qm", "Rename", **repo.dates())
    later = repo.commit("Later", file="new.ts", text=text(NUMBERS, n3="three", n4="four"))
    assert found(repo, start, "new.ts:3-4") == {
        changed: {"new.ts:3-4": Reach.FILE},
        later: {"new.ts:3-4": Reach.FILE},
    }


def test_a_file_that_went_and_one_that_came(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    repo.git("rm", "-q", "a.ts")
    repo.git("commit", "-qm", "Remove", **repo.dates())
    gone = repo.head()
    back = repo.commit("Back", file="a.ts", text="another\n")
    first = repo.commit("New", file="b.ts")
    assert found(repo, start, "a.ts:3", "b.ts:1") == {
        gone: {"a.ts:3": Reach.LINES},
        back: {"a.ts:3": Reach.FILE},
        first: {"b.ts:1": Reach.FILE},
    }


def test_a_file_that_becomes_a_link(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    (repo.path / "a.ts").unlink()
    (repo.path / "a.ts").symlink_to("elsewhere")
    repo.git("add", "-A")
    repo.git("commit", "-qm", "Link", **repo.dates())
    link = repo.head()
    (repo.path / "a.ts").unlink()
    again = repo.commit("File", file="a.ts", text=text(NUMBERS))
    assert found(repo, start, "a.ts:3") == {link: {"a.ts:3": Reach.LINES}, again: {"a.ts:3": Reach.FILE}}


def test_modes_binary_files_and_line_ends(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    (repo.path / "a.ts").chmod(0o755)
    repo.git("commit", "-qam", "Mode", **repo.dates())
    mode = repo.head()
    (repo.path / "a.ts").write_bytes(text(NUMBERS).replace("\n", "\r\n").encode())
    repo.git("commit", "-qam", "Ends", **repo.dates())
    ends = repo.head()
    (repo.path / ".gitattributes").write_text("a.ts binary\n")
    (repo.path / "a.ts").write_bytes(text(NUMBERS, n3="\0").replace("\n", "\r\n").encode())
    repo.git("commit", "-qam", "Binary", **repo.dates())
    binary = repo.head()
    assert found(repo, start, "a.ts:3", "a.ts:9") == {
        mode: {"a.ts:3": Reach.FILE, "a.ts:9": Reach.FILE},
        ends: {"a.ts:3": Reach.FILE, "a.ts:9": Reach.FILE},
        binary: {"a.ts:3": Reach.LINES, "a.ts:9": Reach.FILE},
    }


def test_folders_globs_and_files_that_look_like_globs(repo: Repo) -> None:
    start = repo.commit("Start", file="app/[id]/page.tsx")
    page = repo.commit("Page", file="app/[id]/page.tsx")
    other = repo.commit("Other", file="app/i/page.tsx")
    deep = repo.commit("Deep", file="src/deep/db.ts")
    assert found(repo, start, "app/[id]/page.tsx", "src/", "src", "src/*.ts", "app/[ij]/*") == {
        page: {"app/[id]/page.tsx": Reach.FILE},
        other: {"app/[ij]/*": Reach.FOLDER},
        deep: {"src/": Reach.FOLDER, "src": Reach.FOLDER, "src/*.ts": Reach.FOLDER},
    }


@pytest.mark.parametrize(
    "name",
    [
        "-n1",
        ":(exclude)*",
        "a b.ts",
        'quo"te\\.ts',
        "tab\there",
        "line\nbreak.ts",
        "größe.ts",
        ":/x",
        "*",
        "é\x7f",
    ],
)
def test_any_name_is_a_name(repo: Repo, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    repo.commit("Other", file="other.ts")
    start = repo.commit("Start", file=name, text=text(NUMBERS))
    repo.commit("Elsewhere", file="other.ts")
    change = repo.commit("Change", file=name, text=text(NUMBERS, n12="fixed"))
    monkeypatch.delenv("GIT_LITERAL_PATHSPECS")
    file = FileRef(name, ((12, 12),))
    assert found(repo, start, file) == {change: {str(file): Reach.LINES}}
    assert found(repo, start, file, *(f"f{number}.ts:1" for number in range(150))) == found(repo, start, file)


def test_a_merge_counts_for_what_it_wrote_itself(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    repo.switch("topic", new=True)
    there = repo.commit("There", file="a.ts", text=text(NUMBERS, n30="there"))
    repo.switch("main")
    here = repo.commit("Here", file="a.ts", text=text(NUMBERS, n12="here"))
    repo.merge("topic")
    after = repo.commit("After", file="a.ts", text=text(NUMBERS, n12="here", n30="there again"))
    assert found(repo, start, "a.ts:30", "a.ts:12") == {
        there: {"a.ts:30": Reach.LINES, "a.ts:12": Reach.FILE},
        here: {"a.ts:30": Reach.FILE, "a.ts:12": Reach.LINES},
        after: {"a.ts:30": Reach.LINES, "a.ts:12": Reach.FILE},
    }


def test_a_merge_that_settled_a_conflict_is_found(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    repo.switch("topic", new=True)
    repo.commit("There", file="a.ts", text=text(NUMBERS, n12="there"))
    repo.switch("main")
    repo.commit("Here", file="a.ts", text=text(NUMBERS, n12="here"))
    repo.git("merge", "-q", "--no-commit", "-s", "ours", "topic")
    merge = repo.commit("Merge", file="a.ts", text=text(NUMBERS, n12="both"))
    assert found(repo, start, "a.ts:12", "a.ts:30")[merge] == {"a.ts:12": Reach.LINES, "a.ts:30": Reach.FILE}


def test_a_branch_that_left_before_the_baseline(repo: Repo) -> None:
    repo.commit("Older", file="a.ts", text=text(NUMBERS))
    repo.switch("topic", new=True)
    repo.switch("main")
    start = repo.commit("Start", file="a.ts", text=text(["import x"] * 5 + NUMBERS))
    repo.switch("topic")
    hit = repo.commit("Hit", file="a.ts", text=text(NUMBERS, n7="hit"))
    miss = repo.commit("Miss", file="a.ts", text=text(NUMBERS, n7="hit", n12="miss"))
    assert found(repo, start, "a.ts:12") == {hit: {"a.ts:12": Reach.LINES}, miss: {"a.ts:12": Reach.FILE}}


def test_how_many_files_a_commit_changed_in_all(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts")
    for number in range(4):
        (repo.path / f"f{number}.ts").write_text("new\n")
    repo.git("add", "-A")
    wide = repo.commit("Wide", file="a.ts")
    touched = touches(repo.path, start, [wide], [parse_fileref("a.ts")])
    assert touched[wide].files == 5


def test_a_change_in_more_places_than_are_kept_is_one(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "_MOST_HUNKS", 3)
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    spread = {f"n{number}": "new" for number in range(11, 30, 2)}
    change = repo.commit("Change", file="a.ts", text=text(NUMBERS, **spread))
    after = repo.commit("After", file="a.ts", text=text(NUMBERS, **spread, n40="end"))
    assert found(repo, start, "a.ts:14", "a.ts:5", "a.ts:40") == {
        change: {"a.ts:14": Reach.LINES, "a.ts:5": Reach.FILE, "a.ts:40": Reach.FILE},
        after: {"a.ts:14": Reach.FILE, "a.ts:5": Reach.FILE, "a.ts:40": Reach.LINES},
    }


@pytest.mark.parametrize(
    "content",
    [
        "@@ -1,40 +1,40 @@",
        "\x01" + "f" * 40,
        ":100644 100644 a b M\ta.ts",
        "index a..b",
        "diff --git a/a.ts b/a.ts",
    ],
)
def test_the_content_of_files_is_never_taken_for_what_git_says(repo: Repo, content: str) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    long = "x" * ((1 << 16) - 1) + content + "\n" + content + "\n"
    change = repo.commit("Change", file="a.ts", text=text(NUMBERS) + long + "\r" + content + "\n")
    assert found(repo, start, "a.ts:3") == {change: {"a.ts:3": Reach.FILE}}


def test_settings_of_the_repository_change_nothing(repo: Repo) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    change = repo.commit("Change", file="a.ts", text=text(NUMBERS, n10="x", n14="y"))
    before = found(repo, start, "a.ts:12", "a.ts:10")
    settings = {
        "diff.interHunkContext": "9",
        "diff.context": "9",
        "diff.noprefix": "true",
        "diff.renames": "false",
        "diff.orderFile": "nowhere",
        "diff.ignoreSubmodules": "all",
        "color.diff": "always",
        "log.showRoot": "false",
        "log.showSignature": "true",
        "diff.algorithm": "patience",
        "core.quotePath": "true",
        "diff.submodule": "log",
        "log.diffMerges": "off",
    }
    for name, value in settings.items():
        repo.git("config", name, value)
    assert found(repo, start, "a.ts:12", "a.ts:10") == before
    assert before == {change: {"a.ts:12": Reach.FILE, "a.ts:10": Reach.LINES}}


@pytest.mark.parametrize(
    "name", ["diff.external", "diff.evil.command", "diff.evil.textconv", "core.fsmonitor"]
)
def test_commands_of_the_repository_do_not_run(repo: Repo, trap: str, marker: Path, name: str) -> None:
    start = repo.commit("Attributes", file=".gitattributes", text="*.ts diff=evil filter=evil merge=evil\n")
    repo.switch("topic", new=True)
    repo.commit("There", file="a.ts", text=text(NUMBERS, n12="there"))
    repo.switch("main")
    repo.commit("Here", file="a.ts", text=text(NUMBERS))
    repo.git("merge", "-q", "--no-commit", "-s", "ours", "topic")
    repo.commit("Merge", file="a.ts", text=text(NUMBERS, n12="both"))
    marker.unlink(missing_ok=True)
    repo.git("config", name, trap)
    assert len(found(repo, start, "a.ts:12", "*.ts")) == 3
    assert not marker.exists()


def test_commits_that_are_not_there(repo: Repo) -> None:
    head = repo.commit("Start", file="a.ts")
    files = [parse_fileref("a.ts")]
    for since, tip in (("--output=pwn", head), (head, "HEAD"), (head, "--all")):
        with pytest.raises(HistoryError, match="is not in this repository"):
            touches(repo.path, since, [tip], files)
    with pytest.raises(HistoryError, match="git: "):
        touches(repo.path, head, ["f" * 40], files)
    assert not list(repo.path.rglob("pwn"))


def test_progress_is_told(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.history.steps._COUNTED", 2)
    start = repo.commit("Start", file="a.ts")
    head = [repo.commit("More") for _ in range(5)][-1]
    told: list[int] = []
    tell: Callable[[int], None] = told.append
    touches(repo.path, start, [head], [parse_fileref("a.ts")], tell)
    assert told == [2, 4]


def test_the_environment_changes_nothing(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    start = repo.commit("Start", file="a.ts", text=text(NUMBERS))
    change = repo.commit("Change", file="a.ts", text=text(NUMBERS, n10="x"))
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=5")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert found(repo, start, "a.ts:12", "a.ts:10") == {
        change: {"a.ts:12": Reach.FILE, "a.ts:10": Reach.LINES}
    }
