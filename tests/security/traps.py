"""A configuration in which every command that git can be made to run leaves a file behind when it runs."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

COMMANDS = (
    *("core.fsmonitor", "core.pager", "core.editor", "core.askPass", "core.sshCommand", "core.gitProxy"),
    *("core.alternateRefsCommand", "pager.log", "pager.config", "pager.branch", "pager.diff", "pager.show"),
    *("diff.external", "diff.evil.command", "diff.evil.textconv", "merge.evil.driver"),
    *("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "interactive.diffFilter"),
    *("gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program"),
    *("gpg.ssh.defaultKeyCommand", "credential.helper", "sequence.editor", "trailer.evil.command"),
    *("trailer.evil.cmd", "remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.vcs"),
    *(
        "uploadpack.packObjectsHook",
        "sendemail.smtpserver",
        "browser.evil.cmd",
        "web.browser",
        "man.evil.cmd",
    ),
    *("core.hooksPath", "difftool.evil.cmd", "mergetool.evil.cmd", "instaweb.httpd", "submodule.sub.update"),
)
"""Settings whose value git runs, or looks for programs in."""
ALIASES = (
    *("cat-file", "check-ref-format", "config", "diff-tree", "for-each-ref", "log", "ls-tree", "merge-base"),
    *("patch-id", "rev-list", "rev-parse", "status", "symbolic-ref", "update-ref"),
)
"""The subcommands that are used, each with an alias of its name."""
VERBATIM = """
[core]
    worktree = {elsewhere}
    repositoryFormatVersion = 1
[extensions]
    partialClone = origin
{extension}
[remote "origin"]
    url = ext::{trap}/remote.url
    promisor = true
    fetch = +refs/heads/*:refs/remotes/origin/*
[url "ext::{trap}/url "]
    insteadOf = https://
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[log]
    showSignature = true
[status]
    submoduleSummary = true
[diff]
    submodule = diff
    noprefix = true
[submodule]
    recurse = true
[fetch]
    recurseSubmodules = true
[commit]
    gpgSign = true
"""
HOOKS = (
    *("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction", "post-commit"),
    *("prepare-commit-msg", "commit-msg", "pre-commit", "fsmonitor-watchman", "post-merge", "post-rewrite"),
)
ATTRIBUTES = "* diff=evil filter=evil merge=evil\n"
MODULES = '[submodule "sub"]\n\tpath = sub\n\turl = ext::{trap}/modules\n\tupdate = !{trap}/modules.update\n'


@dataclass(frozen=True)
class Traps:
    """Scripts, one for each way to be run; each leaves a file of its name in `sprung`."""

    folder: Path
    sprung: Path

    def path(self, name: str) -> Path:
        """Return the script of this name, made when it is asked for first."""
        script = self.folder / name
        if not script.exists():
            who = f"tr '\\0' ' ' </proc/$PPID/cmdline >'{self.sprung}/{name}' 2>/dev/null"
            script.write_text(f"#!/bin/sh\n: >'{self.sprung}/{name}'\n{who}\ncat 2>/dev/null\nexit 1\n")
            script.chmod(0o755)
        return script

    def ran(self) -> list[str]:
        """Return the names of the scripts that were run."""
        return sorted(path.name for path in self.sprung.iterdir())

    def callers(self) -> list[str]:
        """Return the commands that ran them, where the system tells."""
        return [path.read_text() for path in self.sprung.iterdir()]

    def reset(self) -> None:
        """Forget what was run."""
        for path in self.sprung.iterdir():
            path.unlink()


def set_traps(folder: Path) -> Traps:
    """Make the folders that the traps need below `folder`."""
    traps = Traps(folder / "traps", folder / "sprung")
    for made in (traps.folder, traps.sprung, folder / "elsewhere", folder / "evil-hooks"):
        made.mkdir()
    for hook in HOOKS:
        (folder / "evil-hooks" / hook).symlink_to(traps.path(f"hook.{hook}"))
    return traps


def hostile_config(traps: Traps, *, worktree: bool = False) -> str:
    """Return the text of a configuration that sets all of COMMANDS, ALIASES and VERBATIM."""
    lines = []
    for name in COMMANDS:
        *section, key = name.split(".")
        head = section[0] if len(section) == 1 else f'{section[0]} "{".".join(section[1:])}"'
        value = traps.folder.parent / "evil-hooks" if name == "core.hooksPath" else traps.path(name)
        lines.append(f"[{head}]\n\t{key} = {value}\n")
    lines += [f"[alias]\n\t{name} = !{traps.path(f'alias.{name}')}\n" for name in ALIASES]
    extension = "    worktreeConfig = true" if worktree else ""
    elsewhere = traps.folder.parent / "elsewhere"
    return "".join(lines) + VERBATIM.format(trap=traps.folder, elsewhere=elsewhere, extension=extension)


def place_config(root: Path, traps: Traps, where: str) -> None:
    """Put the configuration into a repository: local, worktree, include or includeIf."""
    config = root / ".git" / "config"
    before = config.read_text()
    if where == "local":
        config.write_text(before + hostile_config(traps))
    elif where == "worktree":
        config.write_text(
            f"{before}[core]\nrepositoryFormatVersion = 1\n[extensions]\nworktreeConfig = true\n"
        )
        (root / ".git" / "config.worktree").write_text(hostile_config(traps, worktree=True))
    else:
        (root / "evil.gitconfig").write_text(hostile_config(traps))
        section = "[include]" if where == "include" else '[includeIf "gitdir:/**"]'
        config.write_text(f"{before}{section}\n\tpath = ../evil.gitconfig\n")


def plain_git(root: Path, *arguments: str) -> str:
    """Run git as it is, obeying every setting; return what it printed, whatever it ended with."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    return done.stdout.decode("utf-8", "replace").strip()
