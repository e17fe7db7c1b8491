"""The script behind the hooks, in the git folder: tells, without Python, whether a commit concerns the plan.

Most commits do not, and they should cost next to nothing. What decides lies in small files beside HEAD
(`hook_watch`): patterns for the names of items, the files that items name, and a time stamp that the plan
must not be newer than. Wherever one of them is missing Python is started, which writes them. Nothing here
breaks a commit: whatever goes wrong, the script ends with 0, unless a strict check has refused a message.
"""

from __future__ import annotations

import re
import shlex

from tracker.domain.frozen import frozen

REFUSED = 5
"""What `tracker hook run` ends with when it refuses a message: no status that a failure has."""


@frozen
class HookSettings:
    """What the hooks of a repository were installed with."""

    python: str
    """The interpreter that has the tracker, as an absolute path."""
    strict: bool


def render(settings: HookSettings) -> str:
    """Return the script."""
    python = shlex.quote(settings.python)
    strict = "--strict" if settings.strict else ""
    return f"{_HEAD}python={python}\nstrict={strict}\n{_BODY}"


def settings_of(script: str) -> HookSettings | None:
    """Return what a script was rendered with, or None for one that cannot be read."""
    found = re.match(r"#[^\n]*\npython=(.*?)\nstrict=((?:--strict)?)\n", script, re.DOTALL)
    if not found:
        return None
    try:
        (python,) = shlex.split(found[1])
    except ValueError:
        return None
    return HookSettings(python, bool(found[2]))


_HEAD = "# Written by `tracker hook install`, which also renews it.\n"
_BODY = rf"""
hook=$1
shift
own=${{GIT_DIR:-$(git rev-parse --git-dir 2>/dev/null)}}
seen=$own/tracker
trap : INT
export GIT_NO_LAZY_FETCH=1 GIT_OPTIONAL_LOCKS=0

# Does the text name an item, or may it? Without patterns nobody can tell.
names_items() {{
    LC_ALL=C grep -q -E -f "$seen/names" "$@" 2>/dev/null
    [ $? -ne 1 ]
}}

on_named_branch() {{
    git symbolic-ref -q HEAD 2>/dev/null | names_items
}}

# Has the plan, or one of the other files named, changed since Python looked last?
changed() {{
    [ -f "$seen/stamp" ] || return 0
    found=$(find -L plan.toml plans/*.toml .tracker/plans/*.toml "$@" -newer "$seen/stamp" 2>/dev/null)
    [ -n "$found" ]
}}

# Did the commit change a file that an item names, or a folder or pattern?
touched() {{
    for list in files globs; do
        [ -s "$seen/$list" ] || continue
        kind=-E
        [ "$list" = globs ] || kind=-Fx
        git -c core.quotePath=false diff-tree --root -m -r -t --no-commit-id --name-only --no-renames HEAD \
            2>/dev/null | LC_ALL=C grep -q "$kind" -f "$seen/$list" 2>/dev/null && return 0
    done
    return 1
}}

# A rebase moves through many commits and tells post-rewrite in the end; a bisect moves no branch.
in_between() {{
    [ -d "$own/rebase-merge" ] || [ -d "$own/rebase-apply" ] || [ -f "$own/BISECT_START" ]
}}

being_copied() {{
    [ -f "$own/CHERRY_PICK_HEAD" ] || [ -f "$own/REVERT_HEAD" ] || [ -f "$own/MERGE_HEAD" ] || in_between
}}

case $hook in
prepare-commit-msg)
    case ${{2-}} in '' | template) ;; *) exit 0 ;; esac
    being_copied && exit 0
    journal=${{TRACKER_DB:-.tracker/tracker.db}}
    [ -s "$seen/in-progress" ] || on_named_branch || changed "$journal" "$journal-wal" || exit 0
    ;;
commit-msg)
    names_items -- "$1" || changed || exit 0
    ;;
post-commit)
    in_between && exit 0
    git cat-file commit HEAD 2>/dev/null | names_items || changed || touched || exit 0
    ;;
post-checkout)
    [ "${{3-}}" = 1 ] || exit 0
    in_between && exit 0
    [ "$1" != "$2" ] || on_named_branch || changed || exit 0
    ;;
post-merge)
    in_between && exit 0
    ;;
esac

# -P: a folder of the repository that is called tracker is not to be run in our place.
start='
try:
    from tracker.cli.entry import main
except ImportError:
    raise SystemExit(0)
main()
'
if [ -x "$python" ]; then
    "$python" -P -c "$start" hook run $strict -- "$hook" "$@"
elif command -v tracker >/dev/null 2>&1; then
    tracker hook run $strict -- "$hook" "$@"
fi
[ $? -ne {REFUSED} ] || [ -z "$strict" ] || exit 1
exit 0
"""
