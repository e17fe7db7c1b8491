"""Headings whose words say that no work is beneath them, and what is beneath them says otherwise.

`Vulnerabilities by category` heads a table of counts in one review and thirty findings in the next;
`Appendix` holds a glossary or the details. Where sections beneath have the labels of findings, those are
believed.
"""

from __future__ import annotations

from tracker.importers.markdown.headed import direct_labels
from tracker.importers.markdown.tree import Section

_FEWEST_LABELS = 3
_FEWEST_FINDINGS = 2
"""One could be the template of a finding."""


def holds_findings(section: Section) -> bool:
    """Tell whether several sections beneath are labelled as findings are: place, impact, fix, severity."""
    found = 0
    for inner in section.walk():
        if inner is not section and inner.blocks and direct_labels(inner) >= _FEWEST_LABELS:
            found += 1
            if found == _FEWEST_FINDINGS:
                return True
    return False
