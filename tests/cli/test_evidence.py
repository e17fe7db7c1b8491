"""Evidence from the command line: copies of files, attestations, everything about a piece, audits."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call
from tracker.service.evidence import files as file_evidence

POOL = b"pool\n"
DIGEST = hashlib.sha256(POOL).hexdigest()


def copies(repository: Path) -> list[str]:
    folder = repository / ".tracker" / "evidence"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def copy_of(repository: Path, digest: str = DIGEST) -> Path:
    return repository / ".tracker" / "evidence" / digest[:2] / digest


def events(tracker: Call) -> int:
    return int(tracker("audit", "--json").json["events"])


def shown(tracker: Call, *names: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tracker("evidence", "show", *names, "--json").json["evidence"]
    return found


def test_a_file_is_copied(tracker: Call, repository: Path) -> None:
    assert tracker("evidence", "add", "POOL", "--file", "src/db.ts:1").lines == [
        "○ POOL open  evidence: file src/db.ts:1"
    ]
    assert copies(repository) == [DIGEST]
    (piece,) = shown(tracker, "POOL")
    assert (piece["digest"], piece["size"], piece["copy"], piece["file"]) == (DIGEST, 5, "present", "same")
    assert piece["copy_path"] == f".tracker/evidence/{DIGEST[:2]}/{DIGEST}"
    assert "1 copy of evidence, all as they were recorded" in tracker("audit").lines


def test_no_copy_keeps_the_hash_alone(tracker: Call, repository: Path) -> None:
    tracker("evidence", "add", "POOL", "--file", "src/db.ts", "--no-copy")
    assert copies(repository) == []
    (piece,) = shown(tracker, "POOL")
    assert (piece["digest"], piece["copy"], piece["copy_path"]) == (DIGEST, "not kept", None)
    assert tracker("audit").lines == ["1 event in 1 chain, all as they were written"]


def test_same_content_is_copied_once(tracker: Call, repository: Path) -> None:
    (repository / "again.ts").write_bytes(POOL)
    tracker("evidence", "add", "POOL", "TLS", "--file", "src/db.ts", "--file", "again.ts")
    tracker("evidence", "add", "DOCS", "--file", "src/db.ts")
    assert copies(repository) == [DIGEST]
    assert events(tracker) == 5
    (repository / "other.ts").write_bytes(b"other\n")
    tracker("evidence", "add", "DOCS", "--file", "other.ts")
    assert len(copies(repository)) == 2


def test_resolve_takes_copies_too(tracker: Call, repository: Path) -> None:
    tracker("resolve", "POOL", "--file", "src/db.ts")
    tracker("resolve", "TLS", "--file", "plan.toml", "--no-copy")
    assert copies(repository) == [DIGEST]


def test_a_refusal_leaves_no_copy(tracker: Call, repository: Path) -> None:
    tracker("resolve", "POOL", "--note", "x")
    assert "cannot be resolved" in tracker("resolve", "TLS", "POOL", "--file", "src/db.ts", code=5).err
    assert "no item is called" in tracker("evidence", "add", "NOPE", "--file", "src/db.ts", code=2).err
    assert copies(repository) == []
    assert tracker("audit", "--json").json["copies"]["wrong"] == []


def test_undo_leaves_the_copy(tracker: Call, repository: Path) -> None:
    tracker("evidence", "add", "POOL", "--file", "src/db.ts")
    tracker("undo")
    assert copies(repository) == [DIGEST]
    assert tracker("audit").code == 0
    tracker("redo")
    assert shown(tracker, "POOL")[0]["copy"] == "present"


def test_a_database_elsewhere_has_its_copies_beside_it(
    tracker: Call, repository: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = str(elsewhere / "own.db")
    tracker("--db", place, "evidence", "add", "POOL", "--file", "src/db.ts")
    assert (elsewhere / "evidence" / DIGEST[:2] / DIGEST).read_bytes() == POOL
    assert not (repository / ".tracker").exists()
    assert "1 copy of evidence" in tracker("--db", place, "audit").out


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("nope.ts", 5, "there is no file nope.ts"),
        ("src", 2, "src is a folder"),
        ("out", 2, "out leads out of the repository"),
        ("loop", 5, "loop cannot be read"),
        ("../shop2/x", 2, "no path inside the repository"),
        ("/etc/hostname", 2, "no path inside the repository"),
        ("a\nb", 2, "characters that cannot be shown"),
        ("a\x1bb", 2, "characters that cannot be shown"),
        ("pipe", 2, "pipe is no regular file"),
        ("x" * 5000, 5, "cannot be read"),
        (" ", 2, "the file is empty"),
    ],
)
def test_what_is_no_file_of_the_repository(
    tracker: Call, repository: Path, name: str, code: int, said: str
) -> None:
    (repository / "out").symlink_to("/etc/hostname")
    (repository / "loop").symlink_to("loop")
    (repository / "a\nb").touch()
    os.mkfifo(repository / "pipe")
    for more in ((), ("--no-copy",)):
        assert said in tracker("evidence", "add", "POOL", "--file", name, *more, code=code).err
    assert copies(repository) == []


@pytest.mark.parametrize("name", ["two  words.txt", "-c.txt", "back\\slash", "[red]x", "ä:b", "a$(b)"])
def test_a_file_may_be_called_anything_else(tracker: Call, repository: Path, name: str) -> None:
    (repository / name).write_bytes(POOL)
    tracker("evidence", "add", "POOL", f"--file={name}")
    assert shown(tracker, "POOL")[0]["ref"] == name
    assert shown(tracker, "POOL")[0]["file"] == "same"


def test_a_link_inside_the_repository_is_followed(tracker: Call, repository: Path) -> None:
    (repository / "link").symlink_to("src/db.ts")
    tracker("evidence", "add", "POOL", "--file", "link")
    assert copies(repository) == [DIGEST]


def test_a_large_file_needs_no_copy(tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (repository / "large").open("wb") as file:
        file.truncate(file_evidence.LARGEST_COPY + 1)
    ran = tracker("evidence", "add", "POOL", "--file", "large", code=5)
    assert "larger than the 100 MB" in ran.err
    assert "--no-copy" in ran.err
    assert copies(repository) == []
    monkeypatch.setattr(file_evidence, "LARGEST_COPY", 5)
    tracker("evidence", "add", "POOL", "--file", "src/db.ts")
    monkeypatch.setattr(file_evidence, "LARGEST_COPY", 4)
    assert "larger" in tracker("evidence", "add", "POOL", "--file", "src/db.ts", code=5).err
    tracker("evidence", "add", "POOL", "--file", "src/db.ts", "--no-copy")


def test_what_the_file_is_now(tracker: Call, repository: Path) -> None:
    tracker("evidence", "add", "POOL", "--file", "src/db.ts")
    file = repository / "src" / "db.ts"
    assert "as it was then" in tracker("evidence", "show", "POOL").out
    file.write_bytes(b"p00l\n")
    assert "changed since" in tracker("evidence", "show", "POOL").out
    file.write_bytes(POOL + b"longer")
    assert shown(tracker, "POOL")[0]["file"] == "changed"
    file.unlink()
    assert shown(tracker, "POOL")[0]["file"] == "gone"
    file.mkdir()
    assert shown(tracker, "POOL")[0]["file"] == "unreadable"


def test_everything_about_a_piece(tracker: Call, repository: Path) -> None:
    tracker("evidence", "add", "POOL", "--commit", "HEAD", "--note", "Looks [red]fine[/] \x1b[31m")
    tracker("trust", "--yes")
    tracker("evidence", "add", "PROVED", "--run", code=1)
    ran = tracker("evidence", "show", "POOL", "proved")
    assert "\x1b" not in ran.out
    assert "note  Looks [red]fine[/]" in ran.out
    assert "commit   " in ran.out
    assert "Bound the pool" in ran.out
    assert "✗ " in ran.out
    assert "│ exit 1" in ran.out
    kinds = {piece["kind"]: piece for piece in shown(tracker, "POOL", "PROVED")}
    assert kinds["commit"]["subject"] == "Bound the pool"
    assert kinds["command"]["passed"] is False
    assert kinds["note"]["copy"] is None


def test_a_piece_is_named_by_the_start_of_its_id(tracker: Call) -> None:
    tracker("evidence", "add", "POOL", "--note", "one", "--note", "two")
    first, second = shown(tracker, "POOL")
    assert [piece["ref"] for piece in shown(tracker, first["id"][:7], second["id"].upper())] == ["one", "two"]
    assert first["id"][:7] in tracker("evidence", "show", "POOL").out
    assert [piece["id"] for piece in tracker("evidence", "list", "--json").json["evidence"]] == [
        first["id"],
        second["id"],
    ]
    assert "no item is called ffffffff" in tracker("evidence", "show", "ffffffff", code=2).err
    assert tracker("evidence", "show", "DOCS", code=1).err == "no evidence is recorded\n"


def test_nobody_attests_their_own_work(tracker: Call) -> None:
    tracker("resolve", "POOL", "--note", "done")
    for name in ("ada", " ADA ", "Ada <ada@example.org>"):
        own = ("evidence", "add", "POOL", "--attestation", "it holds", "--by", name)
        assert "was resolved by ada" in tracker(*own, code=5).err
        assert "was resolved by ada" in tracker("verify", "POOL", "--by", name, code=5).err
    assert "was resolved by ada" in tracker("evidence", "add", "POOL", "--attestation", "mine", code=5).err
    assert "needs a name" in tracker("evidence", "add", "POOL", "--attestation", "x", "--by", " ", code=5).err
    assert events(tracker) == 2
    tracker("evidence", "add", "POOL", "--attestation", "it holds", "--by", "Grace")
    piece = shown(tracker, "POOL")[-1]
    assert (piece["kind"], piece["ref"], piece["attested_by"]) == (
        "attestation",
        "it holds (by Grace)",
        "Grace",
    )
    assert "it holds (by Grace)" in tracker("log").out


def test_by_goes_with_an_attestation(tracker: Call) -> None:
    assert "--attestation" in tracker("evidence", "add", "POOL", "--note", "x", "--by", "Grace", code=2).err


def test_audit_names_what_was_done_to_copies(tracker: Call, repository: Path) -> None:
    (repository / "b.txt").write_bytes(b"b")
    tracker("evidence", "add", "POOL", "--file", "src/db.ts", "--file", "b.txt")
    copy_of(repository).unlink()
    other = copy_of(repository, hashlib.sha256(b"b").hexdigest())
    other.unlink()
    other.write_bytes(b"c")
    (repository / ".tracker" / "evidence" / "extra.pdf").touch()
    ran = tracker("audit", code=1)
    assert "0 copies of evidence, not all as they were recorded" in ran.out
    assert "✗ evidence/extra.pdf was inserted" in ran.lines
    assert f"✗ evidence/{DIGEST[:2]}/{DIGEST}, evidence of POOL, was removed" in ran.lines
    report = tracker("audit", "--json", code=1).json
    assert not report["ok"]
    assert sorted(wrong["kind"] for wrong in report["copies"]["wrong"]) == ["altered", "inserted", "removed"]
    states = {piece["ref"]: piece["copy"] for piece in shown(tracker, "POOL")}
    assert states == {"src/db.ts": "missing", "b.txt": "altered"}


def test_a_backup_says_that_copies_are_not_in_it(tracker: Call, repository: Path) -> None:
    tracker("note", "POOL", "-m", "x")
    assert "copies of evidence" not in tracker("backup", "one.db").err
    tracker("evidence", "add", "POOL", "--file", "src/db.ts")
    ran = tracker("backup", "two.db")
    assert f"copies of evidence are not in it: keep {repository / '.tracker' / 'evidence'}" in ran.err


def test_an_audit_bundle(tracker: Call, repository: Path, tmp_path: Path) -> None:
    tracker("evidence", "add", "POOL", "--file", "src/db.ts")
    folder = tmp_path / "audit"
    ran = tracker("evidence", "export", str(folder))
    manifest = (folder / "MANIFEST.sha256").read_bytes()
    assert ran.err.startswith("wrote 9 files to ")
    assert f"SHA-256 of its manifest: {hashlib.sha256(manifest).hexdigest()}" in ran.err
    assert (
        "not an empty folder; nothing was written" in tracker("evidence", "export", str(folder), code=2).err
    )
    assert (folder / "MANIFEST.sha256").read_bytes() == manifest


def test_a_bundle_without_a_copy_says_so(tracker: Call, repository: Path, tmp_path: Path) -> None:
    tracker("evidence", "add", "POOL", "--file", "src/db.ts")
    copy_of(repository).unlink()
    ran = tracker("evidence", "export", str(tmp_path / "audit"), code=1)
    assert f"evidence/{DIGEST[:2]}/{DIGEST} (POOL: src/db.ts) is missing" in ran.err
    assert (tmp_path / "audit" / "report.md").is_file()
