"""`tracker config`: show and change the user's own settings, as `git config` does for git's."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import click

from tracker.cli.command import TrackerCommand, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, Column, echo, echo_json, say, table
from tracker.cli.own_settings import InForce, checked, checked_settings, in_force, in_force_of, known_bindings
from tracker.cli.querying import QueryCommand
from tracker.cli.registry import COMMANDS
from tracker.domain.text import counted, did_you_mean
from tracker.errors import UsageError
from tracker.planfile.problem import Problem
from tracker.settings.errors import SettingsError
from tracker.settings.names import KEYS, PLAIN
from tracker.settings.parsing import parse_value, shown_value
from tracker.settings.reading import Reading, read_settings

_PLACES = (Column(), Column(flexes=True), Column())


class ConfigGroup(TrackerCommand, click.Group):
    """A group that is a command by itself, with the options of one."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


def complete_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a setting."""
    names = [*PLAIN, *(f"filters.{name}" for name in ctx.ensure_object(CliContext).settings().filters)]
    if incomplete.startswith(f"{KEYS}."):
        names += [f"{KEYS}.{id_}" for id_ in known_bindings()]
    return [name for name in [*names, f"{KEYS}."] if name.startswith(incomplete)]


name_argument = click.argument("name", metavar="KEY", shell_complete=complete_names)


@click.group("config", cls=ConfigGroup, invoke_without_command=True, short_help=COMMANDS["config"].help)
@json_option
@click.pass_context
def config_command(ctx: click.Context, as_json: bool) -> int:
    """Show your settings: the file, what is in force, and where each comes from.

    KEY is theme, actor, color, board.grouping, board.folded, board.detail, keys.ID or filters.NAME.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    context = ctx.ensure_object(CliContext)
    reading = checked_settings(context)
    found = list(in_force(context, reading))
    if as_json:
        echo_json(
            {
                "schema": 1,
                "path": str(reading.path),
                "exists": reading.text is not None,
                "settings": [_document(each) for each in found],
                "problems": [str(problem) for problem in reading.problems],
            }
        )
        return 0
    echo(f"{reading.name}{'' if reading.text is not None or reading.problems else ' (not there yet)'}")
    rows = [
        [Cell(each.name, bold=True), Cell(shown_value(each.value)), Cell(each.source, dim=True)]
        for each in found
    ]
    echo(["", *table(_PLACES, rows)])
    _tell(reading.problems)
    return 0


@config_command.command("get", cls=TrackerCommand, short_help="Print one setting.")
@name_argument
@json_option
@click.pass_obj
def get_command(context: CliContext, name: str, as_json: bool) -> int:
    """Print the value of KEY that is in force. Exits 1 where it has none."""
    reading = context.read_settings()
    reading.has(name)  # which refuses a name that there is not
    table_name, _, entry = name.partition(".")
    reading.require(table_name, *([entry] if entry else []))
    found = in_force_of(name, context, reading)
    if table_name == KEYS and found.value is None:
        raise UsageError(f"nothing is called {entry}{did_you_mean(entry, known_bindings())}")
    if as_json:
        echo_json({"schema": 1, **_document(found)})
    elif found.value is not None:
        echo(shown_value(found.value))
    return 1 if found.value is None else 0


@config_command.command("set", cls=QueryCommand, short_help="Set one.")
@name_argument
@click.argument("value", nargs=-1, required=True)
@click.pass_obj
def set_command(context: CliContext, name: str, value: tuple[str, ...]) -> int:
    """Set KEY to VALUE in your settings file, which keeps its comments and order.

    Keys of the app may be several: tracker config set keys.board.down down j
    """
    from tracker.settings.writing import own_file, set_value

    set_value(own_file(), name, _parsed(name, value), checked)
    say(f"set {name} to {shown_value(in_force_of(name, context, _again(context)).value)}")
    return 0


@config_command.command("unset", cls=TrackerCommand, short_help="Take one out.")
@name_argument
@click.pass_obj
def unset_command(context: CliContext, name: str) -> int:
    """Take KEY out of your settings file. Exits 1 where it is not set there."""
    from tracker.settings.writing import own_file, unset

    if unset(own_file(), name):
        say(f"took {name} out")
        return 0
    say(f"{name} is not set")
    return 1


