"""A house style of one's own: a report written by a Jinja template over the documented JSON.

A template is code of the user's choosing, but it may have come with a repository, so it is run as a
stranger's: in Jinja's sandbox, with plain values alone, and with no file to reach but templates of its own
folder. What a sandbox cannot stop (endless loops, huge strings) is bounded by running it in a process of its
own; see `template_process`.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import UsageError
from tracker.exporters.markdown_text import code, text

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST_TEMPLATE = 1_000_000
"""Bytes."""
_MARKUP = (".html", ".htm", ".xhtml", ".xml", ".svg")
_JINJA = (".j2", ".jinja", ".jinja2")


def render_template(path: Path, values: Mapping[str, Any]) -> str:
    """Return what the template at `path` makes of plain values; raises UsageError with file and line.

    What it names without there being such a value is an error. In HTML, XML and SVG (by the suffix, before a
    `.j2` or `.jinja`) values are escaped unless it says `|safe`; for Markdown there are the filters `md` and
    `mdcode`.
    """
    from jinja2 import TemplateError

    folder = path.resolve().parent
    try:
        written = _environment(folder).get_template(path.resolve().name).render(values)
    except UsageError:
        raise
    except TemplateError as error:
        raise UsageError(_located(error, folder, path)) from None
    except RecursionError:
        raise UsageError(f"{path}: the template calls itself without end, or is nested too deep") from None
    except MemoryError:
        raise UsageError(f"{path}: the template needs too much memory") from None
    except Exception as error:
        # Whatever a template does with plain values (divide by zero, sort the unsortable) is its own error.
        raise UsageError(_located(error, folder, path)) from None
    return written if written.endswith("\n") else f"{written}\n"


def is_markup(name: str) -> bool:
    """Tell whether values are escaped for HTML in a template of this name."""
    plain = name.lower()
    for suffix in _JINJA:
        plain = plain.removesuffix(suffix)
    return plain.endswith(_MARKUP)


def _environment(folder: Path) -> Environment:
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def escapes(name: str | None) -> bool:
        return is_markup(name or "")

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: _source(folder, name)),
        undefined=StrictUndefined,
        autoescape=escapes,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=50,
    )
    environment.filters |= {"md": _filter(text), "mdcode": _filter(code)}
    return environment


def _filter(escape: Callable[[str], str]) -> Callable[[object], str]:
    return lambda value: "" if value is None else escape(str(value))


def _source(folder: Path, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """The text of a template of the folder, links included only where they stay in it."""
    if "\0" in name:
        return None
    path = (folder / name).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_TEMPLATE + 1)
        if len(data) > LONGEST_TEMPLATE:
            raise UsageError(f"{path.name} is no template: it is longer than {LONGEST_TEMPLATE:,} bytes")
        return data.decode("utf-8-sig"), str(path), lambda: True
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} cannot be read as a template: it is not UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read: {error.strerror or error}") from None


def _located(error: Exception, folder: Path, path: Path) -> str:
    """The error with the innermost line of a template that it came from."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    place = str(path)
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).parent == folder and frame.lineno:
            place = f"{_shown(frame.filename, folder, path)}:{frame.lineno}"
    if isinstance(error, TemplateSyntaxError):
        place = f"{_shown(error.filename or str(path), folder, path)}:{error.lineno}"
    if isinstance(error, TemplateNotFound):
        return f"{place}: there is no template {str(error)!r} in the folder of this one"
    return f"{place}: {error}"


def _shown(filename: str, folder: Path, path: Path) -> str:
    """A template's file as the user would name it."""
    found = Path(filename)
    return str(path.parent / found.relative_to(folder)) if found.is_relative_to(folder) else filename
