"""Decisions to be taken, and routines to be kept up once in production."""

from __future__ import annotations

from tracker.domain.plan import Decision, Option, Routine
from tracker.planfile.fields import Table
from tracker.planfile.titles import title_of
from tracker.planfile.values import age, line, source, text

_RHYTHMS = ("daily", "weekly", "monthly", "quarterly", "yearly")


def decision(name: str, table: Table) -> Decision:
    """Read one `[decision.ID]`."""
    return Decision(
        id=name,
        title=title_of(name, table),
        context=table.take("context", text),
        options=table.rows("options", _option, shorthand="name"),
        recommendation=table.take("recommendation", text),
        choice=table.take("choice", text),
        items=table.refs("items", "item"),
        source=table.take("source", source) or (),
    )


def routine(name: str, table: Table) -> Routine:
    """Read one `[routine.ID]`."""
    return Routine(
        id=name,
        title=title_of(name, table),
        every=table.take("every", _rhythm) or "",
        steps=table.list("steps", text),
        source=table.take("source", source) or (),
    )


def _option(table: Table) -> Option:
    return Option(
        name=table.need("name", line) or "",
        pro=table.take("for", text),
        con=table.take("against", text),
        when=table.take("when", text),
    )


def _rhythm(value: object) -> str:
    word = line(value)
    if word not in _RHYTHMS:
        try:
            age(word)
        except ValueError as error:
            raise ValueError(f"{error}, or one of {', '.join(_RHYTHMS)}") from None
    return word
