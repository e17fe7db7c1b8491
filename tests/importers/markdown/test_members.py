"""What programs call is no file, though it ends as one does."""

from __future__ import annotations

from tests.importers.markdown.reading import only


def test_members_of_a_program_are_no_files() -> None:
    text = "# Review\n## Issues\n- Tides are printed: `console.log` in `tide.js`, key in `process.env`\n"
    assert [file.path for file in only(text).files] == ["tide.js"]


def test_a_log_is_a_file() -> None:
    text = "# Review\n## Issues\n- Tides are kept in `var/console.log` and `harbour.log` for ever\n"
    assert [file.path for file in only(text).files] == ["var/console.log", "harbour.log"]
