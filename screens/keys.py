"""The board's keys: what can be bound to another key, what the palette offers and what the key line shows."""

from __future__ import annotations

from textual.binding import Binding

from screens.widgets.key_line import Key


def _bind(key: str, action: str, label: str, tooltip: str, name: str) -> Binding:
    """The keys that open a prompt go first: what is typed right behind them belongs to the prompt."""
    first = action in PROMPTS
    return Binding(key, action, label, id=name, tooltip=tooltip, priority=first)


def _digit(number: int) -> Binding:
    """The keys of the first nine saved filters; the palette has them by name."""
    action, name = f"saved_filter({number})", f"board.filter-{number}"
    tooltip = "Show the saved filter of that number"
    return Binding(str(number), action, "", id=name, tooltip=tooltip, show=False)


PROMPTS = frozenset({"filter", "jump"})
"""Actions that open a prompt."""


BOARD_BINDINGS = (
    _bind("s", "act('start')", "start", "Take the item up", "act.start"),
    _bind("r", "act('resolve')", "resolve", "Call the work done, with its evidence", "act.resolve"),
    _bind("v", "act('verify')", "verify", "Run its proofs, or attest that it holds", "act.verify"),
    _bind("e", "act('evidence')", "evidence", "Add evidence", "act.evidence"),
    _bind("l", "act('link')", "link", "Link a commit", "act.link"),
    _bind("b", "act('block')", "block", "Block it with a reason, or unblock it", "act.block"),
    _bind("d", "act('defer')", "defer", "Put it off until something happens", "act.defer"),
    _bind("a", "act('assign')", "assign", "Give it to somebody", "act.assign"),
    _bind("A", "act('accept-risk')", "accept risk", "Take the risk on until a day", "act.accept-risk"),
    _bind("X", "act('reject')", "reject", "False positive, won't fix or duplicate", "act.reject"),
    _bind("R", "act('reopen')", "reopen", "Take back what closed it", "act.reopen"),
    _bind("w", "act('note')", "note", "Write a remark", "act.note"),
    _bind("E", "act('estimate')", "estimate", "Set its effort", "act.estimate"),
    _bind("H", "act('actual')", "hours", "Record hours that were worked", "act.actual"),
    _bind("T", "act('tick')", "tick", "Tick its checks", "act.tick"),
    _bind("m", "move", "move", "Move it to another status", "board.move"),
    _bind("space", "mark", "mark", "Mark it, for an action on several", "board.mark"),
    _bind("asterisk", "mark_column", "mark column", "Mark the whole column", "board.mark-column"),
    _bind("slash", "filter", "filter", "Show only what matches", "board.filter"),
    _bind("ctrl+s", "save_filter", "save filter", "Keep the filter under a name", "board.save-filter"),
    _bind("F", "saved_filters", "saved filters", "Choose a filter that was saved", "board.saved-filters"),
    *(_digit(number) for number in range(1, 10)),
    _bind("colon", "jump", "go to id", "Jump to an item by its id", "board.jump"),
    _bind("g", "group", "group", "Group by severity, status, phase, area, owner", "board.group"),
    _bind("z", "fold", "fold closed", "Hide closed items, or show them", "board.fold"),
    _bind("n", "next", "next", "Go to the next item that is ready for work", "board.next"),
    _bind("i", "pane", "detail pane", "Hide the detail beside the board, or show it", "board.pane"),
    _bind("o", "screen('readiness')", "readiness", "Why not, and what clears it", "go.readiness"),
    _bind("f", "screen('forecast')", "forecast", "When, and what would move it", "go.forecast"),
    _bind("t", "screen('phases')", "phases", "The phases against the calendar", "go.phases"),
    _bind("c", "screen('checklists')", "checklists", "Checklists, targets, sign-offs", "go.checklists"),
    _bind("K", "screen('history')", "history", "The commits, and the items they belong to", "go.history"),
    _bind("at", "screen('journal')", "journal", "Everything that happened", "go.journal"),
    _bind("y", "sync", "sync", "Read progress out of git's history", "board.sync"),
    _bind("u,ctrl+z", "undo", "undo", "Take the last action back", "board.undo"),
    _bind("ctrl+r", "redo", "redo", "Do again what was taken back", "board.redo"),
    _bind("x", "export", "export", "Write a report to a file", "board.export"),
    _bind("C", "copy_id", "copy", "Copy `Resolves: ID` for a commit message", "board.copy"),
    _bind("escape", "back_out", "clear", "Leave the mode, the marks, the filter", "board.escape"),
    _bind("P", "app.plans", "plans", "Choose another plan", "go.plans"),
    _bind("I", "app.import_review", "import a review", "Draft a plan from a document", "go.import"),
    _bind("question_mark", "screen('help')", "keys", "All keys, and the languages", "go.help"),
    _bind("q", "app.quit", "quit", "Leave; nothing is lost", "board.quit"),
)

HELP = Key("?", "keys", "screen('help')")


def browsing(grouping: str, *, wide: bool, filtered: bool = False) -> tuple[Key, ...]:
    """Return the keys that matter while moving about."""
    clear = (Key("Esc", "show all", "back_out"),) if filtered else ()
    group = Key("g", f"group: {grouping}" if wide else "group", "group")
    keys = (
        Key("s", "start", "act('start')"),
        Key("r", "resolve", "act('resolve')"),
        Key("v", "verify", "act('verify')"),
        Key("e", "evidence", "act('evidence')"),
        Key("/", "filter", "filter"),
        Key("n", "next", "next"),
        group,
        Key("o", "why", "screen('readiness')"),
        Key("f", "forecast", "screen('forecast')"),
        Key("y", "sync", "sync"),
        Key("u", "undo", "undo"),
        Key("m", "move", "move"),
        Key("Space", "mark", "mark"),
        Key("l", "link", "act('link')"),
    )
    return (*clear, *keys, HELP)


def marking(count: int) -> tuple[Key, ...]:
    """Return the keys that matter while items are marked: what can be done to all of them."""
    return (
        Key("Esc", f"unmark {count}", "back_out"),
        Key("s", "start", "act('start')"),
        Key("r", "resolve", "act('resolve')"),
        Key("v", "verify", "act('verify')"),
        Key("a", "assign", "act('assign')"),
        Key("d", "defer", "act('defer')"),
        Key("Space", "mark", "mark"),
        Key("*", "column", "mark_column"),
        HELP,
    )


MOVING = (
    Key("←→", "move the card", ""),
    Key("Enter", "keep", "drop"),
    Key("Esc", "take back", "back_out"),
)
JUMPING = (
    Key("Enter", "go to it", ""),
    Key("Esc", "leave", "back_out"),
)
FILTERING = (
    Key("Enter", "keep", ""),
    Key("Tab/→", "complete", ""),
    Key("Ctrl+S", "save", "save_filter"),
    Key("Esc", "clear", "back_out"),
)
