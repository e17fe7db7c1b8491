"""Our reading of trailers against git's own."""

from __future__ import annotations

import subprocess

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.domain.trailers import trailer_start, trailers

LINES = st.sampled_from(
    [
        "",
        "",
        " ",
        "words and more",
        "Key: value",
        "Key : value",
        "Other-Key: a b",
        "Bad key: value",
        "  folded",
        "\tfolded",
        "Signed-off-by: A <a@x>",
        "(cherry picked from commit abc)",
        "https://x.example",
        "Key:",
        ": nothing",
        "Key value",
        "# a comment",
        "Conflicts:",
        "\tsrc/a.c",
        "# ------------------------ >8 ------------------------",
    ]
)


def by_git(message: str) -> list[str]:
    """Return what `git interpret-trailers --parse` prints."""
    command = ["git", "interpret-trailers", "--parse", "--no-divider"]
    done = subprocess.run(command, input=message.encode(), capture_output=True, check=True)
    return done.stdout.decode().splitlines()


@given(st.lists(LINES, max_size=9))
@example(["Key: value"])
@example(["", "Key:", "  folded"])
@example(["title", "", "Key: value", "", "", ""])
@example(["title", "", "Signed-off-by: A <a@x>", "a", "b", "c", "d"])
@example(["", "Key: value", "", "Conflicts:", "\tsrc/a.c", ""])
@example(["", "Key: value", "", "# comment", "", "# more"])
@example(["", "Conflicts:", "\tsrc/a.c", "", "Key: value"])
@example(["", "Key: value", "Conflicts:", "\tsrc/a.c"])
@example(["", "Key: value", "# ------------------------ >8 ------------------------", "Other: value"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_trailers_are_those_that_git_sees(body: list[str]) -> None:
    lines = ["title", *body]
    ours = [f"{key}: {value}".strip() for key, value in trailers(lines[trailer_start(lines) :])]
    theirs = [line.strip() for line in by_git("\n".join(lines) + "\n") if not line.startswith("(")]
    assert ours == theirs
