"""Many lives of the machines, for as long as somebody wants to wait: `python -m tests.model --examples 2000`.

What fails is shrunk and shown as a list of calls, to be kept as a plain test in `test_found.py`.
"""

from __future__ import annotations

import argparse
import os
from time import perf_counter

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import get_state_machine_test

from tests.model.machine import TwoJournals
from tests.model.syncing import TwoSyncs

MACHINES = {"journals": TwoJournals, "syncs": TwoSyncs}


def main() -> None:
    """Live as many examples as asked for; the first failure ends it with its traceback."""
    parser = argparse.ArgumentParser(prog="python -m tests.model", description=__doc__)
    parser.add_argument(
        "machines", nargs="*", choices=[*MACHINES, []], metavar="MACHINE", help="all of them by default"
    )
    parser.add_argument("--examples", type=int, default=500, help="how many lives of each machine")
    parser.add_argument("--steps", type=int, default=30, help="how long a life is at most")
    parser.add_argument("--seed", type=int, default=0, help="another number lives other lives")
    chosen = parser.parse_args()
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    how = settings(
        max_examples=chosen.examples,
        stateful_step_count=chosen.steps,
        deadline=None,
        database=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    for name in chosen.machines or MACHINES:
        started = perf_counter()
        seed(chosen.seed)(get_state_machine_test(MACHINES[name], settings=how))()
        seconds = perf_counter() - started
        print(f"{name}: {chosen.examples} lives of {chosen.steps} steps, {seconds:.0f} s, all agree")


if __name__ == "__main__":
    main()
