"""A few lives of each kind on every run; `python -m tests.model` lives many more."""

from __future__ import annotations

from hypothesis import settings

from tests.model.machine import TwoJournals
from tests.model.syncing import TwoSyncs
from tests.store.helpers import steady

TestTwoJournals = TwoJournals.TestCase
TestTwoJournals.settings = settings(steady, max_examples=12, stateful_step_count=25)

TestTwoSyncs = TwoSyncs.TestCase
TestTwoSyncs.settings = settings(steady, max_examples=10, stateful_step_count=20)
