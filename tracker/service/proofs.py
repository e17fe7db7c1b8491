"""Running proofs: the plan's own commands, with a time limit, in a process group, judged by their outcome."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.domain.plan import Proof
from tracker.domain.text import clean

KEPT_OUTPUT = 2_000
"""Characters of a run's output kept with the evidence: its end, where failures are told."""
_READ_OUTPUT = 4_000_000
"""Bytes of output that are looked at; a pattern beyond them is not found."""


@frozen
class Run:
    """One proof that was run: its outcome in words, the end of its output, the hash of all that was read."""

    item: str
    proof: Proof
    passed: bool
    outcome: str
    output: str
    digest: str


def proof_digest(root: Path, plan_id: str, proof: Proof) -> str:
    """Return the SHA-256 (hex) by which a command is trusted in the repository at `root`."""
    text = "\0".join((str(root.resolve()), plan_id, proof.run, proof.cwd, proof.expect))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def run_proof(root: Path, item: str, proof: Proof) -> Run:
    """Run one proof in its folder under `root` and judge it; whoever calls has made sure it is trusted."""
    folder = (root / proof.cwd).resolve()
    if not folder.is_relative_to(root.resolve()) or not folder.is_dir():
        return Run(item, proof, False, f"there is no folder {proof.cwd} in the repository", "", "")
    with tempfile.TemporaryFile() as output:
        code = _execute(proof, folder, output.fileno())
        output.seek(0)
        data = output.read(_READ_OUTPUT)
    text = clean(data.decode("utf-8", "replace"))
    passed, outcome = _judged(proof, code, text)
    return Run(item, proof, passed, outcome, text[-KEPT_OUTPUT:], hashlib.sha256(data).hexdigest())


def _execute(proof: Proof, folder: Path, output: int) -> int | None:
    """Run the command in a process group of its own; return its exit code, None when it ran out of time."""
    process = subprocess.Popen(
        proof.run,
        shell=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )
    try:
        return process.wait(proof.timeout)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End whatever the command left running, also when we are interrupted ourselves."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _judged(proof: Proof, code: int | None, text: str) -> tuple[bool, str]:
    """Hold a run against `exit N`, `match /re/` or `no match /re/`."""
    if code is None:
        return False, f"killed after {proof.timeout:g} s"
    said = f"exit {code}"
    if match := re.fullmatch(r"exit\s+(\d+)", proof.expect):
        wanted = int(match[1])
        return code == wanted, said if code == wanted else f"{said}, expected {wanted}"
    match = re.fullmatch(r"(no\s+)?match\s+/(.*)/", proof.expect, re.DOTALL)
    if match is None:
        return False, f"cannot judge {proof.expect!r}"
    found = re.search(match[2], text, re.MULTILINE) is not None
    return found is not bool(match[1]), f"{said}, {'found' if found else 'did not find'} /{match[2]}/"
