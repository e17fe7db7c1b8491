"""Lists of what was changed, under a heading that says so: `### Changes made`, `1. Replaced the old lamps`.

Where praise says how things are, such a list says what somebody had to do, and did. Its heading has to be a
real one: in a finding, a strong line of these words leads in to how it was put right.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.plan import Claim
from tracker.importers.markdown.delivered import is_made
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.numbering import folded_words
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import SILENT, Role
from tracker.importers.markdown.statement import Around
from tracker.importers.markdown.status import without_marks
from tracker.importers.markdown.tree import STRONG_LEVEL, Entry, Section

_CHANGES = Wording(
    r"(?:all |the |list of )?(?:code |main |key )?(?:changes|fixes|improvements|corrections|modifications|"
    r"updates|work) (?:we |i |that (?:were|have been) )?(?:made|applied|done|completed|implemented|"
    r"carried out|performed)|"
    r"what (?:was|has been|we|i) (?:changed|done|did)|"
    r"(?:vorgenommene|durchgefuhrte|umgesetzte) (?:anderungen|korrekturen|verbesserungen|massnahmen)|"
    r"(?:changements|modifications|corrections|ameliorations) (?:effectue|apporte|realise)e?s|"
    r"(?:cambios|correcciones|mejoras) (?:realizad|aplicad|hech|efectuad)[oa]s|"
    r"(?:alteracoes|mudancas|correcoes|melhorias) (?:realizad|aplicad|feit|efetuad)as|"
    r"(?:modifiche|correzioni) (?:apportate|effettuate|eseguite)|"
    r"(?:doorgevoerde|aangebrachte) (?:wijzigingen|verbeteringen|correcties)|"
    r"(?:wprowadzone|wykonane) (?:zmiany|poprawki)|(?:внесенные|выполненные) (?:изменения|исправления|работы)"
)
_WIDE = ("已完成的更改", "已做的修改", "已实施的更改", "実施した変更", "行った変更", "実施済みの変更")
_DID = regex(r"(?i)[\W\d]{0,4}(?:[a-z]{2,}ed|wrote|rewrote|built|rebuilt|made|split|set up|cut)\b")
_FEWEST = 2


def of_changes(section: Section, within: Around) -> Around:
    """Return what stands around the content of a section: what it lists was work, if it tells of changes."""
    if within.role in SILENT or section.level >= STRONG_LEVEL or not _heads_changes(section.text):
        return within
    entries = section.entries
    if len(entries) < _FEWEST or not all(map(_is_told, entries)):
        return within
    return replace(within, role=Role.WORK, claim=Claim.DONE, good=False)


def _heads_changes(text: str) -> bool:
    folded = folded_words(text)
    return folded.startswith(_WIDE) or _CHANGES.match(folded) is not None


def _is_told(entry: Entry) -> bool:
    text = without_marks(entry.title.text)
    return _DID.match(text) is not None or is_made(text)
