"""QUERY on the command line: filters and words, of which a negated filter looks like an option to click."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click

from tracker.cli.command import TrackerCommand
from tracker.cli.context import CliContext

_NEGATED_FILTER = re.compile(r"-[a-z]+:", re.IGNORECASE)


class QueryCommand(TrackerCommand):
    """A command whose arguments are a query: in it `-tag:later` is a filter and no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move negated filters behind `--`, where no options are looked for; a query has no order."""
        end = args.index("--") if "--" in args else len(args)
        negated = [word for word in args[:end] if _NEGATED_FILTER.match(word)]
        if negated:
            others = [word for word in args[:end] if word not in negated]
            args = [*others, "--", *negated, *args[end + 1 :]]
        return super().parse_args(ctx, args)


def query_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument for a query."""
    return click.argument("query", nargs=-1, shell_complete=_complete)(function)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from tracker.domain.query import WORDS

    if incomplete.startswith("@"):
        saved = ctx.ensure_object(CliContext).settings().filters
        return [f"@{name}" for name in saved if name.startswith(incomplete[1:].casefold())]
    return [word for word in WORDS if word.startswith(incomplete)]
