"""Files and lines that a text names: `src/db.ts:14-25`, `a.py` (lines 3, 9-12), links with `#L10-L20`.

"3552 lines" is a count and no range; `/api/health` is a route, `response.json()` a call, `example.com` a
host. A path has a folder in it, or a name that ends the way names of files do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import unquote

from tracker.domain.fileref import FileRef, parse_fileref, parse_ranges
from tracker.importers.markdown.inline import Line, stops_inside
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import any_in

Named: TypeAlias = tuple[str, tuple[tuple[int, int], ...]]
"""A path with its lines."""
_EXTENSIONS = """
    adoc asm astro bash bat bicep c cc cfg cjs clj cmake cmd conf config cpp cron cs csproj css csv cxx
        dart db
    dockerfile ejs env erb ex exs fs gemspec go gql gradle graphql groovy h haml hbs hcl hpp hs htm html
        http
    ini ipynb java jinja jinja2 js json json5 jsonc jsx kt kts less lock log lua m md mdx mjs ml mm mod mts
    nginx nix php pid pl plist pm po pp prisma properties props proto ps1 puml py pyi r rake rb rego rs rst
    sass sbt scala scss sh sln sol sql sqlite sum sv svelte svg swift tex tf tfvars toml ts tsv tsx twig txt
    vb vue wsdl xml xsd xsl yaml yml zig zsh
