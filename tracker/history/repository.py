"""Git, called so that a repository nobody vouched for cannot make it run anything.

A repository brings its own configuration, and git obeys it: file monitors, hooks, pagers, diff drivers,
signature programs, and transports of a partial clone are commands of the repository's author. Only
subcommands that read objects and refs are used, with every such setting overruled, and what a repository
names (a branch may be called `--output=pwn`) is passed as a validated sha or a full ref name, never as an
option.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from subprocess import DEVNULL, Popen
from subprocess import PIPE as PIPED
from tempfile import TemporaryFile
from typing import IO, Any

from tracker.domain.text import clean
from tracker.errors import HistoryError
from tracker.history.layout import SHA, Layout

_OVERRULED = (
    "advice.graftFileDeprecated=false",  # said of any graft file, the empty one that is given below too
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.askPass=",
    "core.quotePath=false",
    "core.alternateRefsCommand=",
    "credential.helper=",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "log.showSignature=false",
    "log.follow=false",
    "diff.external=",
    "protocol.allow=never",
    "color.ui=false",
    "submodule.recurse=false",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_FLUSH": "0",  # otherwise git flushes a pipe after every commit, which takes far longer
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_INHERITED = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIFF_OPTS",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
"""What git tells its hooks of the repository they run in, what would send us to another one, and what would
make patches and paths mean something else."""

PIPE = 1 << 20
"""Bytes that a pipe holds at the most, where nobody but the user of a system may ask for more."""
_spawning = threading.Lock()

Input = Iterable[str] | BufferedReader
"""Lines for a command to read, or the output of another one."""


class Repository:
    """One repository, read by short-lived git processes; nothing is held open between calls."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._found: set[str] = set()
        """Commits that git was seen to have."""

    def text(self, *arguments: str, stdin: Input = ()) -> str:
        """Return what a git command prints, its lines fed from `stdin`; raises HistoryError when it fails."""
        status, out, error = self._run(arguments, stdin)
        if status:
            raise failure(error)
        return out

    def lines(self, *arguments: str, stdin: Input = ()) -> list[str]:
        """Return the lines that a git command prints; raises HistoryError when it fails.

        Only a newline ends one: the name of a branch may hold everything else that Python takes for an end.
        """
        out = self.text(*arguments, stdin=stdin).removesuffix("\n")
        return out.split("\n") if out else []

    def answer(self, *arguments: str) -> bool:
        """Return the yes or no of a command that answers by its status 0 or 1; raises HistoryError."""
        status, _, error = self._run(arguments, ())
        if status not in (0, 1):
            raise failure(error)
        return status == 0

    def process(self, *arguments: str, stdin: Input = ()) -> Any:
        """Start a git command and return GitPython's handle of it, to be kept until its output is read."""
        with _input(stdin) as file:
            return self._spawn(arguments, _OVERRULED, istream=file, as_process=True)

    def begin(self, *arguments: str) -> Popen[bytes]:
        """Start a git command before GitPython is there, which takes as long to load as git to find a lot.

        Nothing is fed to it, and what it complains of is not kept. Raises HistoryError where there is no git.
        """
        inherited = {name: value for name, value in os.environ.items() if name not in _INHERITED}
        try:
            return Popen(
                _command(arguments, _OVERRULED),
                cwd=self.layout.root,
                env=inherited | _ENVIRONMENT,
                stdin=DEVNULL,
                stdout=PIPED,
                stderr=DEVNULL,
            )
        except OSError as error:
            raise _no_git() from error

    def resolve(self, revision: str) -> str | None:
        """Return the sha of the commit that `revision` names, or None when it names none.

        Raises HistoryError when git cannot read the repository.
        """
        if not revision or revision.startswith("-") or "\0" in revision or "\n" in revision:
            return None
        status, out, error = self._run(
            ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"), ()
        )
        if status and error:
            known = (
                "unknown revision",
                "ambiguous",
                "Needed a single revision",
                "bad revision",
                "expected commit",
            )
            if not any(text in error for text in known):
                raise failure(error)
        sha = out.strip()
        return sha if not status and SHA.fullmatch(sha) else None

    def existing(self, shas: Iterable[str]) -> set[str]:
        """Return those of the shas that name commits which git still has; raises HistoryError.

        What it has it is not asked for again.
        """
        wanted = set(shas)
        if asked := sorted(wanted - self._found):
            lines = self.lines("cat-file", "--batch-check=%(objectname) %(objecttype)", stdin=asked)
            self._found.update(line.partition(" ")[0] for line in lines if line.endswith(" commit"))
        return wanted & self._found

    def head_ref(self) -> str | None:
        """Return the full name of the ref that HEAD stands for, or None when it is detached."""
        status, out, error = self._run(("symbolic-ref", "--quiet", "HEAD"), ())
        if status > 1:
            raise failure(error)
        return out.strip() or None

    def hooks_folder(self) -> Path:
        """Return the folder git takes hooks from, as `core.hooksPath` says; nothing in it runs.

        Raises HistoryError.
        """
        overruled = [setting for setting in _OVERRULED if not setting.startswith("core.hooksPath=")]
        status, out, error = self._run(("rev-parse", "--git-path", "hooks"), (), overruled)
        if status:
            raise failure(error)
        return self.layout.root / out.removesuffix("\n")

    def _run(
        self, arguments: Sequence[str], stdin: Input, overruled: Sequence[str] = _OVERRULED
    ) -> tuple[int, str, str]:
        with _input(stdin) as file:
            status, out, error = self._spawn(
                arguments,
                overruled,
                istream=file,
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
            )
        return status, out.decode("utf-8", "replace"), error

    def _spawn(self, arguments: Sequence[str], overruled: Sequence[str], **options: Any) -> Any:
        command = _command(arguments, overruled)
        with _spawning, _own_environment():
            try:
                from git.cmd import Git

                return Git(str(self.layout.root)).execute(command, env=_ENVIRONMENT, shell=False, **options)
            except (ImportError, FileNotFoundError) as error:
                raise _no_git() from error


