"""What stands in the hook files: one marked block, the same for everybody, and how it gets in and out again.

A hook file belongs to others as well: to the team, to pre-commit, to husky. So the block is short, names no
path of anybody's machine, does nothing where the tracker is not installed, and leaves the rest of the file
byte for byte as it was. It stands near the top, because after an `exec` or `exit` it would never run. It is
not run twice where one hook file runs another (`TRACKER_HOOK`), keeps its hands off standard input, which is
meant for the hook it stands in, and takes `set -eu`.
"""

from __future__ import annotations

import re

HOOKS = ("prepare-commit-msg", "commit-msg", "post-commit", "post-merge", "post-rewrite", "post-checkout")
"""The hooks there are for us, in the order in which git runs them."""
KEPT = "{}.before-tracker"
"""Where a hook goes that no block can be put into."""

_BEGIN, _END = b"# >>> tracker >>>", b"# <<< tracker <<<"
_BLOCK = re.compile(
    b"%b(?:(?!%b).)*?%b" % tuple(map(re.escape, (_BEGIN, _BEGIN, _END))),
    re.DOTALL,
)
_HEAD = b"#!/bin/sh\n# Made by `tracker hook install`.\n"
_SHELLS = frozenset({b"sh", b"bash", b"dash", b"ash", b"zsh", b"ksh", b"ksh93", b"mksh"})
_BOM = b"\xef\xbb\xbf"


def block(name: str) -> bytes:
    """Return the lines for the hook `name`, without a newline at the end."""
    after = "exit 1" if name == "commit-msg" else ":"
    return f"""\
# >>> tracker >>>
# Keeps the remediation plan in step with the commits; `tracker hook uninstall` takes these lines out.
if [ "${{TRACKER_HOOK-}}" != {name} ]; then
    export TRACKER_HOOK={name}
    tracker_hook=$(git rev-parse --git-common-dir 2>/dev/null)/tracker/hook || :
    if [ -f "$tracker_hook" ]; then sh "$tracker_hook" {name} "$@" </dev/null || {after}; fi
fi
# <<< tracker <<<""".encode()


def made(name: str) -> bytes:
    """Return the whole file where there was none."""
    return _HEAD + block(name) + b"\n"


def wrapper(name: str, *, husky: bool = False) -> bytes:
    """Return a file that runs the block, then the hook that was set aside; husky runs files by `sh -e`."""
    return made(name) + _run_kept(name, husky)


def with_block(content: bytes, name: str) -> bytes:
    """Return a shell script with the block in it; one that it has already is renewed in its place."""
    if _BLOCK.search(content):
        return _BLOCK.sub(lambda _: block(name), content, count=1)
    place = _after_comments(content)
    if place == len(content) and content and not content.endswith(b"\n"):
        return content + b"\n" + block(name)
    return content[:place] + block(name) + b"\n" + content[place:]


def without_block(content: bytes) -> bytes:
    """Return what there was before the block came, with all that was changed around it since."""
    while found := _BLOCK.search(content):
        start, end = found.span()
        newline = re.match(rb"[ \t]*\r?\n", content[end:])
        if newline:
            end += newline.end()
        elif end == len(content) and content[:start].endswith(b"\n"):
            start -= 1  # the one that came with the block
        content = content[:start] + content[end:]
    return content


def block_of(content: bytes) -> bytes | None:
    """Return the block that a file holds, or None."""
    found = _BLOCK.search(content)
    return found[0] if found else None


def is_damaged(content: bytes) -> bool:
    """Tell whether only one end of a block is there, so that nobody can say what belongs to it."""
    rest = without_block(content)
    return _BEGIN in rest or _END in rest


def is_made(rest: bytes) -> bool:
    """Tell whether what is left without the block is nothing but what we made around it."""
    return rest == _HEAD


def is_wrapper(rest: bytes, name: str) -> bool:
    """Tell whether what is left without the block only runs the hook that was set aside."""
    return rest in (_HEAD + _run_kept(name, husky) for husky in (False, True))


def is_shell(content: bytes) -> bool:
    """Tell whether git would have a shell run this file, by its first line or for want of one."""
    if b"\0" in content:
        return False
    first = content.partition(b"\n")[0]
    words = first[2:].split() if first.startswith(b"#!") else []
    if not words:
        return True  # the system does not know what it is, and then git tries sh
    program, *arguments = words
    if _name(program) in (b"env", b"busybox"):
        told = (word.removeprefix(b"-S") for word in arguments)
        program = next((word for word in told if word and word[:1] != b"-" and b"=" not in word), b"")
    return _name(program) in _SHELLS


def _name(program: bytes) -> bytes:
    return program.rpartition(b"/")[2]


def _run_kept(name: str, husky: bool) -> bytes:
    kept = '"${0%/*}/' + KEPT.format(name) + '"'
    test, run = ("-f", f"sh -e {kept}") if husky else ("-x", kept)
    return (
        "# The hook that was here before; `tracker hook uninstall` puts it back.\n"
        f'if [ {test} {kept} ]; then exec {run} "$@"; fi\n'
    ).encode()


def _after_comments(content: bytes) -> int:
    """Where the first line begins that is neither the shebang nor one of the comments that follow it."""
    place = 0
    for line in content.split(b"\n"):
        if not line.lstrip(b" \t").removeprefix(_BOM if not place else b"").startswith(b"#"):
            break
        place += len(line) + 1
    return min(place, len(content))
