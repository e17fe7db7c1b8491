"""dooit (PyPI): a Textual to-do list. It has no commands; its screen opens on its list of workspaces.

The items of a workspace are drawn when that is chosen, which the first press of a key does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.board import Program
from benchmarks.peers.peer import Command, Peer, Thing, fixed, program
from benchmarks.terminal import Terminal

_WORKSPACE = b"Everything here"


def find(folder: Path) -> Peer | None:
    """Set it up; it is opened once to make its tables, and items are rows of them."""
    dooit = program("dooit")
    if dooit is None:
        return None
    place = folder / "dooit.db"
    opened = (dooit, "--db", str(place))

    def fill(things: Sequence[Thing]) -> None:
        with Terminal(opened, folder) as terminal:
            terminal.wait(lambda written: b"Workspaces" in written)
        with closing(sqlite3.connect(place)) as connection, connection:
            connection.execute("DELETE FROM workspace")
            connection.execute("INSERT INTO workspace VALUES (1, -1, '', 1, NULL)")
            connection.execute("INSERT INTO workspace VALUES (2, 0, ?, 0, 1)", (_WORKSPACE.decode(),))
            connection.executemany(
                "INSERT INTO todo (id, order_index, description, urgency, pending, effort,"
                " parent_workspace_id) VALUES (?, ?, ?, ?, ?, 0, 2)",
                [
                    (thing.number, thing.number, thing.title, 1 + thing.urgent, not thing.closed)
                    for thing in things
                ],
            )

    commands: dict[str, Command] = {"--version": fixed(dooit, "--version")}
    screen = Program("dooit", opened, b"Mend the", door=(_WORKSPACE, b"j"))
    return Peer("dooit", {}, fill, commands, screen=screen)
