"""Sentences that call the whole fit for use: `General: the library is safe to install`.

They stand among recommendations and ask for nothing. Where something has to come first, or is said not to be
so, the sentence is none of these.
"""

from __future__ import annotations

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.words import fold, sentences

_FIT = Wording(
    r"\b(?:(?:is|are|remains?|appears?) (?:generally |overall |already |fully |perfectly )?(?:safe|ready|"
    r"fit|suitable|fine|secure enough|good) (?:to|for) (?:be )?(?:\w+ )?(?:use[d]?|install(?:ed|ation)?|run|"
    r"ship(?:ped)?|deploy(?:ed|ment)?|merged?|releas\w+|adopt(?:ed|ion)?|production|launch|go-?live)|(?:ist|"
    r"sind) (?:sicher|bereit|geeignet) (?:zu|fur|zur|zum)|(?:est|sont) (?:sure?s?|prete?s?) (?:a|pour)|"
    r"(?:es|son) segur[oa]s? (?:de|para)|(?:esta|estan) list[oa]s? para|(?:e|sao) segur[oa]s? (?:de|para)|"
    r"(?:e|sono) (?:sicur[oaie]|pront[oaie]) (?:da|per)|(?:is|zijn) (?:veilig|klaar) (?:om|voor)|(?:jest|"
    r"sa) (?:bezpieczn\w+|gotow\w+) (?:do|dla))\b"
)
_WITHHELD = Wording(
    r"\b(?:not|never|once|after|when|until|unless|before|if|only|but|except|however|provided|nicht|nie|erst|"
    r"sobald|wenn|aber|pas|apres|quand|mais|sauf|no|solo|despues|cuando|pero|nao|apenas|depois|quando|mas|"
    r"non|dopo|ma|niet|pas|zodra|als|maar|po|gdy|ale|tylko)\b"
)


def calls_fit(text: str) -> bool:
    """Tell whether a sentence calls something fit for use, and holds nothing back."""
    return any(
        _FIT.search(folded) is not None and _WITHHELD.search(folded) is None
        for folded in map(fold, sentences(text)[:1])
    )
