"""Every command with its one-line help and the module that holds it, so that one command imports one module.

`tracker --help` is drawn from this table alone. To add a command: one file in `commands/` with a click
command of the same name (dashes as underscores), one line here, one line in the README's table.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.frozen import frozen


@frozen
class Entry:
    """One command: its module in `tracker.cli.commands`, and what it does in a few words."""

    module: str
    help: str


SECTIONS: Mapping[str, Mapping[str, Entry]] = {
    "Begin": {
        "demo": Entry("demo", "Try everything in a sandbox repository."),
        "init": Entry("init", "Start a plan file here."),
        "import": Entry("import_", "Draft a plan from a review or a scan, or merge a changed one."),
        "check": Entry("check", "Validate plan files; all errors at once."),
        "plans": Entry("plans", "List the plans that can be opened."),
        "app": Entry("app", "Open the board (the default on a terminal)."),
    },
    "Where things stand": {
        "status": Entry("status", "The verdict, the figures, what is next."),
        "list": Entry("list", "Items, filtered by a query."),
        "show": Entry("show", "Everything known of an item."),
        "next": Entry("next", "The items to take up now."),
        "board": Entry("board", "The severity board as text."),
        "gate": Entry("gate", "Can we ship? Exit code 0 ready, 1 not, 3 conditionally."),
        "score": Entry("score", "Scores by area: now, with fixes, claimed."),
        "forecast": Entry("forecast", "When will we be ready?"),
    },
    "Work": {
        "start": Entry("start", "Take items up."),
        "resolve": Entry("resolve", "Call items done, with evidence."),
        "verify": Entry("verify", "Show that resolved items hold: run proofs, or attest."),
        "reopen": Entry("reopen", "Take back what closed items."),
        "block": Entry("block", "Say that items have to wait, and for what."),
        "unblock": Entry("unblock", "Take back a block."),
        "defer": Entry("defer", "Put items off until something happens."),
        "accept-risk": Entry("accept_risk", "Accept the risk of items until a day."),
        "reject": Entry("reject", "Close items as false positive, won't fix or duplicate."),
        "tick": Entry("tick", "Tick a check of an item or of a checklist."),
        "untick": Entry("tick", "Take back a tick."),
        "note": Entry("note", "Leave a remark on items."),
        "assign": Entry("assign", "Give items to somebody."),
        "estimate": Entry("estimate", "Set the effort of items."),
        "actual": Entry("actual", "Record hours worked on an item."),
    },
    "Evidence": {
        "evidence": Entry("evidence", "Record, list, show or export what backs items."),
        "measure": Entry("measure", "Record a measurement of a target."),
        "signoff": Entry("signoff", "Sign off in a role."),
        "trust": Entry("trust", "Allow the plan's proof commands to run."),
    },
    "Git": {
        "sync": Entry("sync", "Read progress out of the git history."),
        "commit": Entry("commit", "Commit with the items named, then sync."),
        "link": Entry("link", "Link a commit to an item."),
        "unlink": Entry("unlink", "Take a link back."),
        "suggest": Entry("suggest", "Commits that probably belong to items."),
        "hook": Entry("hook", "Let git hooks keep the plan in step."),
    },
    "Report and upkeep": {
        "export": Entry("export", "Write a status report."),
        "log": Entry("log", "The journal, newest first."),
        "undo": Entry("undo", "Take back the last action."),
        "redo": Entry("undo", "Do again what was undone."),
        "journal": Entry("journal", "Send the journal, or bring another person's in."),
        "audit": Entry("audit", "Show that no history was edited, and no copy of evidence."),
        "config": Entry("config", "Show or change your own settings: theme, keys, saved filters."),
        "doctor": Entry("doctor", "Check plan, journal, git and settings, with remedies."),
        "backup": Entry("backup", "Copy the journal to a file."),
        "restore": Entry("restore", "Bring a backup back."),
        "completion": Entry("completion", "Print the shell completion script."),
    },
}

READING = frozenset([*SECTIONS["Where things stand"], "suggest", "export", "log", "audit"]) - {"forecast"}
"""Commands that only read: they have no answer where the database that was named is not there.

A forecast has one, which the app asks for in a process of its own, before the first act too.
"""

COMMANDS: Mapping[str, Entry] = {
    name: entry for section in SECTIONS.values() for name, entry in section.items()
}
