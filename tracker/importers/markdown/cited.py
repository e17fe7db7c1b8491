"""Findings that a text names by their numbers: `(hallazgo 3)`, `closes #3`, `Findings 13 to 15`.

A number is taken for that of a finding only where the text says so, and where it is put as a reference: in
brackets, at the end, or as all there is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tracker.importers.markdown.hints import Wording, bit_of_pattern, hints
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_THING = (
    r"(?:findings?|issues?|problems?|observations?|befund(?:e|en)?|feststellung(?:en)?|mangel|constats?|"
    r"problemes?|hallazgos?|problemas?|achados?|rilievi|rilievo|problem[ai]|bevinding(?:en)?|ustaleni[aeu]|"
    r"замечани[ияею]м?|проблем[аы])"
)
_ANYTHING = (
    r"(?:gaps?|points?|weakness(?:es)?|defects?|concerns?|deficienc(?:y|ies)|vulnerabilit(?:y|ies)|"
    r"lucken?|punkte?n?|schwachstellen?|abweichung(?:en)?|ecarts?|lacunes?|brechas?|puntos?|"
    r"debilidad(?:es)?|lacunas?|pontos?|lacun[ae]|punt[oi]|punt(?:en)?|luk[aię]|punkt[uy]?|"
    r"пункт[аы]?|пробел[аы]?)"
)
"""Words for findings that other things are called as well: `access point 3`."""
_SOLVES = (
    r"(?:(?:closes?|fix(?:es)?|resolves?|solves?|addresses|covers|behebt|schliesst|lost|corrige|resout|ferme|"
    r"resuelve|cierra|resolve|fecha|risolve|chiude|lost op|sluit|zamyka|rozwiazuje|закрывает|исправляет|"
    r"устраняет) (?:the )?)"
)
# What is listed is an atom each: tried in all ways, a list that ends badly would take for ever.
_NUMBER = r"(?:no\.?|nr\.?|n[º°o.]*|#|№)?\s*\d{1,3}"
_AND = r"\s*(?:,|;|&|/|\+|-|–|and|und|et|y|e|en|i|и|to|bis|a|au|tot|do|до)\s*"
_MANY = rf"{_NUMBER}(?>{_AND}(?:{_THING}\s*)?{_NUMBER})*"
_NAMED = rf"(?:(?:{_SOLVES})?{_THING}\s*{_MANY}|{_SOLVES}#\s*\d{{1,3}}(?>{_AND}#?\s*\d{{1,3}})*)"
_NAMED_SO = rf"(?:{_SOLVES})?{_ANYTHING}\s*{_NUMBER}(?>{_AND}(?:{_ANYTHING}\s*)?{_NUMBER})*"
_LEADS = r"(?:see|siehe|voir|ver|vease|vedi|zie|zob\.?|см\.?)?\s*"
_CITING = regex(rf"(?:[(\[（]\s*{_LEADS}|^|(?<=[\s,:–—-]))({_NAMED})(?:\s*[)\]）]|\W*$)")
_CITING_SO = regex(rf"(?:[(\[（]\s*{_LEADS}|^|[,;:–—-]\s+|(?={_SOLVES}))({_NAMED_SO})(?:\s*[)\]）]|\W*$)")
_CITING_BIT = bit_of_pattern(rf"{_NAMED}|(?:see|siehe|voir|ver|vease|vedi|zie|zob|см)\w*")
"""The bit of the words of which one begins whatever is cited, or leads to it, be it without a space."""
_RANGE = regex(r"(\d{1,3})\s*(?:-|–|(?:to|bis|a|au|tot|do|до)\b)\s*\D{0,3}(\d{1,3})|(\d{1,3})")
_POINTING = regex(r"\b(?:see|siehe|voir|ver|vease|vedi|zie|zob|см)\.? (\d{1,2}(?:\.\d{1,2}){1,2})\W*$")
_STEP = Wording(
    r"\b(?:see|in|by|with|covered by|siehe|durch|mit|in|voir|par|ver|con|por|vedi|zie|door|zob|см|"
    r"пунктом)\.? "
    r"(?:(?:action|plan|remediation) )?(?:steps?|items?|actions?|schritte?|massnahmen?|etape|paso|passo|"
    r"accion|acao|"
    r"azione|stap|actie|krok|шаг\w*|пункт\w*) (?:no\.? |nr\.? |#)?(\d{1,2})\b"
)
_BEHIND = regex(rf"(?:^|[(\[（;,:.–—-])\s*({_NAMED}|{_NAMED_SO}|{_SOLVES}{_MANY})(?=\s*(?:$|[)\]）;,:.–—]))")
_BEHIND_BIT = _CITING_BIT | bit_of_pattern(rf"{_NAMED_SO}|{_SOLVES}{_MANY}")
"""The bits of the words of which one begins such a clause; the pattern is a long one."""
_HASHED = regex(rf"[(\[（]\s*{_LEADS}(#\s*\d{{1,3}}(?>{_AND}#?\s*\d{{1,3}})*)\s*[)\]）]")
_HASH_FIRST = regex(r"\W{0,8}#\d")
_HASHES = regex(r"#\s?\d{1,3}(?!\d)(?:\s?[-–—]\s?#?\d{1,3}(?!\d))?")
_ASIDE = regex(r"[(\[（][^()\[\]（）]*[)\]）]")
_DIGIT = regex(r"\d")
_MOST = 30
_LONGEST = 2_000
"""Characters of a text in which references are looked for: a longer one is no title, nor a step."""


def cited(text: str) -> tuple[str, ...]:
    """Return the numbers of findings that a text refers to, as names (`#3`), in its order."""
    if not _DIGIT.search(text):
        return ()
    folded = fold(text[:_LONGEST])
    plainly = _CITING.finditer(folded) if hints(folded) & _CITING_BIT else ()
    matches = sorted((*plainly, *_CITING_SO.finditer(folded)), key=lambda found: found.start())
    found = [number for match in matches for number in _numbers(match[1])]
    return tuple(dict.fromkeys(f"#{number}" for number in found))


def cited_behind(text: str) -> tuple[str, ...]:
    """Return the same where a clause of what stands behind a title is nothing else: `..., gap 5; tested`."""
    folded = fold(text[:_LONGEST])
    if not (_DIGIT.search(text) and hints(folded) & _BEHIND_BIT):
        return ()
    found = [number for match in _BEHIND.finditer(folded) for number in _numbers(match[1])]
    return tuple(dict.fromkeys(f"#{number}" for number in found))


def hashed_in(text: str) -> tuple[str, ...]:
    """Return the numbers that a text has in brackets as names: `Rotate the keys (#3, #5), then tell all`."""
    if "#" not in text:
        return ()
    found = [number for match in _HASHED.finditer(text[:_LONGEST]) for number in _numbers(match[1])]
    return tuple(dict.fromkeys(f"#{number}" for number in found))


def hashed_first(text: str) -> tuple[str, ...]:
    """Return the numbers that a text which begins with one has outside of brackets: `#5-#7 (mail), #9`."""
    if not _HASH_FIRST.match(text):
        return ()
    found = [number for match in _HASHES.finditer(_ASIDE.sub("", text)) for number in _numbers(match[0])]
    return tuple(dict.fromkeys(f"#{number}" for number in found))


def pointed(text: str, steps: Collection[str]) -> tuple[str, ...]:
    """Return the step of a plan, one of `steps`, that a finding sends its reader to at its end: `See 2.1.`"""
    found = _POINTING.search(fold(text)) if _DIGIT.search(text) else None
    name = found[1].replace(".", "-") if found else ""
    return (name,) if name in steps else ()


def step_of(text: str) -> str | None:
    """Return the number of the step of a plan that a text sends its reader to (`see step 9`), or None."""
    found = _STEP.search(fold(text)) if _DIGIT.search(text) else None
    return found[1] if found else None


def _numbers(text: str) -> Sequence[int]:
    found: list[int] = []
    for first, last, single in _RANGE.findall(text):
        found += [int(single)] if single else range(int(first), min(int(last), int(first) + _MOST) + 1)
    return found
