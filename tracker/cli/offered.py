"""Options by which a command takes evidence along: --commit, --file, --url, --note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tracker.service.evidence import Offered

_OPTIONS = {
    "commit": ("REV", "A commit of this repository."),
    "file": ("PATH", "A file of this repository, with its hash as of now."),
    "url": ("URL", "An address, such as a dashboard or a pull request."),
    "note": ("TEXT", "What was seen, in words."),
}


def evidence_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; each may be given several times."""
    for name, (metavar, help_) in reversed(_OPTIONS.items()):
        function = click.option(f"--{name}", metavar=metavar, multiple=True, help=help_)(function)
    return function


def offered_evidence(given: Mapping[str, tuple[str, ...]]) -> tuple[Offered, ...]:
    """Return the evidence that the options name."""
    from tracker.service.evidence import Offered

    return tuple(Offered(kind, ref) for kind in _OPTIONS for ref in given[kind])