def _command(arguments: Sequence[str], overruled: Sequence[str]) -> list[str]:
    return ["git", "--no-pager", *(part for setting in overruled for part in ("-c", setting)), *arguments]


def _no_git() -> HistoryError:
    return HistoryError("git cannot be run", hint="install git 2.30 or later and put it on PATH")


def failure(error: str) -> HistoryError:
    """Return git's own message as an error, its advice as the hint."""
    lines = [line for line in clean(error).strip().splitlines() if line.strip()]
    fatal = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[0] if lines else "")
    message = fatal.removeprefix("fatal:").removeprefix("error:").strip() or "git failed without a message"
    advice = [line.strip() for line in lines if line is not fatal and line.strip()]
    return HistoryError(f"git: {message}", hint="\n".join(advice) or None)


def failure_told(errors: Iterable[bytes]) -> HistoryError:
    """Return as an error what `draining` collected, once it has ended."""
    return failure(b"".join(errors).decode("utf-8", "replace"))


@contextmanager
def draining(process: Any) -> Iterator[list[bytes]]:
    """Collect what a process writes to stderr while its output is read, and end the process on the way out.

    Unread, 64 KiB of warnings would block git for good.
    """
    errors: list[bytes] = []
    drain = threading.Thread(target=lambda: errors.append(process.stderr.read()), daemon=True)
    drain.start()
    try:
        yield errors
    finally:
        process.stdout.close()
        if process.proc.poll() is None:
            process.proc.kill()
        process.proc.wait()
        drain.join()
        process.stderr.close()


def widen(pipe: IO[bytes]) -> None:
    """Let git run ahead while Python does something else, as far as the system allows."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE)


@contextmanager
def _input(lines: Input) -> Iterator[IO[bytes]]:
    """The input of a command: a file, because a pipe that both sides fill would deadlock."""
    if isinstance(lines, BufferedReader):
        yield lines
        return
    with TemporaryFile() as file:
        file.writelines(f"{line}\n".encode() for line in lines)
        file.seek(0)
        yield file


@contextmanager
def _own_environment() -> Iterator[None]:
    """Take out of the environment, while a process starts, what would make git read another repository."""
    inherited = {name: os.environ.pop(name) for name in _INHERITED if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(inherited)
