"""todo.txt-cli (`todo.sh`, or `todo-txt` as Debian calls it): a shell script over one file of lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.peer import Command, Peer, Thing, fixed, program


def find(folder: Path) -> Peer | None:
    """Set it up; items are lines of its file."""
    todo = program("todo.sh", "todo-txt")
    if todo is None:
        return None
    file, config = folder / "todo.txt", folder / "config"
    places = {"TODO_DIR": folder, "TODO_FILE": file, "DONE_FILE": folder / "done.txt"}
    config.write_text("".join(f'export {name}="{place}"\n' for name, place in places.items()), "utf-8")
    base = (todo, "-d", str(config), "-f")

    def fill(things: Sequence[Thing]) -> None:
        file.write_text("".join(f"{_line(thing)}\n" for thing in things), encoding="utf-8")

    commands: dict[str, Command] = {
        "list": fixed(*base, "-p", "list"),
        "list, filtered": fixed(*base, "-p", "list", "(A)"),
        "create": lambda thing, run: (*base, "add", f"(A) Mend number {run}"),
        "note": lambda thing, run: (*base, "append", str(thing.number), "seen again"),
        "resolve": lambda thing, run: (*base, "-a", "do", str(thing.number)),
    }
    return Peer("todo.txt-cli", {}, fill, commands)


def _line(thing: Thing) -> str:
    priority = {"critical": "A", "high": "A", "medium": "B"}.get(thing.severity, "C")
    text = f"2026-01-05 {thing.title} id:{thing.id}"
    return f"x 2026-03-01 {text}" if thing.closed else f"({priority}) {text}"
