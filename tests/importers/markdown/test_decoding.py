"""Bytes to lines: every encoding a review arrives in, and the line numbers that must not change."""

from __future__ import annotations

import subprocess
import sys

import pytest
from ftfy import fix_encoding
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import TrackerError, UsageError
from tracker.importers.markdown.decoding import MAX_BYTES, MAX_LINES, decode, repaired

TEXTS = (
    "✅ Erledigt – größere Lücken",
    "🔴 Critique : l’accès n’est pas limité",
    "⚠️ Missing pool limits → 10x",
    "Configuração não é válida",
    "Критическая ошибка доступа",
    "数据库没有备份",
)


def lines(data: bytes) -> tuple[str, ...]:
    return decode(data, "x").lines


def misread(text: str, encoding: str) -> str:
    """UTF-8 read as another encoding, with C1 for the bytes that Windows-1252 leaves open."""
    return "".join(
        bytes([byte]).decode(encoding if byte not in _OPEN else "latin-1") for byte in text.encode()
    )


_OPEN = b"\x81\x8d\x8f\x90\x9d"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_utf8_that_was_read_in_a_wrong_encoding_and_saved_is_undone(text: str, wrong: str) -> None:
    broken = misread(text, wrong)
    assert broken != text
    assert repaired(broken) == text


@pytest.mark.parametrize("text", TEXTS)
def test_utf8_that_was_read_as_mac_roman_is_undone(text: str) -> None:
    broken = text.encode().decode("mac-roman")
    assert broken != text
    assert repaired(broken) == text


@pytest.mark.parametrize(
    ("broken", "text"), [("Ã¼ber", "über"), ("½Ã©", "½é"), ("GrÃ¶ÃŸe", "Größe"), ("3Â°C", "3°C")]
)
def test_accented_letters_read_as_windows_1252_are_undone_by_themselves(broken: str, text: str) -> None:
    code = f"from tracker.importers.markdown.decoding import repaired; print(ascii(repaired({broken!r})))"
    said = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print('ftfy' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.split() == [ascii(text), "False"]


@pytest.mark.parametrize("text", ["“MAÇÔ", "Buchstaben Ä–Ö", "REAÇÃO"])
def test_a_capital_with_a_mark_and_a_sign_behind_it_is_no_misread_letter(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("text", TEXTS[:4])
def test_a_text_broken_twice_is_undone_twice(text: str) -> None:
    broken = text.encode().decode("latin-1").encode().decode("latin-1")
    assert repaired(broken) == text


@pytest.mark.parametrize("text", [*TEXTS, "plain ascii", "l’été à l’école", "Größe »é« — à", "AÇÃO e REAÇÃO"])
def test_text_that_is_in_order_stays_as_it_is(text: str) -> None:
    assert repaired(text) == text
    assert decode(text.encode(), "x").repaired == ()


def test_only_the_broken_part_of_a_line_and_of_a_file_is_touched() -> None:
    good, bad = "✅ Größe", "✅ fixed".encode().decode("cp1252", "replace")
    found = decode(f"{good}\n{bad}\n{good} {bad}".encode(), "x")
    assert found.lines[0] == good
    assert found.lines[1].startswith("✅")
    assert found.repaired[0] == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_marks_and_wide_encodings_are_recognised(encoding: str) -> None:
    assert lines("# Review\n- No backups".encode(encoding)) == ("# Review", "- No backups")


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_single_byte_text_is_read(encoding: str) -> None:
    text = "Größe für Prüfung über Änderung"
    assert lines(text.encode(encoding)) == (text,)


def test_a_file_of_two_encodings_is_read_line_by_line() -> None:
    assert lines("Größe\n".encode() + "Größe".encode("cp1252")) == ("Größe", "Größe")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_once(ending: str) -> None:
    assert lines(ending.join(["a", "", "b"]).encode()) == ("a", "", "b")


def test_control_and_bidi_characters_do_not_get_through() -> None:
    (line,) = lines("a\x1b[31mb\u202ec\u2028d".encode())
    assert "\x1b" not in line
    assert "\u202e" not in line
    assert "\u2028" not in line


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UsageError, match="is no text"):
        decode(bytes(range(32)) * 50, "scan.bin")


def test_a_few_stray_control_characters_are_no_reason_to_refuse() -> None:
    assert len(lines(b"# Review\x00\nNo backups\x01")) == 2


def test_the_limits_are_told() -> None:
    with pytest.raises(UsageError, match="bytes"):
        decode(b"a" * (MAX_BYTES + 1), "x")
    with pytest.raises(UsageError, match="lines"):
        decode(b"\n" * MAX_LINES, "x")
    assert len(lines(b"\n" * (MAX_LINES - 1))) == MAX_LINES


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_a_repair_never_brings_a_line_break(text: str) -> None:
    line = " ".join(text.splitlines())
    assert "\n" not in repaired(line)
    assert "\r" not in repaired(line) or "\r" in line


@given(st.binary(max_size=300))
def test_any_bytes_are_lines_or_an_error(data: bytes) -> None:
    try:
        found = decode(data, "x")
    except TrackerError:
        return
    assert found.lines


_UPPER = bytes(range(0x80, 0x100))
_ODD = sorted(
    {char for name in ("cp1252", "mac-roman", "cp437", "cp1251") for char in _UPPER.decode(name, "ignore")}
)
"""Every letter and sign of the encodings that UTF-8 is taken for."""


@given(
    st.lists(st.sampled_from([*_ODD, *"aZ e?.,!", "\t", "☃", "中", "⚠", "\ufe0f"]), max_size=9).map("".join)
)
def test_a_line_that_stays_as_it_is_stays_so_for_ftfy(text: str) -> None:
    assert repaired(text) != text or fix_encoding(text) == text


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("✅ ⚠️ 🔴 fällig – größer, «déjà»", False),
        ("├── src │ 数据库", False),
        ("✅ ⚠️ fixed".encode().decode("mac-roman"), False),
        ("→ done – ok".encode().decode("cp1252"), False),
        ("数据库没有备份".encode().decode("latin-1"), True),
    ],
)
def test_ftfy_is_loaded_only_for_what_is_more_than_symbols(text: str, loaded: bool) -> None:
    program = (
        "import sys; from tracker.importers.markdown.decoding import repaired; "
        f"repaired({text!r}); print('ftfy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(loaded)
