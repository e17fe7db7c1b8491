"""Which lines of a patch a finding is on, which items name a file, and what a commit is to items."""

from __future__ import annotations

from tests.screens.sample import NOW, worked_on
from tracker.domain.commit_links import evidence_from, ids_of, links_of
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.domain.named_files import NamedFiles, named_files
from tracker.domain.patch import ADDED, HUNK, KEPT, REMOVED, FilePatch, FindingLines, PatchLine


def test_lines_before_the_commit_count_for_what_it_removed_and_after_it_for_the_rest() -> None:
    file = FilePatch("old.py", "new.py", "R")
    lines = FindingLines(
        [("A-1", FileRef("old.py", ((3, 4),)))], [("B-1", FileRef("new.py", ((3, 3), (9, 9))))]
    )
    assert lines.items_at(file, PatchLine(REMOVED, 3, None, "x")) == ("A-1",)
    assert lines.items_at(file, PatchLine(REMOVED, 5, None, "x")) == ()
    assert lines.items_at(file, PatchLine(ADDED, None, 9, "x")) == ("B-1",)
    assert lines.items_at(file, PatchLine(KEPT, 3, 4, "x")) == ()
    assert lines.items_at(file, PatchLine(HUNK, None, None, "@@")) == ()
    assert FindingLines([("A-1", FileRef("old.py"))]).items_at(file, PatchLine(REMOVED, 3, None, "x")) == ()


def test_a_file_is_named_by_itself_its_folders_and_globs() -> None:
    pairs = [
        ("A", "src/db.ts:1-3"),
        ("B", "src/"),
        ("C", "*.sql"),
        ("D", "app/[id]/page.tsx"),
        ("A", "src/db.ts"),
    ]
    named = NamedFiles((item, parse_fileref(file)) for item, file in pairs)
    assert named.items_of("src/db.ts") == ("A", "B")
    assert named.items_of("src/deep/er.ts") == ("B",)
    assert named.items_of("a.sql") == ("C",)
    assert named.items_of("app/[id]/page.tsx") == ("D",)
    assert named.items_of("srcs/db.ts") == ()
    assert named
    assert not NamedFiles(())


def test_a_board_names_the_files_of_its_items() -> None:
    named = named_files(worked_on().board(NOW))
    assert (named.items_of(".env"), named.items_of("nothing")) == (("SEC-1",), ())


def test_links_are_seen_from_the_commit() -> None:
    board = worked_on().board(NOW)
    links = links_of(board)
    assert links
    for sha, linked in links.items():
        for each in linked:
            assert each.link in board.by_id[each.item].state.commits
            assert each.link.sha == sha
    sha, linked = next(iter(links.items()))
    card = board.by_id[ids_of(linked)[0]]
    assert all(sha in (found.sha, found.ref) for found in evidence_from(card, sha))
    assert evidence_from(card, "f" * 40) == ()
