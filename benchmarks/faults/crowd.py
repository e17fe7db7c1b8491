"""Everybody at once: the command line, the hook and the app write to one journal while others read it.

Eight times five hundred starts of the real program would measure the start of a program. So the eight of the
large run live in warmed processes and go through the code that a command, a hook and the app run; real
processes, with a real `git commit` among them, are fewer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

from benchmarks.faults.children import LIMIT, call, start
from benchmarks.faults.trials import Ground, Trial
from benchmarks.faults.world import ITEMS, NOW, database, noted, opened, rows_of_events, unsound, write_plan
from tracker.domain import transition
from tracker.errors import TrackerError

_ROOT = Path(__file__).parents[2]
_IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")


def crowd(ground: Ground) -> Iterator[Trial]:
    """Let eight write `rounds` events each, then eight real processes a twentieth of that."""
    yield _warm(ground, ground.rounds)
    if each := ground.rounds // 20:
        yield _programs(ground, each)


def _warm(ground: Ground, each: int) -> Trial:
    folder, _ = ground.round(1)
    _repository(folder)
    told = folder / "acknowledged"
    kinds: tuple[Callable[..., None], ...] = (as_command, as_app, as_hook, as_command)
    writers = [start(kinds[slot % 4], str(folder), slot, each, str(told)) for slot in range(8)]
    readers = [start(as_reader, str(folder), slot, str(told)) for slot in range(2)]
    problems = []
    deadline = time.monotonic() + LIMIT + each * 8
    for slot, writer in enumerate(writers):
        writer.join(max(1, deadline - time.monotonic()))
        if writer.exitcode != 0:
            problems.append(f"writer {slot} ended with {writer.exitcode}")
            writer.kill()
    for reader in readers:
        reader.kill()
        reader.join()
    return _judged("8 writers (4 commands, 2 apps, 2 hooks), 2 readers", folder, told, problems, each, 6, 2)


def _judged(
    what: str, folder: Path, told: Path, problems: list[str], each: int, noting: int, committing: int
) -> Trial:
    ids, refused, waits, reads = _read(told)
    problems = problems + [f"refused: {line}" for line in refused]
    linked = _links(folder)
    late = call(folder, "sync")
    problems += [f"the last sync: {late.err}"] if late.code else []
    missing = each * committing - len(_links(folder))
    if len(ids) != each * noting or missing:
        problems.append(f"{len(ids)} notes were acknowledged, {missing} commits are not in the journal")
    if len(set(noted(database(folder)))) != len(noted(database(folder))):
        problems.append("a note is there twice")
    problems += unsound(folder, ids)
    outcome = (
        f"{len(ids):,} notes and {each * committing:,} commits stored once, none refused for a lock"
        f" ({len(linked):,} commits by their own hook, the rest by the next); longest write"
        f" {max(waits, default=0):.2f} s, longest read {max(reads, default=0):.2f} s"
    )
    return Trial(what, tuple(problems), outcome, each * (noting + committing), folder)


def _read(told: Path) -> tuple[list[str], list[str], list[float], list[float]]:
    """What the writers told: ids, refusals, seconds of writes, seconds of reads."""
    lines = [line.split(" ", 2) for line in told.read_text().splitlines()]
    return (
        [line[1] for line in lines if line[0] == "wrote"],
        [" ".join(line[1:]) for line in lines if line[0] == "refused"],
        [float(line[2]) for line in lines if line[0] in ("wrote", "hook")],
        [float(line[2]) for line in lines if line[0] == "read"],
    )


def _links(folder: Path) -> set[str]:
    """The effects of commits that the journal has; as keys of what was done, each is there once or twice."""
    effects = [row[10] for row in rows_of_events(database(folder)) if row[5] == "link"]
    assert len(effects) == len(set(effects))
    return set(effects)


class _Log:
    """What one process tells, a line at a time, in a file that all of them append to."""

    def __init__(self, told: str) -> None:
        self._file = open(told, "ab", buffering=0)  # noqa: SIM115

    def timed(self, kind: str, act: Callable[[], Any]) -> None:
        """Do it and tell of it: its kind, the id of its event, and the seconds it took."""
        began = time.perf_counter()
        try:
            found = act()
        except TrackerError as error:
            self._file.write(f"refused {kind} {error}\n".encode())
            return
        name = found[0].id if found else "-"
        self._file.write(f"{kind} {name} {time.perf_counter() - began:.3f}\n".encode())


def as_command(folder: str, slot: int, each: int, told: str) -> None:
    """Leave notes as `tracker note` does: everything is opened for each."""
    log = _Log(told)
    for number in range(each):
        tracker = opened(Path(folder))
        item, text = ITEMS[(slot + number) % len(ITEMS)], f"{slot} {number}"
        log.timed(
            "wrote",
            lambda tracker=tracker, item=item, text=text: tracker.act(  # type: ignore[misc]
                lambda board: [transition.note(board.by_id[item], text)], actor="Ada", now=NOW
            ),
        )


def as_app(folder: str, slot: int, each: int, told: str) -> None:
    """Leave notes as the app does: one session for all, acts in a thread, looks for changes meanwhile."""
    from screens.session import Session

    session, log = Session(opened(Path(folder)), actor="Ada", clock=lambda: NOW), _Log(told)

    def acts() -> None:
        for number in range(each):
            item, text = ITEMS[(slot + number) % len(ITEMS)], f"{slot} {number}"
            log.timed(
                "wrote",
                lambda item=item, text=text: session.act(  # type: ignore[misc]
                    lambda board: [transition.note(board.by_id[item], text)]
                ),
            )

    thread = Thread(target=acts)
    thread.start()
    while thread.is_alive():
        log.timed("read", lambda: session.reload() and None)
        time.sleep(0.2)


def as_hook(folder: str, slot: int, each: int, told: str) -> None:
    """Commit on a branch of its own and do what the post-commit hook does: it waits a second at most."""
    from tracker.service.hooks.runs import run_hook

    tracker, log = opened(Path(folder)), _Log(told)
    for number in range(each):
        _commit(Path(folder), f"topic-{slot}", f"Refs: {ITEMS[number % len(ITEMS)]}\n\nPart {slot}-{number}")
        log.timed(
            "hook",
            lambda: (
                run_hook(tracker.workspace, "post-commit", (), strict=False, person=lambda: "Ada", now=NOW)
                and None
            ),
        )


def as_reader(folder: str, slot: int, told: str) -> None:
    """Read the board until killed."""
    tracker, log = opened(Path(folder)), _Log(told)
    while True:
        log.timed("read", lambda: tracker.board(NOW) and None)
        time.sleep(0.02)


def _repository(folder: Path) -> None:
    write_plan(folder)
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", "plan.toml")
    _git(folder, *_IDENTITY, "commit", "-q", "-m", "A plan")


def _commit(folder: Path, branch: str, message: str) -> None:
    """Commit on a branch that is not checked out, so that several can at once."""
    ref = f"refs/heads/{branch}"
    tip = _git(folder, "for-each-ref", "--format=%(objectname)", ref) or _git(folder, "rev-parse", "main")
    made = _git(folder, *_IDENTITY, "commit-tree", "main^{tree}", "-p", tip, "-m", message)
    _git(folder, "update-ref", ref, made)


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _programs(ground: Ground, each: int) -> Trial:
    folder, _ = ground.round(2)
    _repository(folder)
    installed = call(folder, "hook", "install")
    told = folder / "acknowledged"
    threads = [Thread(target=_notes, args=(folder, slot, each, told)) for slot in range(7)]
    threads.append(Thread(target=_commits, args=(folder, each, told)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    problems = installed.faults() + ([installed.err] if installed.code else [])
    texts = [f"{slot} {number}" for slot in range(7) for number in range(each)]
    problems += unsound(folder, texts=texts)
    return _judged_programs(folder, told, problems, each)


def _judged_programs(folder: Path, told: Path, problems: list[str], each: int) -> Trial:
    refused = [line for line in told.read_text().splitlines() if line] if told.exists() else []
    by_hook = len(_links(folder))
    late = call(folder, "sync")
    problems += refused + ([late.err] if late.code else [])
    if len(_links(folder)) != each:
        problems.append(f"{each - len(_links(folder))} commits are not in the journal")
    outcome = (
        f"{7 * each} notes and {each} commits stored once, none refused for a lock"
        f" ({by_hook} commits by the hooks meanwhile, the rest by the next sync)"
    )
    return Trial("7 x `tracker note` and `git commit` with hooks", tuple(problems), outcome, 8 * each, folder)


def _notes(folder: Path, slot: int, each: int, told: Path) -> None:
    for number in range(each):
        command = [sys.executable, "-m", "tracker", "note", ITEMS[slot], "-m", f"{slot} {number}"]
        _ran(command, folder, told)


def _commits(folder: Path, each: int, told: Path) -> None:
    for number in range(each):
        message = f"Part {number}\n\nRefs: {ITEMS[number % len(ITEMS)]}"
        _ran(["git", *_IDENTITY, "commit", "-q", "--allow-empty", "-m", message], folder, told)


def _ran(command: list[str], folder: Path, told: Path) -> None:
    environment = {**os.environ, "TRACKER_ACTOR": "Ada", "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        with told.open("a") as file:
            file.write(done.stderr.replace("\n", " ") + "\n")
