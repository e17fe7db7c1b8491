"""`tracker completion`: the shell completion script."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from tracker.cli.command import command
from tracker.cli.output import echo
from tracker.errors import UsageError


@command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell, item ids and queries included.

    \b
    bash: eval "$(tracker completion bash)"
    zsh:  eval "$(tracker completion zsh)"
    fish: tracker completion fish | source
    """
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"no completion for {shell}")
    root = context.find_root().command
    echo(found(root, {}, "tracker", "_TRACKER_COMPLETE").source())
