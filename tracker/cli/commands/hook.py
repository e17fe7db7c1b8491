"""`tracker hook`: let git's hooks keep the plan in step with the commits."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.command import TrackerCommand, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, Column, echo, echo_json, say, table
from tracker.cli.registry import COMMANDS
from tracker.domain.text import one_line

if TYPE_CHECKING:
    from tracker.history.hooks import HookChange
    from tracker.service.hooks.runs import HookOutcome

_REFUSED = 5
"""What the script behind the hooks takes for a refusal; everything else it passes over."""
_GO_ON = "mend the message with git commit -e -F .git/COMMIT_EDITMSG, or commit with --no-verify"

shared_option = click.option(
    "--shared", is_flag=True, help="Also where core.hooksPath leads out of the repository."
)


@click.group("hook", short_help=COMMANDS["hook"].help)
def hook_command() -> None:
    """Let git's hooks keep the plan in step with the commits."""


@hook_command.command("install", cls=TrackerCommand, short_help="Put the hooks in, beside those there are.")
@click.option("--strict", is_flag=True, help="Refuse a commit whose message names items that there are not.")
@shared_option
@click.pass_obj
def install_command(context: CliContext, strict: bool, shared: bool) -> int:
    """Put the hooks in, or renew them. Hooks of others stay and run as before. From then on a commit that
    names items syncs at once, a message that names items which there are not is warned about, and an editor
    offers the trailers for the item at hand.
    """
    from tracker.service.hooks.hooking import install_hooks

    folder, changes = install_hooks(context.workspace(), strict=strict, shared=shared, now=context.now)
    _report(changes)
    if folder.tracked:
        say(f"{folder.path} is the team's: commit the change if all agree; without tracker it does nothing")
    return 0


@hook_command.command("uninstall", cls=TrackerCommand, short_help="Take the hooks out again.")
@shared_option
@click.pass_obj
def uninstall_command(context: CliContext, shared: bool) -> int:
    """Take the hooks out again, and leave everything else in those files byte for byte as it is."""
    from tracker.service.hooks.hooking import uninstall_hooks

    changes = uninstall_hooks(context.workspace(), shared=shared)
    _report(changes)
    if any(change.what == "left" for change in changes):
        say("other repositories may use what was left, here it does nothing now; --shared takes it out")
    if not changes:
        say("no hooks were installed")
    return 0


@hook_command.command("status", cls=TrackerCommand, short_help="How the hooks stand.")
@json_option
@click.pass_obj
def status_command(context: CliContext, as_json: bool) -> int:
    """Say of each hook whether it is installed, missing, outdated, shadowed (core.hooksPath has moved) or not
    executable. Exits 1 unless all are installed.
    """
    from tracker.service.hooks.hooking import hook_report

    report = hook_report(context.workspace())
    if as_json:
        echo_json(report.document())
    else:
        rows = [
            (Cell(hook.name, bold=True), Cell(hook.state.value), Cell(one_line(str(hook.path)), dim=True))
            for hook in report.hooks
        ]
        echo(table((Column(), Column(), Column(flexes=True)), rows))
        if any(hook.state == "not executable" for hook in report.hooks):
            say("git passes over a hook that is not executable: chmod +x makes it one")
        elif not report.all_installed:
            say("tracker hook install puts them in place")
    return 0 if report.all_installed else 1


@hook_command.command(
    "run", cls=TrackerCommand, hidden=True, context_settings={"ignore_unknown_options": True}
)
@click.option("--strict", is_flag=True, help="Refuse what is warned about otherwise.")
@click.argument("name")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def run_command(context: CliContext, strict: bool, name: str, arguments: tuple[str, ...]) -> int:
    """Do what git calls a hook for. The script that `install` writes calls this."""
    from tracker.service.hooks.runs import run_hook

    try:
        outcome = run_hook(
            context.workspace(),
            name,
            arguments,
            strict=strict,
            person=context.probable_person,
            now=context.now,
        )
    except (Exception, KeyboardInterrupt):  # whatever it is, it is not worth a commit
        if context.debug:
            raise
        return 0
    _tell(outcome)
    return _REFUSED if outcome.refused else 0


def _report(changes: tuple[HookChange, ...]) -> None:
    for change in changes:
        say(f"{change.name}: {change.what}, {change.path}")


def _tell(outcome: HookOutcome) -> None:
    """Write to standard error in whatever encoding it has."""
    lines = [*(f"tracker: {problem}" for problem in outcome.problems), *outcome.moves]
    if outcome.refused:
        lines += ["tracker: the commit was refused", f"  hint: {_GO_ON}"]
    encoding = sys.stderr.encoding or "utf-8"
    for line in lines:
        click.echo(line.encode(encoding, "replace").decode(encoding), err=True)
