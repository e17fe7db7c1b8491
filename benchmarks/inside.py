"""One command with a stopwatch in it: the program that `profiling` runs, in a process of its own.

Each moment of processor time belongs to one part: the innermost of imports and marked functions that is at
work then. Nothing is imported here that Python has not loaded anyway, as that would be seen in the figures.
"""

import time

BEGUN = time.process_time()

import builtins  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

TYPE_CHECKING = False  # typing's own would load typing
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

PARTS: "dict[str, dict[str, tuple[str, ...]]]" = {
    "plan": {
        "tracker.planfile.load": ("load_plan",),
        "tracker.service.workspace": ("find_workspace", "locate_plan"),
    },
    "store": {
        "tracker.store.snapshot": ("read_snapshot", "change_token"),
        "tracker.store.journal": ("Journal.__enter__", "Journal.__exit__", "Journal.write"),
        "tracker.store.transaction": (
            *("Transaction.append", "Transaction.save_scan"),
            *("Transaction.replace_stale", "Transaction.replace_drift"),
        ),
    },
    "work": {"click.core": ("Command.invoke",), "tracker.domain.board": ("build_board",)},
    "output": {
        "tracker.cli.output": ("echo", "echo_json", "say"),
        "tracker.cli.streams": ("write", "flush"),
        "tracker.cli.cards": ("card_table",),
        "tracker.exporters.documents": ("list_document", "status_document", "item_document"),
    },
    "imports": {"importlib": ("import_module",)},
}
"""Functions that begin a part, by module."""


class Stopwatch:
    """Seconds of processor time by part."""

    def __init__(self) -> None:
        self.spent = {"interpreter": BEGUN}
        self._last = BEGUN
        self._stack = ["rest"]

    def enter(self, part: str) -> None:
        """Begin a part within the one that is at work."""
        self._count()
        self._stack.append(part)

    def leave(self) -> None:
        """Go back to the part around it."""
        self._count()
        self._stack.pop()

    def _count(self) -> None:
        now, part = time.process_time(), self._stack[-1]
        self.spent[part] = self.spent.get(part, 0.0) + now - self._last
        self._last = now

    def timed(self, part: str, function: "Callable[..., Any]") -> "Callable[..., Any]":
        """Return the function as a part."""

        def run(*args: object, **named: object) -> object:
            self.enter(part)
            try:
                return function(*args, **named)
            finally:
                self.leave()
                self.mark()

        return run

    def mark(self) -> None:
        """Mark the functions of modules that have been loaded by now."""
        for (module, name), part in list(_UNMARKED.items()):
            owner: Any = sys.modules.get(module)
            *path, last = name.split(".")
            for step in path:
                owner = getattr(owner, step, None)
            function = getattr(owner, last, None)
            if function is not None:
                setattr(owner, last, self.timed(part, function))
                del _UNMARKED[module, name]


_UNMARKED = {
    (module, name): part
    for part, modules in PARTS.items()
    for module, names in modules.items()
    for name in names
}


def package_of(name: str, level: int, around: str) -> str:
    """Return the package that an import is counted for: its first name, of ours the first two."""
    whole = f"{around}.{name}" if level else name
    first, _, rest = whole.partition(".")
    return f"{first}.{rest.partition('.')[0]}" if first == "tracker" and rest else first


def main() -> None:
    watch = Stopwatch()
    original, leave = builtins.__import__, os._exit

    def imported(
        name: str, globals: "Any" = None, locals: "Any" = None, fromlist: "Any" = (), level: int = 0
    ) -> object:
        watch.enter(f"imports {package_of(name, level, (globals or {}).get('__package__') or '')}")
        known = len(sys.modules)
        try:
            return original(name, globals, locals, fromlist, level)
        finally:
            watch.leave()
            if len(sys.modules) != known:
                watch.mark()

    def told(code: int) -> None:
        watch.enter("rest")
        builtins.__import__ = original
        import resource

        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        watch.spent["git"] = children.ru_utime + children.ru_stime
        with open(os.environ["BENCHMARK_TOLD"], "w") as file:
            file.writelines(f"{seconds:.9f} {part}\n" for part, seconds in watch.spent.items())
        leave(code)

    builtins.__import__ = imported  # type: ignore[assignment]
    os._exit = told  # type: ignore[assignment]
    sys.argv[0] = "tracker"
    from tracker.cli.entry import main as tracker

    tracker()


if __name__ == "__main__":
    main()
