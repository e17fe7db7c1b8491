"""The command classes: lazily loaded, all with the same common options, before or after their name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import click

from tracker.cli.context import CliContext
from tracker.cli.registry import COMMANDS, READING, SECTIONS
from tracker.domain.text import nearest

_COMMON: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("--plan",), {"metavar": "FILE|ID", "help": "The plan to work on (TRACKER_PLAN)."}),
    (("--db",), {"metavar": "PATH", "help": "The journal's database (TRACKER_DB)."}),
    (("--as", "actor"), {"metavar": "NAME", "help": "Who acts (TRACKER_ACTOR; default git's user.name)."}),
    (
        ("--color",),
        {
            "type": click.Choice(["auto", "always", "never"]),
            "help": "Colours; auto obeys NO_COLOR.",
        },
    ),
    (("--debug",), {"is_flag": True, "default": None, "help": "Show a traceback when something fails."}),
)


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None and parameter.name:
        setattr(context.ensure_object(CliContext), parameter.name, value)


def common_options() -> list[click.Option]:
    """Return fresh copies of the options that every command takes."""
    return [
        click.Option(names, expose_value=False, callback=_remember, **settings) for names, settings in _COMMON
    ]


class TrackerCommand(click.Command):
    """A command that also takes the common options, listed apart in its help."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.extend(common_options())

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; one that only reads refuses a database that was named and is not there."""
        if self.name in READING:
            ctx.ensure_object(CliContext).require_named_database()
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then the common ones."""
        common = {names[-1].lstrip("-") for names, _ in _COMMON} | {"help"}
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [(option, option.get_help_record(ctx)) for option in options]
        for title, wanted in (("Options", False), ("Common options", True)):
            listed = [row for option, row in rows if row and (option.name in common) is wanted]
            if listed:
                with formatter.section(title):
                    formatter.write_dl(listed)


class TrackerGroup(click.Group):
    """The top command: finds subcommands in the registry and imports only the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"tracker.cli.commands.{entry.module}")
        command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = nearest(args[0], COMMANDS)
            hint = f" Did you mean {near}?" if near else " See tracker --help."
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, from the registry alone."""
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry.help) for name, entry in entries.items()])


def command(
    name: str, cls: type[TrackerCommand] = TrackerCommand
) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a command; its short help is the registry's, its long help the function's docstring."""
    return click.command(name, cls=cls, short_help=COMMANDS[name].help)


def ids_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument for one or more item ids."""
    return click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete_ids)(
        function
    )


def complete_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> Sequence[str]:
    """Complete an item id of the plan at hand; silent where there is none."""
    from tracker.errors import TrackerError

    try:
        items = ctx.ensure_object(CliContext).tracker().plan.items
    except TrackerError:
        return []
    return [item.id for item in items if item.id.startswith(incomplete.upper())]


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON with documented keys.")
