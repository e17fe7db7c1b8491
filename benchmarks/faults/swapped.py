"""The file under the tracker is another than a moment ago: gone, an older copy, or beside a stranger's log.

A journal cannot know of itself that it is an older copy; that takes somebody who saw the newer one, as the
app does. What has to hold is that nothing is altered unseen, and that both halves come together again.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from benchmarks.faults.children import Said, call
from benchmarks.faults.trials import Ground, Trial
from benchmarks.faults.world import (
    NOW,
    copied,
    database,
    lived_in,
    note,
    opened,
    rows_of_events,
    unsound,
)
from screens.session import Session
from tracker.domain import transition
from tracker.errors import StoreError

_ACTS = 40


def swapped(ground: Ground) -> Iterator[Trial]:
    """Take the journal away, put an older one in its place, spoil its side files: a kind a round, in turn."""
    whole, draw = ground.round(0)
    lived_in(whole, draw, min(_ACTS, 8 + ground.rounds))
    call(whole, "backup", "backup.db")
    kinds = (
        _deleted,
        _deleted_under_the_app,
        _older,
        _older_under_the_app,
        _older_beside_a_log,
        _log_left_behind,
        _log_of_another,
        _log_damaged,
    )
    for number in range(1, ground.rounds + 1):
        folder, draw = ground.round(number)
        copied(whole, folder)
        yield kinds[number % len(kinds)](folder, draw)


def _trial(what: str, folder: Path, problems: list[str], outcome: str = "") -> Trial:
    return Trial(what, tuple(problems), outcome, folder=folder)


def _remove(path: Path) -> None:
    for side in ("", "-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)


def _asked(folder: Path, *arguments: str) -> tuple[Said, list[str]]:
    said = call(folder, *arguments)
    return said, said.faults()


def _deleted(folder: Path, draw: Random) -> Trial:
    before = rows_of_events(database(folder))
    _remove(database(folder))
    _, problems = _asked(folder, "status")
    said, more = _asked(folder, "restore", "backup.db")
    problems += more + ([said.err] if said.code else [])
    if rows_of_events(database(folder)) != before:
        problems.append("the restore does not bring everything back")
    outcome = "reads as not begun; `tracker restore` brings all back"
    return _trial("the journal deleted", folder, problems + unsound(folder), outcome)


def _session(folder: Path) -> Session:
    return Session(opened(folder), actor="Ada", clock=lambda: NOW)


def _refused(session: Session, words: str) -> list[str]:
    """The app says what happened, when it acts and when it looks."""
    problems = []
    for attempt in (
        lambda: session.act(lambda board: [transition.note(board.cards[0], "lost?")]),
        session.reload,
    ):
        try:
            attempt()
            problems.append("the app noticed nothing")
        except StoreError as error:
            if words not in str(error) or not error.hint:
                problems.append(f"the app said: {error}")
    return problems


def _deleted_under_the_app(folder: Path, draw: Random) -> Trial:
    session, before = _session(folder), rows_of_events(database(folder))
    _remove(database(folder))
    problems = _refused(session, "is gone")
    if database(folder).exists():
        problems.append("an empty journal was begun")
    said, more = _asked(folder, "restore", "backup.db")
    problems += more + ([said.err] if said.code else [])
    session.reload()
    session.act(lambda board: [transition.note(board.cards[0], "on again")])
    if rows_of_events(database(folder))[: len(before)] == before and len(session.board.cards) == 30:
        problems += unsound(folder, texts=["on again"])
    outcome = "said at once, nothing begun; `tracker restore`, and the app goes on"
    return _trial("deleted under the app", folder, problems, outcome)


def _older_copy(folder: Path, draw: Random) -> Path:
    """Go on for some notes, and put the journal as it was before in place; return what was lost by that."""
    path, older, lost = database(folder), folder / "older.db", folder / "lost.db"
    shutil.copy(path, older)
    tracker = opened(folder)
    for number in range(draw.randint(1, 6)):
        note(tracker, "IT-4", f"lost {number}")
    shutil.copy(path, lost)
    return lost


def _put_in_place(folder: Path) -> None:
    _remove(database(folder))
    (folder / "older.db").rename(database(folder))


def _brought_together(folder: Path, lost: Path) -> list[str]:
    """Export the lost journal, import it into the present one: both have their events, once."""
    out, problems = _asked(folder, "--db", str(lost), "journal", "export", "-o", "lost.jsonl")
    back, more = _asked(folder, "journal", "import", "lost.jsonl")
    problems += more + [said.err for said in (out, back) if said.code]
    here = {row[0] for row in rows_of_events(database(folder))}
    problems += ["an event did not come back" for row in rows_of_events(lost) if row[0] not in here]
    return problems + unsound(folder)


def _older(folder: Path, draw: Random) -> Trial:
    lost = _older_copy(folder, draw)
    _put_in_place(folder)
    problems = []
    for arguments in (("status",), ("note", "IT-5", "-m", "forked here"), ("audit",)):
        said, more = _asked(folder, *arguments)
        problems += more + ([said.err + said.out] if said.code else [])
    mine = {row[0] for row in rows_of_events(database(folder))}
    problems += _brought_together(folder, lost)
    if not mine <= {row[0] for row in rows_of_events(database(folder))}:
        problems.append("an event of the present journal is lost")
    outcome = "audit finds both halves sound; `journal import` of the lost one joins them, forked or not"
    return _trial("replaced by an older copy, written to, the lost one found", folder, problems, outcome)


def _older_under_the_app(folder: Path, draw: Random) -> Trial:
    lost = _older_copy(folder, draw)
    session = _session(folder)
    _put_in_place(folder)
    problems = _refused(session, "was replaced by an older one")
    session.act(lambda board: [transition.note(board.cards[0], "knowing it")])
    problems += _brought_together(folder, lost) + unsound(folder, texts=["knowing it"])
    outcome = "said before the next act; `journal import` joins both"
    return _trial("replaced under the app", folder, problems, outcome)


def _with_log(folder: Path, draw: Random, most: int = 8) -> list[str]:
    """Write notes and keep file and log as a writer leaves them that is killed; return the notes' ids."""
    path, tracker = database(folder), opened(folder)
    ids: list[str] = []
    with closing(sqlite3.connect(path)) as holding:
        holding.execute("SELECT count(*) FROM event").fetchone()
        for number in range(draw.randint(1, most)):
            ids += note(tracker, "IT-6", f"logged {number}")
        shutil.copy(path, folder / "kept.db")
        shutil.copy(f"{path}-wal", folder / "kept.db-wal")
    _remove(path)
    return ids


