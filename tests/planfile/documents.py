"""Random TOML documents in every form that people write: what a scanner of plans has to find its way in."""

from __future__ import annotations

import json

from hypothesis import strategies as st

KEYS = st.sampled_from(["a", "b-1", "C_2", '"q.x"', "'l it'", '"\\u00e9"', "item", "1"])
BLANK = st.sampled_from(["", " ", "\t", "  "])
COMMENT = st.sampled_from(["", "", " # note", ' # [x] = "', "\t#'''"])
NEWLINE = st.sampled_from(["\n", "\n\n", "\r\n", "\n# alone [y]\n", "\n   \n"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)


def _basic(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "") + "'"


def _long(text: str) -> str:
    return '"""\n' + _basic(text)[1:-1].replace('\\"', '"" ') + '\n[x]\ny = """"'


SCALARS = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.integers(0, 10**6).map(hex),
    st.sampled_from(
        ["true", "false", "1_000", "1e3", "2026-01-10", "2026-01-10 07:32:00", "07:32:00", "+0.5"]
    ),
    WORDS.map(_basic),
    WORDS.map(_literal),
    WORDS.map(_long),
    WORDS.map(lambda text: f"'''\n{text.replace(chr(39), '')}\n'{{]'''"),
)


def _array(values: list[str], gap: str, tail: str) -> str:
    return f"[{gap}{f',{gap}'.join(values)}{',' + tail if values else ''}]"


def _inline(pairs: dict[str, str], gap: str) -> str:
    return "{" + gap + f",{gap}".join(f"{key}{gap}={gap}{value}" for key, value in pairs.items()) + gap + "}"


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.builds(
            _array,
            st.lists(inner, max_size=3),
            st.sampled_from(["", " ", "\n  ", " # ] \n"]),
            st.sampled_from(["", " ", "\n"]),
        ),
        st.builds(_inline, st.dictionaries(KEYS, inner, max_size=3), BLANK),
    ),
    max_leaves=5,
)


@st.composite
def statements(draw: st.DrawFn, few: int = 0) -> str:
    """Draw `key = value` lines with different keys, some of them dotted, each indented as it likes."""
    out = ""
    for key in draw(st.lists(KEYS, min_size=few, max_size=4, unique=True)):
        dotted = draw(st.sampled_from([key, key, f"{key} . sub"]))
        gap = draw(BLANK)
        out += f"{draw(BLANK)}{dotted}{gap}={gap}{draw(VALUES)}{draw(COMMENT)}{draw(NEWLINE)}"
    return out


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a whole document: top statements, then tables and arrays of tables with different names."""
    out = draw(statements())
    for number in range(draw(st.integers(0, 3))):
        gap = draw(BLANK)
        name = f"{gap}t{number}{gap}.{gap}{draw(KEYS)}{gap}"
        if draw(st.booleans()):
            out += f"{draw(BLANK)}[{name}]{draw(COMMENT)}{draw(NEWLINE)}{draw(statements())}"
            out += f"[{name}.'deeper ]']\n{draw(statements())}"
        else:
            for _ in range(draw(st.integers(1, 3))):
                out += f"[[{name}]]{draw(COMMENT)}{draw(NEWLINE)}{draw(statements())}[{name}.deeper]\nx = 1\n"
    return out
