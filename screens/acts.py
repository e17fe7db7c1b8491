"""The acts on items by their command's names: those that need nothing typed, and the forms of the others.

Forms are imported when they are opened, not with the board.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from textual.screen import ModalScreen

from screens.session import Session
from tracker.domain import transition
from tracker.domain.board import Board, Card
from tracker.domain.event import Draft
from tracker.domain.text import counted
from tracker.errors import RefusedError, UsageError

PLAIN: Mapping[str, Callable[[Card], Draft]] = {"start": transition.start, "unblock": transition.unblock}
"""Acts that take nothing but the item."""
_PARTICIPLES = {"start": "started", "unblock": "unblocked"}
_NAMED = 3

_FORMS: Mapping[str, tuple[str, str]] = {
    "resolve": ("resolve", "ResolveForm"),
    "verify": ("verify", "VerifyForm"),
    "evidence": ("evidence", "EvidenceForm"),
    "link": ("link", "LinkForm"),
    "block": ("block", "BlockForm"),
    "defer": ("defer", "DeferForm"),
    "assign": ("assign", "AssignForm"),
    "accept-risk": ("accept_risk", "AcceptRiskForm"),
    "reject": ("reject", "RejectForm"),
    "reopen": ("reopen", "ReopenForm"),
    "note": ("note", "NoteForm"),
    "estimate": ("estimate", "EstimateForm"),
    "actual": ("actual", "ActualForm"),
    "tick": ("ticks", "TicksForm"),
    "export": ("export", "ExportForm"),
    "filter": ("save_filter", "SaveFilterForm"),
}


def act_plainly(session: Session, name: str, ids: Sequence[str]) -> str:
    """Do one of PLAIN to all items or none; return what was done. Blocking; raises TrackerError."""

    def decide(board: Board) -> list[Draft]:
        return [PLAIN[name](_card(board, id_)) for id_ in ids]

    session.act(decide)
    return f"{_PARTICIPLES[name]} {named(ids)}"


def module_of(name: str) -> str:
    """Return the module of the form of an act."""
    return f"screens.forms.{_FORMS[name][0]}"


def form_for(name: str, session: Session, ids: Sequence[str], initial: Any = None) -> ModalScreen[Any]:
    """Return the form of an act; `initial` is the value that was refused before. Raises RefusedError."""
    board = session.board
    made = getattr(import_module(module_of(name)), _FORMS[name][1])
    form: ModalScreen[Any]
    match name:
        case "export":
            form = made(board, initial, session.saved_filters)
        case "filter":
            form = made(board, session.saved_filters, session.filter_text, initial)
        case "tick" if len(ids) != 1:
            raise RefusedError("checks are ticked one item at a time", hint="Esc takes the marks off")
        case "tick":
            form = made(board, ids[0], initial)
        case "link":
            form = made(board, ids, session.commits, initial, session.suggestions)
        case _:
            form = made(board, ids, initial=initial)
    return form


def named(ids: Sequence[str]) -> str:
    """Return ids for people: all of a few, the number of many."""
    return ", ".join(ids) if len(ids) <= _NAMED else counted(len(ids), "item")


def _card(board: Board, id_: str) -> Card:
    """An item may have left the plan since it was chosen."""
    if id_ not in board.by_id:
        raise UsageError(f"the plan has no item {id_} any more")
    return board.by_id[id_]
