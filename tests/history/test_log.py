"""The history as lines, the files that commits touched, and the patch of one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.history.building import Repo
from tracker.domain.commit_line import CommitLine
from tracker.domain.fileref import parse_fileref
from tracker.domain.patch import FilePatch
from tracker.errors import HistoryError
from tracker.history.log import newest_tips, read_lines
from tracker.history.patch import places_at, read_patch
from tracker.history.touched import touched_paths

TEN = "".join(f"line {number}\n" for number in range(1, 11))


def shas(repo: Repo, **options: int) -> list[str]:
    found = read_lines(repo.path, newest_tips(repo.path), **options)
    return [CommitLine(line).sha for portion in found for line in portion]


def shown(file: FilePatch) -> list[str]:
    return [f"{line.kind}{line.old or ''},{line.new or ''} {line.text}" for line in file.lines]


def test_all_branches_newest_first_in_portions(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.history.log.PORTION", 2)
    first = repo.commit("One")
    repo.switch("topic", new=True)
    second = repo.commit("Two")
    repo.switch("main")
    third = repo.commit("Three")
    assert shas(repo) == [third, second, first]
    assert shas(repo, skip=1) == [second, first]
    assert shas(repo, skip=1, limit=1) == [second]
    assert shas(repo, skip=3) == []
    assert [len(portion) for portion in read_lines(repo.path, newest_tips(repo.path))] == [2, 1]


def test_an_empty_repository_has_no_lines(repo: Repo) -> None:
    assert newest_tips(repo.path) == ()
    assert shas(repo) == []


def test_whatever_a_commit_says_is_a_line_that_is_safe_to_show(repo: Repo) -> None:
    repo.git("config", "i18n.commitEncoding", "latin1")
    repo.commit("caf\xe9".encode("latin1"))
    repo.git("config", "--unset", "i18n.commitEncoding")
    repo.commit(b"\xff\xfe \x1b[31mred\x07 \xe2\x80\xaegnp", GIT_AUTHOR_NAME="E\x1b]0;x\x07ve")
    repo.commit("x" * 100_000)
    repo.commit("")
    lines = [
        CommitLine(line) for portion in read_lines(repo.path, newest_tips(repo.path)) for line in portion
    ]
    assert [line.subject for line in lines][0::3] == ["", "caf\xe9"]
    assert len(lines[1].subject) == 500
    assert lines[2].subject.endswith("[31mred\ufffd \ufffdgnp")
    assert lines[2].author == "E\ufffd]0;x\ufffdve"


def test_reading_may_stop_at_any_portion(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.history.log.PORTION", 1)
    last = [repo.commit(f"Number {number}") for number in range(3)][-1]
    reading = read_lines(repo.path, newest_tips(repo.path))
    assert [CommitLine(line).sha for line in next(reading)] == [last]
    reading.close()  # type: ignore[attr-defined]


def test_touched_paths_since_a_commit(repo: Repo) -> None:
    before = repo.commit("Before", file="a.txt")
    base = repo.commit("Base", file="b.txt")
    after = repo.commit("After", file="src/c \x1b.txt")
    repo.switch("topic", new=True, at=base)
    aside = repo.commit("Aside", file="d.txt")
    repo.switch("main")
    merge = repo.merge("topic")
    found = {after: ("src/c \x1b.txt",), aside: ("d.txt",)}
    assert touched_paths(repo.path, [before, base, after, aside, merge], base) == found
    assert touched_paths(repo.path, [before, merge]) == {before: ("a.txt",)}
    assert touched_paths(repo.path, ["--output=x", "HEAD"], base) == {}
    assert touched_paths(repo.path, []) == {}


def test_a_patch_of_the_files_that_are_asked_for(repo: Repo) -> None:
    repo.commit("Begin", file="a.txt", text=TEN)
    (repo.path / "b.txt").write_text("other\n")
    repo.git("add", "b.txt")
    sha = repo.commit("Change", file="a.txt", text=TEN.replace("line 5\n", "line five\n\n"))
    patch = read_patch(repo.path, sha, lambda path: path == "a.txt")
    assert (patch.others, patch.cut) == (("b.txt",), False)
    (file,) = patch.files
    assert (file.old, file.new, file.status, file.binary) == ("a.txt", "a.txt", "M", False)
    assert shown(file) == [
        "@, @@ -2,7 +2,8 @@ line 1",
        *(" 2,2 line 2", " 3,3 line 3", " 4,4 line 4"),
        *("-5, line 5", "+,5 line five", "+,6 "),
        *(" 6,7 line 6", " 7,8 line 7", " 8,9 line 8"),
    ]
    nothing = read_patch(repo.path, sha, lambda path: False)
    assert (nothing.files, nothing.others) == ((), ("a.txt", "b.txt"))


def test_the_first_commit_a_deletion_a_rename_and_a_merge(repo: Repo) -> None:
    first = repo.commit("Begin", file="a.txt", text=TEN)
    (file,) = read_patch(repo.path, first, lambda path: True).files
    assert (file.status, len(file.lines), shown(file)[1]) == ("A", 11, "+,1 line 1")
    repo.git("mv", "a.txt", "b.txt")
    renamed = repo.commit("Rename", file="c.txt", text="c\n")
    (file,) = read_patch(repo.path, renamed, lambda path: path == "a.txt").files
    assert (file.old, file.new, file.status, file.lines) == ("a.txt", "b.txt", "R", ())
    repo.switch("topic", new=True)
    repo.commit("Topic", file="b.txt", text=TEN + "end\n")
    repo.switch("main")
    repo.commit("Main", file="c.txt", text="d\n")
    merge = repo.merge("topic")
    (file,) = read_patch(repo.path, merge, lambda path: True).files
    assert (file.new, shown(file)[-1]) == ("b.txt", "+,11 end")
    repo.git("rm", "-q", "b.txt")
    gone = repo.commit("Drop", file="c.txt", text="e\n")
    (file,) = read_patch(repo.path, gone, lambda path: path == "b.txt").files
    assert (file.status, shown(file)[1], len(file.lines)) == ("D", "-1, line 1", 12)


def test_a_patch_is_cut_where_there_is_no_more_room(repo: Repo) -> None:
    repo.commit("Begin")
    sha = repo.commit("Much", file="a.txt", text=TEN * 10)
    patch = read_patch(repo.path, sha, lambda path: True, most=10)
    assert (patch.cut, len(patch.files[0].lines)) == (True, 10)
    assert not read_patch(repo.path, sha, lambda path: True, most=101).cut


def test_hostile_content_is_shown_as_text_and_binary_is_not_shown(repo: Repo) -> None:
    text = (
        "a\x1b[31mred\n+++ b/x\n--- a/x\n@@ -1 +1 @@\ndiff --git a/x b/x\nindex 1..2\n\ttab\u202e\n"
        + "y" * 5000
    )
    (repo.path / "bin.dat").write_bytes(b"\0\1\2\n" * 50)
    (repo.path / "latin.txt").write_bytes(b"caf\xe9\r\n")
    repo.git("add", "bin.dat", "latin.txt")
    sha = repo.commit("Odd", file="odd [b]\x1b.txt", text=text)
    binary, latin, odd = read_patch(repo.path, sha, lambda path: True).files
    assert (binary.binary, binary.lines) == (True, ())
    assert shown(latin)[1:] == ["+,1 caf\ufffd"]
    assert odd.new == "odd [b]\ufffd.txt"
    assert [line.text for line in odd.lines[1:8]] == [
        *("a\ufffd[31mred", "+++ b/x", "--- a/x", "@@ -1 +1 @@", "diff --git a/x b/x", "index 1..2"),
        "    tab\ufffd",
    ]
    assert len(odd.lines[8].text) < 500


def test_places_follow_lines_to_both_sides_of_a_commit(repo: Repo) -> None:
    base = repo.commit("Begin", file="a.txt", text=TEN)
    sha = repo.commit("Insert", file="a.txt", text=f"first\n{TEN}")
    line, absent = parse_fileref("a.txt:5"), parse_fileref("later.txt:1")
    before, after = places_at(repo.path, base, [base, sha], [line, absent])
    assert (str(before[line]), str(after[line])) == ("a.txt:5", "a.txt:6")
    assert places_at(repo.path, "f" * 40, [sha], [line]) == [{}]
    assert places_at(repo.path, base, [sha], []) == [{}]


def test_only_a_sha_names_a_commit_here(repo: Repo) -> None:
    repo.commit("Begin")
    for name in ("HEAD", "--output=pwn", "main"):
        with pytest.raises(HistoryError):
            read_patch(repo.path, name, lambda path: True)
    with pytest.raises(HistoryError):
        read_patch(repo.path, "f" * 40, lambda path: True)
    assert not (repo.path / "pwn").exists()


def test_nothing_of_the_repository_is_run_for_a_patch(repo: Repo, tmp_path: Path) -> None:
    marker = tmp_path / "was-run"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    trap.chmod(0o755)
    (repo.path / ".gitattributes").write_text("* diff=evil filter=evil\n")
    repo.commit("Begin", file="a.txt", text=TEN)
    sha = repo.commit("Change", file="a.txt", text=f"first\n{TEN}")
    for setting in (
        "diff.evil.textconv",
        "diff.evil.command",
        "diff.external",
        "core.fsmonitor",
        "core.pager",
    ):
        repo.git("config", setting, str(trap))
    repo.git("config", "filter.evil.smudge", str(trap))
    for setting, value in (("diff.noprefix", "true"), ("diff.context", "0"), ("log.showSignature", "true")):
        repo.git("config", setting, value)
    (file,) = read_patch(repo.path, sha, lambda path: True).files
    assert shown(file)[1] == "+,1 first"
    assert len(file.lines) == 5
    assert len(touched_paths(repo.path, [sha])) == 1
    assert len(shas(repo)) == 2
    assert not marker.exists()
