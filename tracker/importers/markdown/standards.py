"""Headings that name a standard: what stands beneath goes through its points, of which most are met."""

from __future__ import annotations

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.words import fold

_STANDARDS = Wording(
    r"\b(?:owasp|pci[- ]?dss|gdpr|dsgvo|rgpd|lgpd|ccpa|hipaa|soc ?[12]|iso ?/?(?:iec )?27\d{3}|nist|"
    r"cis (?:controls?|benchmark)|wcag|en 301 ?549|fedramp|cmmc|bsi|nis2|dora|asvs|12[- ]factor|"
    r"twelve[- ]factor|(?:regulatory |standards? )?compliance)\b"
)


def is_standard(heading: str) -> bool:
    """Tell whether a heading names a standard or what complies with one."""
    return _STANDARDS.search(fold(heading)) is not None