@config_command.command("path", cls=TrackerCommand, short_help="Print where the file lies.")
@json_option
@click.pass_obj
def path_command(context: CliContext, as_json: bool) -> int:
    """Print the path of your settings file, which need not be there."""
    from tracker.settings.writing import own_file

    path = own_file()
    if as_json:
        echo_json({"schema": 1, "path": str(path), "exists": path.exists()})
    else:
        echo(str(path))
    return 0


@config_command.command("check", cls=TrackerCommand, short_help="Look the file over.")
@json_option
@click.pass_obj
def check_command(context: CliContext, as_json: bool) -> int:
    """Say everything that is wrong with your settings file. Exits 2 when something is."""
    reading = checked_settings(context)
    if as_json:
        problems = [
            {"line": each.line, "column": each.column, "message": each.message} for each in reading.problems
        ]
        echo_json({"schema": 1, "path": str(reading.path), "ok": not problems, "problems": problems})
    elif not reading.problems:
        said = "is sound" if reading.text is not None else "is not there, which is sound"
        say(f"{reading.name}: {said}")
    else:
        _tell(reading.problems)
    return SettingsError.exit_code if reading.problems else 0


@config_command.command("edit", cls=TrackerCommand, short_help="Open the file in your editor.")
@click.pass_obj
def edit_command(context: CliContext) -> int:
    """Open your settings file in $VISUAL or $EDITOR, then look it over. Where there is none it begins with
    every setting as a comment. Exits 2 when something is wrong with what was written.
    """
    from tracker.settings.writing import own_file

    path = own_file()
    _make(path)
    _edit(path)
    problems = checked(read_settings(path)).problems
    _tell(problems)
    return SettingsError.exit_code if problems else 0


@config_command.command("keys", cls=TrackerCommand, short_help="List what keys do in the app.")
@json_option
@click.pass_obj
def keys_command(context: CliContext, as_json: bool) -> int:
    """List everything that keys do in the app by its id, for keys.ID; what you changed is marked with *."""
    own = checked_settings(context).settings.keys
    known = known_bindings()
    if as_json:
        bindings = [
            {"id": id_, "keys": list(own.get(id_, bound.keys)), "does": bound.does, "changed": id_ in own}
            for id_, bound in known.items()
        ]
        echo_json({"schema": 1, "bindings": bindings})
        return 0
    rows = [
        [
            Cell("*" if id_ in own else " ", "yellow"),
            Cell(id_, bold=True),
            Cell(_key_names(own.get(id_, bound.keys)), "yellow" if id_ in own else None),
            Cell(bound.does),
        ]
        for id_, bound in known.items()
    ]
    echo(table((Column(), Column(), Column(), Column(flexes=True)), rows))
    return 0


def _document(found: InForce) -> dict[str, object]:
    value = list(found.value) if isinstance(found.value, tuple) else found.value
    return {"key": found.name, "value": value, "source": found.source}


def _parsed(name: str, words: tuple[str, ...]) -> str | bool | list[str]:
    Reading().has(name)  # which refuses a name that there is not
    value = parse_value(name, words)
    return value if isinstance(value, (str, bool)) else list(value)


def _again(context: CliContext) -> Reading:
    """The settings as they are after they were written."""
    context.forget_settings()
    return context.read_settings()


def _key_names(keys: tuple[str, ...]) -> str:
    from screens.key_names import key_name

    return " ".join(map(key_name, keys))


def _make(path: Path) -> None:
    """Write the file with every setting as a comment where there is none."""
    from tracker.files import make_private, write_atomically
    from tracker.settings.template import TEMPLATE

    if path.exists() or path.is_symlink():
        return
    try:
        make_private(path.parent)
        write_atomically(path, TEMPLATE.encode())
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written: {error.strerror}") from None


def _edit(path: Path) -> None:
    written = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        command = shlex.split(written) or ["vi"]
        ended = subprocess.run([*command, str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        raise UsageError(f"{written} cannot be started: {error}", hint="set VISUAL or EDITOR") from None
    if ended:
        raise UsageError(f"{written} ended with {ended}")


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        say(str(problem))
    if problems:
        say(f"{counted(len(problems), 'problem')}; what is sound holds all the same")
