"""Headings of what the product is for, and what not: `Recommended for:`, `NOT suitable for`.

A review that judges whether something may be used lists uses. They are no findings, even where each has a
cross before it: that the product must not hold patient records is the verdict, and why is said elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown.hints import Wording, hints, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_FOR = (
    r"(?:recommended|suitable|unsuitable|suited|ideal|perfect|appropriate|inappropriate|intended|designed|"
    r"unfit|fit|great|best) for|(?:this|it) (?:works|fails)(?: well)? for|"
    r"(?:do not|don't|never|please do not) use(?: (?:it|this))?(?: (?:for|in|if|when|with))?|"
    r"(?:geeignet|ungeeignet|empfohlen|gedacht|brauchbar|ideal|nicht) fur|"
    r"(?:recommande|adapte|concu|ideal|destine|parfait)e?s? (?:pour|a|aux?)|"
    r"(?:convient|conviennent)(?: pas)? (?:pour|a|aux?)|"
    r"(?:recomendad|adecuad|adequad|apt|indicad|pensad)[oa]s? para|ideal para|(?:no|nao) (?:usar|utilizar) "
    r"para|"
    r"(?:consigliat|adatt|raccomandat|indicat|pensat)[oaie] (?:per|a)|ideale per|"
    r"(?:geschikt|ongeschikt|aanbevolen|bedoeld|ideaal) voor|"
    r"(?:zalecan[eya]|odpowiedni[ea]?|przeznaczon[eya]|nadaje sie|idealn[eya]) (?:dla|do)|"
    r"(?:подходит|подходят|рекомендуется|рекомендован\w*|предназначен\w*|годится) для"
)
_ENDS = Wording(rf"\b(?:{_FOR})\W*\Z")
_WHOLE = Wording(
    r"(?:(?:typical |main |target |intended |recommended |supported )?use[- ]cases?(?: analysis)?|"
    r"use with caution|when (?:not )?to use(?: (?:it|this))?|who (?:this|it) is (?:not )?for|"
    r"einsatzgebiete?|anwendungsfalle?|mit vorsicht (?:zu )?(?:verwenden|einsetzen)|cas d'(?:usage|"
    r"utilisation)|"
    r"casos de uso|casi d'uso|gebruiksscenario's|przypadki uzycia|сценарии использования)\W*\Z"
)
_WIDE = regex(
    r"^\W*(?:不?适用(?:于|场景|范围)|不?适合(?:于|场景)?|不?推荐用于|使用场景|ユースケース|"
    r"(?:向いている|適した|適さない|推奨されない)用途)\W*$"
)
_BITS = _ENDS.bit | _WHOLE.bit
_END = 48
"""How much of the end of a text is looked at."""


@lru_cache(maxsize=2048)
def heads_uses(text: str) -> bool:
    """Tell whether what stands beneath a heading, or a line that leads in to a list, are uses."""
    folded = fold(text)
    if not hints(folded) & _BITS:
        return False
    folded = folded.replace("’", "'")
    if is_wide(folded):
        return _WIDE.match(folded) is not None
    begun = folded.lstrip(" *_#✅❌⚠\ufe0f")
    return _ENDS.search(folded[-_END:]) is not None or _WHOLE.match(begun) is not None
