"""kanban-tui (PyPI): a Textual board with a database and commands of its own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.board import Program
from benchmarks.peers.peer import Command, Peer, Thing, fixed, program

_READY, _DONE = 1, 3


def find(folder: Path) -> Peer | None:
    """Set it up; it makes its tables, and items are rows of them."""
    kanban = program("kanban-tui")
    if kanban is None:
        return None
    place = folder / "board.sqlite"
    env = {"KANBAN_TUI_DATABASE_FILE": str(place), "KANBAN_TUI_CONFIG_FILE": str(folder / "config.toml")}
    os.environ |= env

    def fill(things: Sequence[Thing]) -> None:
        made = (kanban, "board", "create", "world", "--set-active")
        subprocess.run(made, check=True, capture_output=True)
        tasks = [
            (thing.number, thing.title, _DONE if thing.closed else _READY, thing.id, thing.number)
            for thing in things
        ]
        with closing(sqlite3.connect(place)) as connection, connection:
            connection.executemany(
                "INSERT INTO tasks (task_id, title, column, description, position, creation_date)"
                " VALUES (?, ?, ?, ?, ?, '2026-01-05T09:00:00')",
                tasks,
            )
            connection.executemany(
                "INSERT INTO dependencies (task_id, depends_on_task_id) VALUES (?, ?)",
                [(thing.number, before) for thing in things for before in thing.after],
            )

    commands: dict[str, Command] = {
        "--version": fixed(kanban, "--version"),
        "list": fixed(kanban, "task", "list"),
        "list --json": fixed(kanban, "task", "list", "--json"),
        "next": fixed(kanban, "task", "list", "--actionable"),
        "create": lambda thing, run: (kanban, "task", "create", f"Mend number {run}"),
        "resolve": lambda thing, run: (kanban, "task", "move", str(thing.number), str(_DONE)),
    }
    screen = Program("kanban-tui", (kanban,), b"Mend the")
    return Peer("kanban-tui", env, fill, commands, largest=1_000, screen=screen)
