"""Taskwarrior 2 or 3 (`task`), with a configuration and data of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from benchmarks.peers.peer import Command, Peer, Thing, fixed, program


def find(folder: Path) -> Peer | None:
    """Set it up; items go in by its own import."""
    task = program("task")
    if task is None:
        return None
    data, rc, items = folder / "data", folder / "taskrc", folder / "items.json"
    data.mkdir()
    settings = (f"data.location={data}", "confirmation=off", "news.version=99.0.0", "hooks=off")
    rc.write_text("\n".join(settings) + "\n", encoding="utf-8")
    env = {"TASKRC": str(rc), "TASKDATA": str(data)}

    def fill(things: Sequence[Thing]) -> None:
        items.write_text(json.dumps([_exported(thing) for thing in things]), encoding="utf-8")
        subprocess.run([task, "import", items], check=True, capture_output=True)

    def imported(thing: Thing, run: int) -> Sequence[str]:
        elsewhere = folder / f"imported-{run}"
        elsewhere.mkdir()
        return ("env", f"TASKDATA={elsewhere}", task, "import", str(items))

    def on(*words: str) -> Command:
        return lambda thing, run: (task, _uuid(thing.number), *words)

    commands: dict[str, Command] = {
        "--version": fixed(task, "--version"),
        "list": fixed(task, "all"),
        "list, filtered": fixed(task, "priority:H", "list"),
        "list --json": fixed(task, "export"),
        "next": fixed(task, "limit:5", "ready"),
        "show": on("information"),
        "create": lambda thing, run: (task, "add", f"Mend number {run}", "priority:H"),
        "note": on("annotate", "seen again"),
        "resolve": on("done"),
        "import, JSON": imported,
        "export, JSON": fixed(task, "export"),
    }
    return Peer("Taskwarrior", env, fill, commands)


def _uuid(number: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"item-{number}"))


def _exported(thing: Thing) -> dict[str, object]:
    priority = {"critical": "H", "high": "H", "medium": "M"}.get(thing.severity, "L")
    task: dict[str, object] = {
        "uuid": _uuid(thing.number),
        "description": f"{thing.id} {thing.title}",
        "entry": "20260105T090000Z",
        "priority": priority,
        "status": "completed" if thing.closed else "pending",
        "annotations": [
            {"entry": f"20260105T09000{place}Z", "description": f"check: {check}"}
            for place, check in enumerate(thing.checks)
        ],
    }
    if thing.closed:
        task["end"] = "20260301T090000Z"
    if thing.after:
        task["depends"] = [_uuid(number) for number in thing.after]
    return task
