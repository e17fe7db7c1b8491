"""Backlog.md (`backlog`, from npm): a Markdown file an item. It is told to look at no other branches."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.peer import Command, Peer, Thing, fixed, program

_CONFIG = """project_name: "world"
default_status: "To Do"
statuses: ["To Do", "In Progress", "Done"]
labels: []
date_format: yyyy-mm-dd
remote_operations: false
auto_commit: false
check_active_branches: false
task_prefix: "task"
"""


def find(folder: Path) -> Peer | None:
    """Set it up; items are files as it writes them itself."""
    backlog = program("backlog")
    if backlog is None:
        return None
    tasks = folder / "backlog" / "tasks"
    tasks.mkdir(parents=True)
    (folder / "backlog" / "config.yml").write_text(_CONFIG, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", folder], check=True)

    def fill(things: Sequence[Thing]) -> None:
        for thing in things:
            name = f"task-{thing.number} - {thing.title.replace(' ', '-')}.md"
            (tasks / name).write_text(_file(thing), encoding="utf-8")

    def on(*words: str) -> Command:
        return lambda thing, run: (backlog, "task", "edit", str(thing.number), *words, "--plain")

    listed = (backlog, "task", "list")
    commands: dict[str, Command] = {
        "--version": fixed(backlog, "--version"),
        "list": fixed(*listed, "--plain"),
        "list, filtered": fixed(*listed, "--priority", "high", "--plain"),
        "list --json": fixed(*listed, "--json"),
        "next": fixed(*listed, "--ready", "--limit", "5", "--plain"),
        "show": lambda thing, run: (backlog, "task", "view", str(thing.number), "--plain"),
        "create": lambda thing, run: (backlog, "task", "create", f"Mend number {run}", "--plain"),
        "note": on("--append-notes", "seen again"),
        "resolve": on("--status", "Done"),
    }
    return Peer("Backlog.md", {}, fill, commands, largest=10_000)


def _file(thing: Thing) -> str:
    priority = "high" if thing.urgent else thing.severity
    after = ", ".join(f"TASK-{number}" for number in thing.after)
    checks = "\n".join(f"- [ ] #{place} {check}" for place, check in enumerate(thing.checks, start=1))
    return f"""---
id: TASK-{thing.number}
title: {thing.title}
status: {"Done" if thing.closed else "To Do"}
assignee: []
created_date: '2026-01-05 09:00'
labels: []
dependencies: [{after}]
priority: {priority}
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
{thing.id}
<!-- SECTION:DESCRIPTION:END -->

## Acceptance Criteria
<!-- AC:BEGIN -->
{checks}
<!-- AC:END -->
"""
