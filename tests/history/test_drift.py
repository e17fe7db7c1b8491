"""Where the code is that a plan names, after whatever happened to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.history.building import Repo
from tracker.domain.drift import Drift, Fate
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.history.drift import baseline_of, commit_named, drift

TEN = [f"line {number}\n" for number in range(1, 11)]
REVIEW_DAY = date(2023, 11, 14)
"""The day of the first commits that `Repo` makes."""


def text_of(lines: list[str]) -> str:
    return "".join(lines)


def write(repo: Repo, name: str, text: str | bytes) -> None:
    path = repo.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def commit_all(repo: Repo) -> str:
    repo.git("add", "-A")
    repo.git("commit", "-q", "--allow-empty", "-m", "Everything", **repo.dates())
    return repo.head()


def start(repo: Repo, *names: str) -> str:
    """Commit files of ten lines each, beside one that nobody asks for."""
    for name in ("other.txt", *names):
        write(repo, name, f"{name}\n" + text_of(TEN[1:]))
    return commit_all(repo)


def drifted(repo: Repo, since: str, *files: str) -> dict[str, Drift]:
    found = drift(repo.path, since, repo.head(), [parse_fileref(file) for file in files])
    assert all(moved.since == since for moved in found.values())
    return {str(file): moved for file, moved in found.items()}


def told(repo: Repo, since: str, *files: str) -> dict[str, tuple[str, str]]:
    """Return fate and place by reference."""
    return {
        file: (moved.fate.value, str(moved.place)) for file, moved in drifted(repo, since, *files).items()
    }


def test_what_nobody_changed_has_not_drifted(repo: Repo) -> None:
    base = start(repo, "src/a.ts")
    write(repo, "other.txt", "changed")
    write(repo, "lib/new.ts", "new")
    commit_all(repo)
    assert told(repo, base, "src/a.ts", "src/a.ts:2-4", "src", "src/*.ts", "never.ts", "never/*.ts") == {}
    assert drift(repo.path, base, base, [FileRef("other.txt")]) == {}
    assert drift(repo.path, base, repo.head(), []) == {}


def test_lines_are_moved_changed_or_gone(repo: Repo) -> None:
    base = start(repo, "a.ts")
    lines = ["a.ts\n", "new\n", *TEN[1:4], "LINE 5\n", *TEN[5:8]]
    write(repo, "a.ts", text_of(lines))
    commit_all(repo)
    assert told(repo, base, "a.ts", "a.ts:1", "a.ts:2-4", "a.ts:4-6,7", "a.ts:9-10", "a.ts:8-10") == {
        "a.ts": ("changed", "a.ts"),
        "a.ts:2-4": ("moved", "a.ts:3-5"),
        "a.ts:4-6,7": ("changed", "a.ts:5-7,8"),
        "a.ts:9-10": ("gone", "a.ts"),
        "a.ts:8-10": ("changed", "a.ts:9"),
    }


def test_changed_and_changed_back_is_no_drift(repo: Repo) -> None:
    base = start(repo, "a.ts")
    original = (repo.path / "a.ts").read_text()
    repo.commit("Change", file="a.ts", text="something else\n")
    assert told(repo, base, "a.ts") == {"a.ts": ("changed", "a.ts")}
    repo.commit("Change back", file="a.ts", text=original)
    assert told(repo, base, "a.ts", "a.ts:3") == {}


def test_a_file_that_was_renamed_takes_its_lines_along(repo: Repo) -> None:
    base = start(repo, "src/a.ts")
    (repo.path / "lib").mkdir()
    repo.git("mv", "src/a.ts", "lib/b.ts")
    commit_all(repo)
    repo.git("mv", "lib/b.ts", "lib/c.ts")
    commit_all(repo)
    assert told(repo, base, "src/a.ts", "src/a.ts:2-4") == {
        "src/a.ts": ("moved", "lib/c.ts"),
        "src/a.ts:2-4": ("moved", "lib/c.ts:2-4"),
    }
    content = (repo.path / "lib/c.ts").read_text().replace("line 8", "LINE 8")
    repo.commit("Edit", file="lib/c.ts", text=f"top\n{content}")
    assert told(repo, base, "src/a.ts", "src/a.ts:2-4", "src/a.ts:7-9") == {
        "src/a.ts": ("changed", "lib/c.ts"),
        "src/a.ts:2-4": ("moved", "lib/c.ts:3-5"),
        "src/a.ts:7-9": ("changed", "lib/c.ts:8-10"),
    }


def test_a_deleted_file_is_gone_whatever_there_is_beside_it(repo: Repo) -> None:
    base = start(repo, "a.ts", "b.ts")
    (repo.path / "a.ts").unlink()
    repo.commit("Another", file="c.ts", text="nothing alike\n")
    repo.git("add", "-A")
    commit_all(repo)
    assert told(repo, base, "a.ts", "a.ts:3", "b.ts") == {
        "a.ts": ("gone", "a.ts"),
        "a.ts:3": ("gone", "a.ts"),
    }


def test_folders_and_globs(repo: Repo) -> None:
    base = start(repo, "src/a.ts", "src/deep/b.py", "lib/c.ts", "old/d.ts", "fixed/e.rs")
    write(repo, "src/deep/b.py", "changed")
    write(repo, "lib/more.ts", "added")
    (repo.path / "old/d.ts").unlink()
    write(repo, "new/f.go", "new")
    commit_all(repo)
    found = told(
        repo,
        base,
        *("src", "src/", "src/deep", "lib", "old", "old/", "fixed", "new", "src/dee"),
        *("src/*.py", "src/*.ts", "lib/*.ts", "*.ts", "old/*", "*.go", "*.rs", "old/*.x"),
    )
    changed = {"src", "src/", "src/deep", "lib", "src/*.py", "lib/*.ts", "*.ts"}
    assert found == {file: ("changed", file) for file in changed} | {
        file: ("gone", file) for file in ("old", "old/", "old/*")
    }


def test_a_path_that_looks_like_a_glob_is_a_path_first(repo: Repo) -> None:
    base = start(repo, "app/[id]/page.tsx", "app/i/page.tsx", "app/d/page.tsx")
    write(repo, "app/i/page.tsx", "changed")
    commit_all(repo)
    assert told(repo, base, "app/[id]/page.tsx", "app/[id]", "app/[id]/page.tsx:2") == {}
    assert told(repo, base, "app/[dix]/page.tsx") == {"app/[dix]/page.tsx": ("changed", "app/[dix]/page.tsx")}
    repo.commit("Top", file="app/[id]/page.tsx", text="top\napp/[id]/page.tsx\n" + text_of(TEN[1:]))
    assert told(repo, base, "app/[id]/page.tsx:2") == {
        "app/[id]/page.tsx:2": ("moved", "app/[id]/page.tsx:3")
    }


@pytest.mark.parametrize(
    "name",
    [
        "with space.ts",
        "-dash.ts",
        "--output=pwn",
        ":(exclude)*",
        ":colon.ts",
        'quote".ts',
        "new\nline.ts",
        "tab\t.ts",
        "größe.ts",
        "back\\slash.ts",
        "*.ts",
    ],
)
def test_names_that_git_could_take_for_something_else(repo: Repo, name: str) -> None:
    base = start(repo, name, "plain.txt")
    write(repo, name, f"top\n{name}\n" + text_of(TEN[1:]))
    commit_all(repo)
    before = sorted(path.name for path in repo.path.iterdir())
    files = [FileRef(name, ((4, 5),)), FileRef(name), FileRef("plain.txt", ((1, 2),))]
    found = drift(repo.path, base, repo.head(), files)
    assert found == {
        files[0]: Drift(Fate.MOVED, name, ((5, 6),), base),
        files[1]: Drift(Fate.CHANGED, name, (), base),
    }
    assert sorted(path.name for path in repo.path.iterdir()) == before
    repo.git("mv", "--", name, "moved.txt")
    commit_all(repo)
    found = drift(repo.path, base, repo.head(), files)
    assert found[files[0]] == Drift(Fate.MOVED, "moved.txt", ((5, 6),), base)


def test_paths_that_no_file_can_have(repo: Repo) -> None:
    base = start(repo, "a.ts")
    repo.commit("Change", file="a.ts", text="new\n")
    absurd = [FileRef("nul\0.ts", ((1, 2),)), FileRef("x" * 200_000), FileRef("a.ts")]
    assert drift(repo.path, base, repo.head(), absurd) == {
        FileRef("a.ts"): Drift(Fate.CHANGED, "a.ts", (), base)
    }


def test_more_files_than_a_command_line_should_take(repo: Repo) -> None:
    names = [f"src/{number}.ts" for number in range(230)]
    base = start(repo, *names)
    for name in names[:210]:
        write(repo, name, f"top\n{name}\n" + text_of(TEN[1:]))
    commit_all(repo)
    found = told(repo, base, *(f"{name}:3-4" for name in names))
    assert found == {f"{name}:3-4": ("moved", f"{name}:4-5") for name in names[:210]}


def test_line_ends_alone_change_no_line(repo: Repo) -> None:
    base = start(repo, "a.ts", "b.ts")
    for name in ("a.ts", "b.ts"):
        write(repo, name, (repo.path / name).read_bytes().replace(b"\n", b"\r\n"))
    write(repo, "b.ts", b"top\r\n" + (repo.path / "b.ts").read_bytes().replace(b"line 9", b"LINE 9"))
    commit_all(repo)
    assert told(repo, base, "a.ts:2-3", "b.ts:2-3", "b.ts:9") == {
        "b.ts:2-3": ("moved", "b.ts:3-4"),
        "b.ts:9": ("changed", "b.ts:10"),
    }


def test_a_file_without_a_newline_at_its_end(repo: Repo) -> None:
    write(repo, "a.ts", text_of(TEN).rstrip("\n"))
    base = commit_all(repo)
    write(repo, "a.ts", "top\n" + text_of(TEN).rstrip("\n"))
    commit_all(repo)
    assert told(repo, base, "a.ts:9-10") == {"a.ts:9-10": ("moved", "a.ts:10-11")}


def test_lines_that_look_like_a_patch(repo: Repo) -> None:
    fake = "@@ -1,9 +1,9 @@\n"
    write(repo, "a.ts", text_of([*TEN, fake]))
    base = commit_all(repo)
    forged = [
        "\f@@ -2 +2 @@\r@@ -2 +2 @@\u2028@@ -2 +2 @@\n",
        "x" * 9000 + "@@ -2 +2 @@ index " + "a" * 40 + "\n",
    ]
    write(
        repo,
        "a.ts",
        text_of([*TEN, *forged, "@@ -1,9 +1,8 @@\n", "index " + "0" * 40 + ".." + "1" * 40 + "\n"]),
    )
    commit_all(repo)
    assert told(repo, base, "a.ts:2", "a.ts:11") == {"a.ts:11": ("changed", "a.ts:11-14")}


def test_binary_files_links_and_submodules(repo: Repo) -> None:
    write(repo, "image.png", b"\x89PNG\0\1\2" * 50)
    write(repo, "text.ts", text_of(TEN))
    (repo.path / "link").symlink_to("text.ts")
    (repo.path / "same").symlink_to("text.ts")
    repo.git("add", "-A")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'a' * 40},module")
    repo.git("commit", "-q", "-m", "Start", **repo.dates())
    base = repo.head()
    write(repo, "image.png", b"\x89PNG\0\3\4" * 50)
    (repo.path / "link").unlink()
    (repo.path / "link").symlink_to("image.png")
    (repo.path / "text.ts").unlink()
    (repo.path / "text.ts").symlink_to("image.png")
    repo.git("add", "image.png", "link", "text.ts")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'b' * 40},module")
    repo.git("commit", "-q", "-m", "Change", **repo.dates())
    assert told(
        repo, base, "image.png", "image.png:1", "link", "link:1", "same", "same:1", "module", "text.ts:3"
    ) == {
        "image.png": ("changed", "image.png"),
        "image.png:1": ("changed", "image.png:1"),
        "link": ("changed", "link"),
        "link:1": ("changed", "link"),
        "module": ("changed", "module"),
        "text.ts:3": ("changed", "text.ts"),
    }


def test_a_file_becomes_a_folder_and_a_folder_a_file(repo: Repo) -> None:
    base = start(repo, "a", "b/c")
    (repo.path / "a").unlink()
    (repo.path / "b/c").unlink()
    (repo.path / "b").rmdir()
    write(repo, "a/x", "something else\n")
    write(repo, "b", "now a file\n")
    commit_all(repo)
    assert told(repo, base, "a", "a:2", "b", "b/c", "a/x") == {
        "a": ("gone", "a"),
        "a:2": ("gone", "a"),
        "b": ("gone", "b"),
        "b/c": ("gone", "b/c"),
    }


def test_permissions_alone_change_nothing(repo: Repo) -> None:
    base = start(repo, "run.sh")
    repo.git("update-index", "--chmod=+x", "run.sh")
    repo.git("commit", "-q", "-m", "Executable", **repo.dates())
    assert told(repo, base, "run.sh", "run.sh:2") == {}


def test_settings_of_the_repository_change_no_answer(repo: Repo) -> None:
    base = start(repo, "a.ts", "b.ts")
    write(repo, ".gitattributes", "* -diff diff=custom -text\n")
    write(repo, "a.ts", "top\na.ts\n" + text_of(TEN[1:]))
    repo.git("mv", "b.ts", "c.ts")
    commit_all(repo)
    for name, value in {
        "diff.renames": "false",
        "diff.renameLimit": "1",
        "diff.context": "9",
        "diff.interHunkContext": "99",
        "diff.algorithm": "patience",
        "diff.orderFile": "nowhere",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.submodule": "log",
        "diff.ignoreSubmodules": "all",
        "core.quotePath": "true",
        "color.diff": "always",
        "diff.custom.binary": "true",
    }.items():
        repo.git("config", name, value)
    assert told(repo, base, "a.ts:2-3", "b.ts:2") == {
        "a.ts:2-3": ("moved", "a.ts:3-4"),
        "b.ts:2": ("moved", "c.ts:2"),
    }


def test_commits_that_are_not_there(repo: Repo) -> None:
    base = start(repo, "a.ts")
    repo.commit("Change", file="a.ts")
    blob = repo.git("rev-parse", "HEAD:a.ts")
    for sha in ("f" * 40, blob, "HEAD", "--output=pwn", ""):
        assert drift(repo.path, sha, repo.head(), [FileRef("a.ts")]) == {}
    assert drift(repo.path, base, "HEAD", [FileRef("a.ts")]) == {}
    assert not (repo.path / "pwn").exists()


def test_it_works_from_a_folder_and_in_a_bare_repository(repo: Repo, tmp_path: Path) -> None:
    base = start(repo, "src/a.ts")
    head = repo.commit("Change", file="src/a.ts", text="new\n")
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    for root in (repo.path / "src", tmp_path / "bare"):
        assert set(drift(root, base, head, [FileRef("src/a.ts", ((1, 1),))])) == {
            FileRef("src/a.ts", ((1, 1),))
        }


def test_the_baseline_is_what_the_plan_names(repo: Repo) -> None:
    first = repo.commit("First")
    second = repo.commit("Second")
    repo.git("tag", "reviewed", first)
    for name in (first, first[:9], "reviewed", "HEAD~1", f" {first} "):
        assert baseline_of(repo.path, name, REVIEW_DAY, second) == first


def test_without_a_name_it_is_the_last_commit_of_the_day_of_the_review(repo: Repo) -> None:
    first = repo.commit("First")
    repo.minutes = 60
    last = repo.commit("Last of the day")
    repo.switch("topic", new=True)
    repo.minutes = 90
    repo.commit("Later that day, on a branch")
    repo.switch("main")
    repo.minutes = 60 * 24
    repo.commit("The day after")
    tip = repo.merge("topic")
    assert baseline_of(repo.path, None, REVIEW_DAY, tip) == last
    assert baseline_of(repo.path, "no-such-commit", REVIEW_DAY, tip) == last
    assert baseline_of(repo.path, None, REVIEW_DAY, first) == first
    for day in (date(2024, 1, 1), date(2040, 1, 1), date(2099, 12, 31), date.max):
        assert baseline_of(repo.path, None, day, tip) == tip


@pytest.mark.parametrize("name", [None, "", "--all", "f" * 40, "nothing", "HEAD:file-1.txt", "x\ny", "x\0y"])
def test_no_baseline(repo: Repo, name: str | None) -> None:
    tip = repo.commit("First")
    assert commit_named(repo.path, name) is None
    assert baseline_of(repo.path, name, None, tip) is None
    assert baseline_of(repo.path, name, REVIEW_DAY, None) is None
    assert baseline_of(repo.path, name, date(2001, 1, 1), tip) is None
    assert baseline_of(repo.path, name, date(1960, 1, 1), tip) is None
    assert baseline_of(repo.path, name, REVIEW_DAY, "--output=pwn") is None
