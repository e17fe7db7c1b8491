"""dstask: a file an item, in a git repository of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from benchmarks.peers.peer import Command, Peer, Thing, fixed, program


def find(folder: Path) -> Peer | None:
    """Set it up; items are files as it writes them itself."""
    dstask = program("dstask")
    if dstask is None:
        return None
    pending = folder / "repo" / "pending"
    env = {"DSTASK_GIT_REPO": str(folder / "repo")}

    def fill(things: Sequence[Thing]) -> None:
        pending.mkdir(parents=True)
        subprocess.run(["git", "init", "--quiet", pending.parent], check=True)
        for thing in things:
            if not thing.closed:
                (pending / f"{uuid5(NAMESPACE_URL, thing.id)}.yml").write_text(_file(thing), encoding="utf-8")

    commands: dict[str, Command] = {
        "--version": fixed(dstask, "version"),
        "list": fixed(dstask, "show-open"),
        "list, filtered": fixed(dstask, "show-open", "P1"),
        "next": fixed(dstask, "next"),
        "create": lambda thing, run: (dstask, "add", f"Mend number {run}"),
    }
    return Peer("dstask", env, fill, commands, largest=10_000)


def _file(thing: Thing) -> str:
    priority = "P1" if thing.urgent else "P2"
    created = "2026-01-05T09:00:00Z"
    return f"summary: {thing.title}\npriority: {priority}\ncreated: {created}\n"
