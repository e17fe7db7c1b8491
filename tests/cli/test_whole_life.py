"""One item of a shipped plan from its first day to its export, by hand, as a newcomer would."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.conftest import Call

ITEM = "SEC-SECRETS"


def test_a_whole_life(tracker: Call, repository: Path) -> None:
    (repository / "plan.toml").unlink()
    tracker("init", "--from", "signalcast")
    assert f"{ITEM} " in tracker("next").out
    reasons = len(tracker("gate", "--json", code=1).json["reasons"])
    assert ITEM in tracker("gate", code=1).out

    assert tracker("start", ITEM).lines == [f"◐ {ITEM} in progress"]
    tracker("tick", *(f"{ITEM}/{number}" for number in (1, 2, 3, 4)))
    tracker("note", ITEM, "-m", "the vendor rotates its own key")
    refused = tracker("resolve", ITEM, code=5)
    assert "needs evidence before it can be resolved" in refused.err
    assert tracker("show", ITEM, "--json").json["items"][0]["status"] == "in_progress"
    tracker("evidence", "add", ITEM, "--commit", "HEAD")
    tracker("evidence", "add", ITEM, "--url", "https://ci.example.org/runs/812")
    tracker("actual", ITEM, "3h")
    assert tracker("resolve", ITEM).lines == [f"● {ITEM} resolved"]
    found = tracker("gate", "--json", code=1).json["reasons"]
    assert [r["code"] for r in found if r["item"] == ITEM] == ["unverified"]

    assert "somebody else has to verify it" in tracker("verify", ITEM, "--by", "ada", code=5).err
    assert tracker("verify", ITEM, "--by", "Bob").lines == [f"✓ {ITEM} verified  by Bob"]
    after = tracker("gate", "--json", code=1).json["reasons"]
    assert ITEM not in {reason["item"] for reason in after}
    assert len(after) == reasons - 1

    assert tracker("undo").lines == [f"undone: evidence, verify {ITEM} (by ada)"]
    assert tracker("show", ITEM, "--json").json["items"][0]["status"] == "resolved"
    tracker("redo")
    (item,) = tracker("show", ITEM, "--json").json["items"]
    assert (item["status"], item["verified_by"], item["actual_hours"]) == ("verified", "Bob", 3)
    assert all(check["done"] for check in item["checks"])

    sha = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout
    report = tracker("export").out
    assert "https://ci.example.org/runs/812" in report
    assert sha[:7] in report
    assert "Bob" in report

    kinds = [event["kind"] for event in reversed(tracker("log", ITEM, "--json").json["events"])]
    assert kinds == [
        "start", "tick", "tick", "tick", "tick", "note", "evidence", "evidence", "actual", "resolve",
        "evidence", "verify",
    ]  # fmt: skip
    audit = tracker("audit", "--json").json
    assert (audit["ok"], audit["events"]) == (True, len(kinds) + 2)
