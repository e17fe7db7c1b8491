"""No room: on a small file system of its own where the machine allows to mount one, and by a limit on files.

The limit (RLIMIT_FSIZE) needs no rights and stops a file at any byte, in the middle of a page or a name; to
SQLite it looks like a disk that fails. Both ways the rule is the same: a clear word, nothing half written,
and all that was acknowledged is there when there is room again.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from benchmarks.faults.children import NONE, Handicap, Said, call
from benchmarks.faults.trials import Ground, Trial
from benchmarks.faults.world import copied, database, lived_in, rows_of_events, unsound, write_plan

_SIZE = 3_000_000
_MOST = 80
_WRITTEN = (
    ("backup", "copy.db"),
    ("export", "-f", "html", "-o", "report.html"),
    ("import", "review.md", "-o", "drafted.toml"),
    ("journal", "export", "-o", "journal.jsonl"),
    ("evidence", "add", "IT-3", "--file", "big.log"),
    ("evidence", "export", "bundle"),
    ("init", "-o", "fresh.toml"),
)


def full_disk(ground: Ground) -> Iterator[Trial]:
    """Fill a small disk in a note, in the first write of a journal, and in whatever else is written."""
    whole = _whole(ground)
    for number in range(1, ground.rounds + 1):
        folder, draw = ground.round(number)
        with suppress(_NoDiskError), _small_disk(folder) as disk:
            yield _journal_fills(whole, disk, folder, draw)
            yield _first_write(disk, folder, draw)
            yield _others(whole, disk, folder, draw, _WRITTEN[number % len(_WRITTEN)], limited=False)


def file_limits(ground: Ground) -> Iterator[Trial]:
    """Stop files at any byte, in notes and in whatever else is written."""
    whole = _whole(ground)
    for number in range(1, ground.rounds + 1):
        folder, draw = ground.round(number)
        yield _journal_limited(whole, folder, draw)
        folder, draw = ground.round(number + ground.rounds)
        yield _others(whole, folder, folder, draw, _WRITTEN[number % len(_WRITTEN)], limited=True)


def _whole(ground: Ground) -> Path:
    whole, draw = ground.round(0)
    lived_in(whole, draw, min(30, 5 + ground.rounds))
    (whole / "big.log").write_bytes(draw.randbytes(600_000))
    (whole / "review.md").write_text(
        "# Review\n\n" + "".join(f"- [ ] **CRITICAL** Fix the leak in part {n}\n" for n in range(900))
    )
    return whole


class _NoDiskError(Exception):
    """This machine does not let us mount one."""


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """A file system of three megabytes; raises where this machine does not let us have one."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise _NoDiskError from error
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True, capture_output=True)


def _ballast(disk: Path, left: int) -> Path:
    """Fill the disk so that about `left` bytes are free."""
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    ballast.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - left))
    return ballast


def _emptied(disk: Path) -> Path:
    for path in disk.iterdir():
        subprocess.run(["rm", "-rf", str(path)], check=True)
    return disk


def _notes_until_refused(place: Path, handicap: Handicap) -> tuple[list[str], Said | None]:
    kept: list[str] = []
    for number in range(_MOST):
        text = f"note {number}"
        said = call(place, "note", "IT-1", "-m", f"{text} {'long ' * 10_000}", handicap=handicap)
        if said.code:
            return kept, said
        kept.append(text)
    return kept, None


def _is_clear(said: Said) -> list[str]:
    """It must be the store's own failure, and say which file."""
    problems = said.faults()
    if said.code != 6:
        problems.append(f"ended with {said.code}: {said.err.strip()}")
    return problems


def _journal_fills(whole: Path, disk: Path, folder: Path, draw: Random) -> Trial:
    copied_core(whole, _emptied(disk))
    ballast = _ballast(disk, draw.randrange(40_000, 400_000))
    kept, said = _notes_until_refused(disk, NONE)
    problems = _is_clear(said) if said else ["it was never full"]
    status = call(disk, "status")
    problems += [f"nor can it be read: {status.err.strip()}"] if status.code else status.faults()
    ballast.unlink()
    problems += _works_again(disk, kept)
    return Trial("a full disk, in a note", tuple(problems), "refused, complete, and on again", folder=folder)


def _first_write(disk: Path, folder: Path, draw: Random) -> Trial:
    write_plan(_emptied(disk))
    ballast = _ballast(disk, draw.randrange(0, 200_000))
    said = call(disk, "note", "IT-1", "-m", "note first")
    problems = _is_clear(said) if said.code else []
    ballast.unlink()
    problems += _works_again(disk, [] if said.code else ["note first"])
    outcome = "refused, and begun once there was room" if said.code else "there was room enough"
    return Trial("a full disk, in the first write", tuple(problems), outcome, folder=folder)


def _works_again(place: Path, kept: list[str]) -> list[str]:
    said = call(place, "note", "IT-2", "-m", "note again")
    problems = [f"with room again: {said.err.strip()}"] if said.code else []
    if database(place).with_name(".gitignore").read_text() != "*\n":
        problems.append("git is not told to ignore the folder")
    return problems + unsound(place, texts=[*kept, "note again"])


def _journal_limited(whole: Path, folder: Path, draw: Random) -> Trial:
    if draw.random() < 0.3:
        write_plan(folder)
        limit = draw.randrange(0, 90_000)
    else:
        copied_core(whole, folder)
        limit = draw.randrange(0, 200_000) + (database(folder).stat().st_size if draw.random() < 0.5 else 0)
    kept, said = _notes_until_refused(folder, Handicap(largest_file=limit))
    problems = _is_clear(said) if said else []
    outcome = "refused, complete, and on again" if said else "there was room enough"
    return Trial(
        "a limit on files, in a note", tuple(problems + _works_again(folder, kept)), outcome, folder=folder
    )


def _others(
    whole: Path, place: Path, folder: Path, draw: Random, arguments: tuple[str, ...], *, limited: bool
) -> Trial:
    copied_core(whole, place if limited else _emptied(place), draw)
    events = rows_of_events(database(place))
    ballast = None if limited else _ballast(place, draw.randrange(0, 60_000))
    handicap = Handicap(largest_file=draw.randrange(0, 40_000)) if limited else NONE
    before = _files(place)
    said = call(place, *arguments, handicap=handicap)
    problems = said.faults() + (
        [] if said.code in (0, 6) else [f"ended with {said.code}: {said.err.strip()}"]
    )
    strange = _files(place) - before if said.code else set()
    problems += [f"{name} was left behind" for name in sorted(strange) if "tracker.db-" not in name]
    if ballast:
        ballast.unlink()
    if said.code and rows_of_events(database(place)) != events:
        problems.append("an event was written all the same")
    again = call(place, *arguments) if said.code else said
    problems += [f"with room again: {again.err.strip()}"] if again.code else []
    how = "a limit on files" if limited else "a full disk"
    outcome = "refused, and done once there was room" if said.code else "there was room enough"
    what = f"{how}, in {' '.join(word for word in arguments[:2] if word.isalpha())}"
    return Trial(
        what, tuple(f"{what}: {problem}" for problem in problems + unsound(place)), outcome, folder=folder
    )


def copied_core(whole: Path, target: Path, draw: Random | None = None) -> None:
    """Copy what a world is made of; with dice for what else is written, also the files that takes."""
    copied(database(whole).parent, database(target).parent)
    for name in ("plan.toml", *(("big.log", "review.md") if draw else ())):
        (target / name).write_bytes((whole / name).read_bytes())


def _files(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in place.rglob("*") if not path.is_dir()}
