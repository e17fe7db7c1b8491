"""What a line announces that is no work: code below it, what the document says of itself, a file, a measure.

By form they are titles as those of findings are: strong, with a colon, or an entry of a list.
"""

from __future__ import annotations

from tracker.importers.markdown import remedy
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import STRONG_LEVEL, Code, Paragraph, Section
from tracker.importers.markdown.words import any_in, fold

_OF_DOCUMENT = regex(
    r"(?:(?:audit|review|assessment|analysis|report|start|end|release) )?date|(?:last |date )?(?:updated|"
    r"modified|revised|created|generated)(?: by| on)?|(?:document|report) (?:version|id)|milestone|(?:next|"
    r"estimated) (?:review|update|completion)|(?:review|report|audit|analysis|assessment) (?:completed|"
    r"generated|prepared|status|author)(?: by| on)?|authors?|auditors?|reviewers?|(?:prepared|reviewed|"
    r"audited|assessed|analy[sz]ed|conducted|written|generated) (?:by|for|on)|version(?: (?:reviewed|"
    r"analy[sz]ed|audited))?|scope|focus|audience|application|project|system|repository|repo|branch|commit|"
    r"client|customer|decision|documentation|platform|environment|methodology|analysis type|audit (?:type|"
    r"scope|period)|review type|document owner|classification|confidentiality|codebase(?: size)?|"
    r"tech(?:nology)? stack|datum|autor(?:en|es)?|prufer|erstellt (?:am|von)|projekt|umfang|auteurs?|projet|"
    r"perimetre|fecha|proyecto|alcance|data|autore|progetto|projeto|escopo|auditor(?:es)?|wersja|zakres|"
    r"дата(?: аудита)?|автор|версия(?: системы)?|проект|日期|作者|版本|日付|作成者|対象"
)
"""Labels of what a review says of itself."""
_DOCUMENT = regex(r"[\w./-]{1,80}\.(?:mdx?|pdf|docx?|html?|rst|txt|adoc)(?:\s*(?:[–—:：]|-\s)\s*(.{0,80}))?")
_CALL = regex(
    r"(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) )?/[\w/:{}.*\[\]-]{2,80}(?:\?\S{0,40})?|(?:GET|POST|PUT|"
    r"PATCH|DELETE|HEAD|OPTIONS) \S{2,80}(?:\s*[–—:-].{0,80})?|(?:npm|pnpm|yarn|npx|docker|docker-compose|"
    r"kubectl|git|make|cargo|pip|poetry|python3?|terraform|psql|"
    r"curl) [\w./:@=-]{1,40}(?: [\w./:@=-]{1,40}){0,4}\s+[–—-]\s.{0,80}"
)
_MEASURED = regex(
    r"[^:：→]{2,60}[:：]\s*[~<>≤≥$€£]{0,2}\d[^→:：]{0,24}?(?:→|->|=>|➜)\s*[~<>≤≥$€£]{0,2}\d.{0,60}"
)
"""`Page weight: 430 KB → 180 KB`: what came of the work."""
_ARROWS = ("→", "->", "=>", "➜")

_FEWEST = 2


def heads_code(section: Section) -> bool:
    """Tell whether a line that ends in a colon heads code and nothing else: `**Vulnerable code:**`."""
    return (
        section.level >= STRONG_LEVEL
        and bool(section.blocks)
        and not section.sections
        and section.text.rstrip(" *").endswith((":", "："))
        and all(isinstance(block, Code) for block in section.blocks)
    )


def of_document(label: str) -> bool:
    """Tell whether a label is one of what a document says of itself: its date, its author, its scope."""
    return _OF_DOCUMENT.fullmatch(fold(label).strip(" *:：.")) is not None


def tells_of_document(block: Paragraph) -> bool:
    """Tell whether each line of a paragraph is labelled, and most labels say something of the document.

    At the end of a review, its date and author stand beside a status that sums it up.
    """
    found = [labelled(line) for line in block.lines]
    told = sum(each is not None and of_document(each.label) for each in found)
    return None not in found and told * 2 > len(found) >= _FEWEST


def is_document(text: str) -> bool:
    """Tell whether a title is the name of a document, with what it holds: `SETUP.md - how to begin`."""
    found = _DOCUMENT.fullmatch(text.strip()) if "." in text else None
    said = (found[1] or "") if found else ""
    return found is not None and not (remedy.begins_with_verb(said) or remedy.states_defect(said))


def is_measure(text: str) -> bool:
    """Tell whether a line says how a figure has changed, and no more."""
    return any_in(_ARROWS, text) and _MEASURED.fullmatch(text.strip()) is not None


def is_call(text: str) -> bool:
    """Tell whether a title is an address of an interface, or a command with what it does: `GET /orders`."""
    return _CALL.fullmatch(text.strip()) is not None