"""
_ENDINGS = frozenset(_EXTENSIONS.split())
_KNOWN = "|".join(sorted(_ENDINGS, key=lambda ending: (-len(ending), ending)))
_NAMED = regex(
    rf"(?:[\w.@+~$*?\[\]()-]+\.(?:{_KNOWN})|(?:Docker|Make|Proc|Rake|Gem|Jenkins|Vagrant|Pip|Brew|"
    rf"Caddy)file(?:\.\w+)?|\.(?:env|gitignore|dockerignore|npmrc|eslintrc|prettierrc|editorconfig|"
    rf"gitattributes|babelrc)(?:\.[\w*-]+)*|CODEOWNERS|LICENSE|go\.mod|go\.sum)",
    re.IGNORECASE,
)
_PATH = regex(r"(?:\./)?[\w.@+~$*?\[\]{}()#-]+(?:/[\w.@+~$*?\[\]{}()#,=-]+)*/?")
_DASH = r"(?:\s*[-–]\s*L?|\s+(?:to|bis|a|à|al|hasta|até|до|do|tot)\s+)"
_LINES = (
    rf"\d{{1,7}}(?:{_DASH}\d{{1,7}})?(?:\s*(?:,|and|und|et|y|e|en|i|и|"
    rf"&)\s*L?\d{{1,7}}(?:{_DASH}\d{{1,7}})?)*"
)
_BARE_RANGE = regex(r"\d+(?:-\d+)?")
_WORD = (
    r"(?:lines?|ll?\.|zeilen?|lignes?|l[ií]neas?|linhas?|righ[ae]|regels?|wiersz\w*|lini[ae]|строк\w*|"
    r"стр\.|行|第)"
)
_COLON = regex(rf":(?:L)?({_LINES})$")
_AFTER = regex(
    rf"^[\s,:]*[(\[（]?\s*(?:comments? on |at |around |~)*{_WORD}\s*:?\s*L?({_LINES})", re.IGNORECASE
)
_AFTER_LETTER = regex(rf"^\s*[(\[]?L({_LINES})(?!\w)")
_AFTER_CJK = regex(r"^\s*[(（]?第?\s*(\d{1,7}(?:\s*[-–~〜至]\s*\d{1,7})?)\s*行")
_BEFORE = regex(rf"{_WORD}\s*L?({_LINES})\s*(?:of|in|von|de|du|del|di|da|van|w|в)\s+$", re.IGNORECASE)
_ONLY_LINES = regex(rf"^\W*(?:{_WORD})?\s*L?({_LINES})\W*$", re.IGNORECASE)
_COMMENT = regex(r"(?://|#|--|/\*|<!--|;|%)\s*(.*)")
_TILDE = regex("[~〜至]")
_QUERY = regex(r"[?#]")
_AND = regex(r"\s*(?:and|und|et|y|e|en|i|и|&)\s*")
_TO = regex(_DASH)
_AFTER_COLON = regex(rf"^:L?({_LINES})(?![\w.])")
_FRAGMENT = regex(r"#L(\d+)(?:-L?(\d+))?$")
_URL = regex(r"^[a-z][a-z0-9+.-]*://|^mailto:|^#|^www\.", re.IGNORECASE)
_REPOSITORY = regex(r"^https?://[^/]+/[^/]+/[^/]+/(?:-/)?(?:blob|tree|src)/[^/]+/(.+)$")
_CALL = regex(r"\(\)|\w\(.*\)$|=>|::|[;=<>|\"'!,\s]|^\$|^@[\w-]+/[\w-]+$")
_BARE = regex(
    r"(?<![\w/@.:`-])((?:(?:[\w.@+-]+/)+[\w.@+\[\]()*-]+|[\w-]+(?:\.[\w-]+)*)"
    rf"\.(?:{_KNOWN}))(?![\w/])"
)
_SIMPLE = regex(
    r"(?P<path>(?:[A-Za-z][\w-]*/)+(?P<name>[A-Za-z][\w-]*)\.(?P<ending>\w+))"
    r"(?::(?P<lines>\d{1,7}(?:-\d{1,7})?))?"
)
"""Nearly every path in code; no rule below would refuse it, and asking them all takes ten times as long."""
_DOTTED = regex(r"\w+(?:\.\w+)+\.\w")
"""`a.b.c` is a name in a program; the only letter after two dots ends no file."""
_LETTER = regex(r"[A-Za-z]")
_FIGURE = regex(r"[\d./]+%?|v\d[\w.]*|\w/\w{1,2}|\d+(\.\d+)*/\d+(\.\d+)*")
"""Numbers, versions and fractions are no paths."""
_BRACKETED = regex(rf"[(\[（]\s*{_WORD}\s*L?({_LINES})\s*[)\]）]", re.IGNORECASE)
_TOPIC = regex(r"(?:^|/)\+(?:/|$)|/#$")
"""A topic of a message broker with its wildcards: `halls/+/doors`, `halls/#`."""
_FIGURES = regex(r"\d")
_LONGEST = 250
_HOSTS = frozenset({"com", "org", "net", "io", "dev", "app"})
_PLATFORMS = "node next vue nuxt express react three d3 chart socket backbone ember alpine"
_PLATFORM_NAMES = frozenset(_PLATFORMS.split())
_PLATFORM = regex(rf"^(?:{_PLATFORMS.replace(' ', '|')})\.(?:js|io)$", re.IGNORECASE)

_MEMBER = regex(
    r"(?:console|logger|winston|math|np|numpy|torch)\.log|(?:process|import\.meta|deno|bun)\.env",
    re.IGNORECASE,
)
"""What programs call, though it ends as names of files do: `console.log`."""


def in_lines(lines: Iterable[Line], *, labelled: bool = False) -> list[FileRef]:
    """Return the files that lines of text name, in order; bare names count where a label asks for files."""
    found: dict[str, list[tuple[int, int]]] = {}
    for line in lines:
        for path, ranges in _of_label(line) if labelled else _of_text(line):
            known = found.setdefault(path, [])
            for each in ranges:
                if each not in known:
                    known.append(each)
    return [FileRef(path, tuple(ranges)) for path, ranges in found.items()]


def merged(refs: Sequence[FileRef]) -> tuple[FileRef, ...]:
    """Return references with those to one path joined; `auth.ts:9` beside `src/auth.ts:9` is that."""
    if len(refs) == 1:
        return (refs[0],)
    found: dict[str, list[tuple[int, int]]] = {}
    for ref in refs:
        known = found.setdefault(ref.path, [])
        known.extend(each for each in ref.lines if each not in known)
    short = [path for path, ranges in found.items() if ranges and _is_short(path, ranges, found)]
    return tuple(FileRef(path, tuple(ranges)) for path, ranges in found.items() if path not in short)


def _is_short(
    path: str, ranges: Sequence[tuple[int, int]], found: Mapping[str, Sequence[tuple[int, int]]]
) -> bool:
    """Whether another path ends in this one and has the same lines."""
    return any(other.endswith(f"/{path}") and set(ranges) <= set(lines) for other, lines in found.items())


def of_statement(
    title: Line | None,
    labelled: Sequence[Line],
    lines: Sequence[Line],
    code: Sequence[str],
    ranges: tuple[tuple[int, int], ...],
) -> tuple[FileRef, ...]:
    """Return the files of a statement: those under a label, else those in its title, `lines` and `code`.

    The one file there is gets the line `ranges`, or those that the text names far from it.
    """
    titled = [title] if title and title.may_name_files else []
    others = [line for line in lines if line.may_name_files]
    if not (titled or others or labelled or code):
        return ()
    known = {id(title), *map(id, labelled)}
    others = [line for line in others if id(line) not in known]
    named, told = in_lines(labelled, labelled=True), in_lines([*titled, *others])
    if named and not told:
        found = tuple(named)
    elif named:
        paths = {ref.path for ref in named}
        found = merged([*named, *(ref for ref in told if ref.path in paths), *in_lines(titled)])
    else:
        found = merged([*told, *[FileRef(path) for path in code]])
    if len(found) == 1 and not found[0].lines:
        far = ranges or next((apart for line in lines if (apart := lines_in(line.text))), ())
        return (FileRef(found[0].path, far),) if far else found
    return found


def of_code(text: str) -> str | None:
    """Return the path that the first line of a piece of code names in a comment, or None."""
    first = text.lstrip().split("\n", 1)[0][:300]
    comment = _COMMENT.match(first)
    if not comment:
        return None
    named = _BARE.search(comment[1])
    return named[1] if named and _is_path(named[1], strict=True) else None


def lines_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return the lines a text names by themselves, in brackets: `in loops (lines 162-172, 241-251)`."""
    found = _BRACKETED.search(text) if any_in("([（", text) and _FIGURES.search(text) else None
    return _ranges(found[1]) if found else ()


