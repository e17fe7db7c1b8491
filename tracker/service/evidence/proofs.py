"""Running proofs: the plan's own commands, held against what the plan expects of them.

Nothing here asks whether a command may run: whoever calls has made sure that it is trusted.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path

from tracker.domain.expectation import Judgement, judge, parse_expectation
from tracker.domain.frozen import frozen
from tracker.domain.masking import masked
from tracker.domain.plan import Proof
from tracker.domain.text import one_line, without_escapes
from tracker.service.evidence.execution import Execution, execute
from tracker.service.evidence.searching import search

KEPT_OUTPUT = 2_000
"""Characters of a run's output kept with the evidence: its end, where failures are told."""


@frozen
class Run:
    """One proof that was run: its outcome in words, the end of its output, the hash of all that was read.

    Secrets are masked in both texts; the hash is of what was printed.
    """

    item: str
    proof: Proof
    passed: bool
    outcome: str
    output: str
    digest: str
    measured: str | None = None
    """The number it measured with its unit, where one was expected, whether it met its bound or not."""


def proof_digest(root: Path, plan_id: str, proof: Proof) -> str:
    """Return the SHA-256 (hex) by which a command is trusted in the repository at `root`."""
    text = "\0".join((str(root.resolve()), plan_id, proof.run, proof.cwd, proof.expect))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def command_of(proof: Proof) -> tuple[str, str, float]:
    """Return what makes a run of one proof a run of another as well: command, folder, time limit."""
    return proof.run, proof.cwd, proof.timeout


def run_proofs(
    root: Path, wanted: Sequence[tuple[str, Proof]], secrets: Sequence[str], stop: threading.Event
) -> tuple[Run, ...]:
    """Run the one command of these proofs of items, in its folder under `root`, and judge it for each.

    Returns nothing when `stop` was set before it ended.
    """
    proof = wanted[0][1]
    folder = (root / proof.cwd).resolve()
    if not folder.is_relative_to(root.resolve()) or not folder.is_dir():
        return _not_run(wanted, f"there is no folder {proof.cwd} in the repository")
    try:
        ended = execute(proof.run, folder, proof.timeout, stop)
    except OSError as error:
        return _not_run(wanted, f"could not be started: {error.strerror}")
    return tuple(_run(item, proof, ended, secrets) for item, proof in wanted) if ended else ()


def _not_run(wanted: Sequence[tuple[str, Proof]], why: str) -> tuple[Run, ...]:
    return tuple(Run(item, proof, False, why, "", "") for item, proof in wanted)


def _run(item: str, proof: Proof, ended: Execution, secrets: Sequence[str]) -> Run:
    judged = _judged(proof, ended)
    return Run(
        item=item,
        proof=proof,
        passed=judged.passed,
        outcome=one_line(masked(judged.why, secrets)),
        output=masked(_text(ended.tail), secrets)[-KEPT_OUTPUT:],
        digest=ended.digest,
        measured=judged.measured,
    )


def _judged(proof: Proof, ended: Execution) -> Judgement:
    if ended.code is None:
        return Judgement(False, f"killed after {proof.timeout:g} s")
    output = None if ended.output is None else _text(ended.output)
    return judge(parse_expectation(proof.expect), ended.code, output, search)


def _text(printed: bytes) -> str:
    return without_escapes(printed.decode("utf-8", "replace"))
