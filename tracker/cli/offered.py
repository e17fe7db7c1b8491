"""Options by which a command takes evidence along: --commit, --file, --url, --note, --attestation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tracker.service.evidence.offered import Offered

_OPTIONS = {
    "commit": ("REV", "A commit of this repository."),
    "file": ("PATH", "A file of this repository, of which a copy is kept."),
    "url": ("URL", "An address, such as a dashboard or a pull request."),
    "note": ("TEXT", "What was seen, in words."),
}


def evidence_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; all but --no-copy may be given several times."""
    no_copy = click.option("--no-copy", is_flag=True, help="Of files keep the hash alone, as of now.")
    function = no_copy(function)
    for name, (metavar, help_) in reversed(_OPTIONS.items()):
        function = click.option(f"--{name}", metavar=metavar, multiple=True, help=help_)(function)
    return function


def attestation_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for somebody's word, which counts unless they resolved the item themselves."""
    by = click.option("--by", metavar="NAME", help="Whose word the attestation is; yours otherwise.")
    text = "What somebody vouches for who did not resolve the item."
    return click.option("--attestation", metavar="TEXT", multiple=True, help=text)(by(function))


def offered_evidence(given: Mapping[str, tuple[str, ...]], by: str | None = None) -> tuple[Offered, ...]:
    """Return the evidence that the options name; attestations are the word of `by`."""
    from tracker.service.evidence.offered import Offered

    pieces = [Offered(kind, ref) for kind in _OPTIONS for ref in given[kind]]
    return (*pieces, *(Offered("attestation", text, by) for text in given.get("attestation", ())))