def ranges_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return the lines a cell of a column of lines states: `14-25, 31`, `L31`, `line 31`."""
    found = _ONLY_LINES.match(text.strip())
    return _ranges(found[1]) if found else ()


@remembered
def _of_label(line: Line) -> Sequence[Named]:
    return list(_named(line, True)) if line.may_name_files else ()


@remembered
def _of_text(line: Line) -> Sequence[Named]:
    return list(_named(line, False)) if line.may_name_files else ()


def _named(line: Line, labelled: bool) -> Iterator[Named]:
    spans = line.spans
    for at, span in enumerate(spans):
        if not (span.href or span.code or stops_inside(span.text)):
            continue
        before = "".join([each.text for each in spans[:at]])[-80:] if at else ""
        after = "".join([each.text for each in spans[at + 1 :]])[:200] if span is not spans[-1] else ""
        if span.href and (link := _linked(span.href)):
            shown = _read(span.text.strip("`"), before, after, True) if not link[1] else None
            yield (link[0], shown[1] if shown else link[1])
        elif span.code:
            if read := _read(span.text.strip(), before, after, labelled):
                yield read
        else:
            yield from _bare(span.text, before, after, labelled)


def _bare(text: str, before: str, after: str, labelled: bool) -> Iterator[Named]:
    for found in _BARE.finditer(text):
        if "/" not in found[1] and not labelled and text[found.end() : found.end() + 1] != ":":
            continue
        tail = text[found.end() :] + after
        if read := _read(found[1], before + text[: found.start()], tail, True):
            yield read


def _read(code: str, before: str, after: str, labelled: bool) -> Named | None:
    """One candidate with its lines, from itself, from what follows or from what precedes."""
    lines: tuple[tuple[int, int], ...] = ()
    path = code
    simple = _simple(code)
    if simple:
        path, lines = simple["path"], _ranges(simple["lines"]) if simple["lines"] else ()
    elif ":" in code and (colon := _COLON.search(code)):
        path, lines = code[: colon.start()], _ranges(colon[1])
    elif "#" in code and (fragment := _FRAGMENT.search(code)):
        path, lines = code[: fragment.start()], _ranges("-".join(filter(None, fragment.groups())))
    if not simple and not _is_path(path, strict=not labelled):
        return None
    if not lines and _FIGURES.search(after):
        for pattern in (_AFTER_COLON, _AFTER, _AFTER_LETTER, _AFTER_CJK):
            if tail := pattern.match(after):
                lines = _ranges(_TILDE.sub("-", tail[1]))
                break
    if not lines and _FIGURES.search(before) and (head := _BEFORE.search(before)):
        lines = _ranges(head[1])
    if simple:
        return path, lines
    path = path.removeprefix("./")
    try:
        return parse_fileref(path).path, lines
    except ValueError:
        return None


def _simple(code: str) -> re.Match[str] | None:
    found = _SIMPLE.fullmatch(code) if len(code) < _LONGEST else None
    known = found and found["ending"] in _ENDINGS and found["name"].casefold() not in _PLATFORM_NAMES
    return found if known else None


def _linked(href: str) -> Named | None:
    """The file a link leads to: a relative path, or a path in a repository on the web."""
    lines: tuple[tuple[int, int], ...] = ()
    if fragment := _FRAGMENT.search(href):
        lines = _ranges("-".join(filter(None, fragment.groups())))
    target = unquote(_QUERY.split(href)[0])
    if web := _REPOSITORY.match(target):
        target = web[1]
    if _URL.match(target) or not _is_path(target, strict=True) or len(target) > 300:
        return None
    target = target.removeprefix("./")
    if ".." in target.split("/") or target.startswith("/"):
        return None
    return target, lines


@lru_cache(maxsize=4096)
def _is_path(text: str, *, strict: bool) -> bool:
    if not text or len(text) > _LONGEST or text.startswith(("/", "~", "-", "*/", "../")) or _URL.match(text):
        return False
    if _CALL.search(text) or not _PATH.fullmatch(text) or not _LETTER.search(text):
        return False
    if _PLATFORM.match(text.rsplit("/", 1)[-1]) or _FIGURE.fullmatch(text):
        return False
    name = text.rstrip("/").rsplit("/", 1)[-1]
    if _DOTTED.fullmatch(text) or _TOPIC.search(text) or _MEMBER.fullmatch(text):
        return False
    if _NAMED.fullmatch(name):
        return True
    if "/" not in text:
        return False
    head = text.split("/", 1)[0]
    if "." in head and head.rsplit(".", 1)[-1].lower() in _HOSTS:
        return False
    return text.endswith("/") or not strict or text.count("/") >= 2 or "*" in name


@lru_cache(maxsize=2048)
def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Lines as ranges; what runs backwards or begins with 0 names none."""
    plain = text
    if not _BARE_RANGE.fullmatch(text):
        plain = _AND.sub(",", _TO.sub("-", text).replace("L", ""))
    found: list[tuple[int, int]] = []
    for part in plain.split(","):
        try:
            found += parse_ranges(part)
        except ValueError:
            continue
    return tuple(found)