def _put_back(folder: Path) -> None:
    (folder / "kept.db").rename(database(folder))
    (folder / "kept.db-wal").rename(f"{database(folder)}-wal")


def _log_left_behind(folder: Path, draw: Random) -> Trial:
    ids = _with_log(folder, draw)
    _put_back(folder)
    shm = database(folder).with_name("tracker.db-shm")
    kind = draw.choice(("without -shm", "with garbage as -shm", "with an empty -shm"))
    if kind != "without -shm":
        shm.write_bytes(draw.randbytes(32_768) if "garbage" in kind else b"")
    said, problems = _asked(folder, "status")
    problems += [said.err] if said.code else []
    return _trial("a log left behind", folder, problems + unsound(folder, ids), f"{kind}: replayed")


def _log_of_another(folder: Path, draw: Random) -> Trial:
    before = rows_of_events(database(folder))
    backup = (folder / "backup.db").read_bytes()
    other = folder / "other"
    other.mkdir()
    lived_in(other, draw, draw.randint(5, 25))
    _with_log(other, draw)
    (other / "kept.db-wal").rename(f"{database(folder)}-wal")
    return _spoilt("the log of another journal", folder, before, backup)


def _older_beside_a_log(folder: Path, draw: Random) -> Trial:
    before = rows_of_events(database(folder))
    backup = (folder / "backup.db").read_bytes()
    tracker = opened(folder)
    for number in range(draw.randint(1, 20)):
        note(tracker, draw.choice(("IT-7", "IT-8")), f"moved {number}")
    _with_log(folder, draw)
    (folder / "kept.db-wal").rename(f"{database(folder)}-wal")
    database(folder).write_bytes(backup)
    return _spoilt("an older copy beside the newer one's log", folder, before, backup)


def _spoilt(what: str, folder: Path, before: list[tuple[object, ...]], backup: bytes) -> Trial:
    """Either the events are right, or audit says that they are not; and the backup can be restored."""
    _, problems = _asked(folder, "status")
    audit, more = _asked(folder, "audit")
    doctor, most = _asked(folder, "doctor")
    problems += more + most
    if audit.code == 0:
        problems += unsound(folder)
    if audit.code == 1 and doctor.code == 0:
        problems.append("doctor finds nothing amiss")
    (folder / "backup.db").write_bytes(backup)
    back, last = _asked(folder, "restore", "backup.db", "--force")
    problems += last + ([back.err] if back.code else [])
    if rows_of_events(database(folder)) != before:
        problems.append("the restore does not bring the backup back")
    told = {0: "taken for what it is, sound", 1: "audit names it", 6: "audit refuses it"}.get(audit.code, "?")
    return _trial(what, folder, problems + unsound(folder), f"{told}; `restore` brings the backup back")


def _log_damaged(folder: Path, draw: Random) -> Trial:
    ids = _with_log(folder, draw)
    log = folder / "kept.db-wal"
    content = bytearray(log.read_bytes())
    if draw.random() < 0.5:
        del content[draw.randrange(len(content)) :]
    else:
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    log.write_bytes(content)
    _put_back(folder)
    said, problems = _asked(folder, "audit")
    problems += [said.err + said.out] if said.code else []
    here = [row[0] for row in rows_of_events(database(folder))]
    kept = [id_ in here for id_ in ids]
    if kept != sorted(kept, reverse=True):
        problems.append("an event is missing in the middle")
    outcome = (
        "all events there" if all(kept) else "sound up to the damage; what the log held after it is gone"
    )
    return _trial("a log cut off or with a bit flipped", folder, problems + unsound(folder), outcome)
