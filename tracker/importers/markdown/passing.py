"""What is said in passing: a state in a sentence of its own, values in a row, a heading of what is done.

Nothing there is labelled, so that the form has to be telling: a sentence that begins with the state and a
date, a line that holds nothing but values, a heading that begins with "Closed".
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.domain.plan import Claim
from tracker.importers.markdown import effort, severity, status
from tracker.importers.markdown.hints import Wording, hints, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import any_in, fold, sentences

_VALUES = regex(r"\s*[·•|│;；]\s*|\s+[–—/]\s+|,\s+")
_LONGEST_VALUES = 120
_ALREADY = regex(
    r"^\W*(?:(?:already|bereits|schon|deja|ya|ja|gia|al|juz|уже)\s+|已经|既に|すでに)?(?:(?:was|is|wurde|"
    r"ist|has been|(?:agreed|accepted)(?:,| and))\s+)?"
)
_FOLLOWED = regex(
    r"\s*(?:$|[.,;:!(（，；：。]|(?:on|in|during|since|while|until|till|as of|am|im|seit|bis|wahrend|"
    r"pendant|durante|le|en|au|depuis|jusqu|el|hasta|desde|"
    r"il|fino|dal|em|op|tot|sinds|w|dnia|do|od|в|до|с|на|a)\b|\d|"
    r"(?:and|und|et|y|e|en|i|и) (?:deployed|released|shipped|live|merged|verified|tested|retested|rolled out|"
    r"in production|ausgerollt|ausgeliefert|eingespielt|live|getestet|gepruft|deploye\w*|livre\w*|teste\w*|"
    r"verifie\w*|desplegad[oa]|probad[oa]|verificad[oa]|implantad[oa]|publicad[oa]|testad[oa]|rilasciat[oa]|"
    r"verificat[oa]|uitgerold|getest|wdrozon\w*|sprawdzon\w*|выкачен\w*|проверен\w*)\b)"
)
_BRACKETED = regex(r"[(（]([^()（）]{2,40})[)）][\s.。]*$")
_AGREED = regex(
    r"\s*(?:agreed|accepted|fixed|done|implemented|resolved|umgesetzt|behoben|erledigt|corrige|"
    r"resolu|corregido|resuelto|исправлено|устранено|выполнено)\b"
)
_ENDED = regex(r"\s*(?:$|[:：.(（])")
"""What parts a word of state from what is left to do: `In progress: refunds are missing`."""
_HALVED = regex(
    r"\W*(?:(?:this|it|that)(?: one| finding| item)? (?:is|has been|was)|(?:das|dies\w*|es) (?:ist|wurde)|"
    r"(?:c'est|il est|elle est)|(?:esto |ya )?esta|e)?\s*(?:only |so far )?"
    r"(?:half|partly|partially|mostly|largely|zur halfte|halb|teilweise|a moitie|en partie|partiellement|"
    r"a medias|"
    r"parcialmente|a meta|in parte|parzialmente) (?:fixed|done|resolved|solved|implemented|behoben|erledigt|"
    r"umgesetzt|corrige\w*|resolu\w*|fait\w*|corregid[oa]|resuelt[oa]|corrigid[oa]|resolvid[oa]|risolt[oa])\b"
)
"""`This one is half fixed: ...`"""
_HEADS_DONE = Wording(
    before=r"^(?:\d+(?:\.\d+)*[.)]?\s+)?(?:(?:already|recently|bereits|deja|ya|gia|juz|уже|issues?|findings?|"
    r"items?|points?|befunde|punkte|problemes|hallazgos|problemas|замечания)\s+)?",
    pattern=r"(?:(?:encountered|found|discovered|identified|detected|reported)(?:,| and| &) "
    r"(?:fixed|resolved|repaired|addressed|corrected)|gefunden und behoben|"
    r"(?:(?:critical|security|major|key|main|important|code|bug) )?(?:fixes|corrections|improvements|"
    r"remediations) "
    r"(?:already |recently |successfully |just )?(?:applied|implemented|made|completed|delivered|done)|"
    r"(?:umgesetzte|durchgefuhrte) (?:korrekturen|verbesserungen|massnahmen)|"
    r"(?:correctifs?|corrections|ameliorations) (?:appliques|appliquees|apportees|realisees)|"
    r"(?:correcciones|mejoras|correcoes|melhorias) (?:aplicadas|realizadas|implementadas|feitas)|"
    r"(?:correzioni|miglioramenti) (?:applicat[ei]|effettuat[ei]|implementat[ei])|"
    r"what (?:was|we|i|has been|have been|got|is) (?:already )?(?:fixed|resolved|addressed|"
    r"remediated|repaired)|was (?:wir )?(?:behoben|erledigt)|ce qui a ete corrige|"
    r"lo que se (?:ha )?(?:corregi|arregl)\w+|closed|fixed|resolved|remediated|"
    r"behoben\w*|erledigt\w*|geschlossen\w*|corrige(?:e?s)?|resolue?s|clos|cerrad[oa]s|corregid[oa]s|"
    r"resuelt[oa]s|"
    r"resolvid[oa]s|corrigid[oa]s|risolti|chiusi|opgelost\w*|gesloten|usuniete|zamkniete|naprawione|"
    r"закрыт\w*|устранен\w*|исправлен\w*)\b",
)
_WIDE_HEADS = ("已修复", "已解决", "已关闭", "已整改", "対応済み", "解決済み", "修正済み")
_PUT_RIGHT = Wording(
    r"\W*(?:replaced|removed|rebuilt|rotated|revoked|upgraded|updated|migrated|deleted|disabled|enabled|"
    r"ersetzt|"
    r"entfernt|aktualisiert|gewechselt|remplacee?s?|supprimee?s?|mise? a jour|reemplazad[oa]s?|"
    r"eliminad[oa]s?|"
    r"sostituit[oa]|rimoss[oa]|vervangen|verwijderd|wymienione|usuniete|заменен[оаы]?|удален[оаы]?)\s+"
    r"(?:on|am|le|el|il|op|dnia|em|в)?\s*\d"
)
_THERE = regex(
    r"already (?:implemented|done|fixed|resolved|in place)|bereits (?:umgesetzt|erledigt|behoben)|"
    r"d[ée]j[àa] (?:fait|corrig[ée])|已(?:修复|实现)",
    re.I,
)
_PUT_OFF = Wording(
    r"\W*(?:put off|postponed|deferred|on hold|not before|nicht vor|pas avant|no antes de|"
    r"zuruckgestellt|verschoben|vertagt|reporte|differe|aplazad[oa]|"
    r"pospuest[oa]|adiad[oa]|rinviat[oa]|uitgesteld|odlozone|отложен[оаы]?)(?:\W*$|[:,;.(]| [–—-] | (?:until|"
    r"till|to|by|"
    r"bis|auf|jusqu|a|hasta|al|ate|fino|tot|do|до|на)\b| \d)"
)
_LONGEST_DONE, _LONGEST_DEFERRED = 60, 120


@lru_cache(maxsize=2048)
def of_sentences(text: str) -> Claim | None:
    """Return the state that a sentence gives: `Bereits erledigt am 5. Juni.`, `Deferred until May.`"""
    if not hints(fold(text)) & (status.CLAIMS.bit | _PUT_RIGHT.bit):
        return None
    for sentence in sentences(text):
        if len(sentence) <= _LONGEST_DEFERRED and (said := _of_sentence(sentence)):
            return said
    return None


def _of_sentence(sentence: str) -> Claim | None:
    tail = _BRACKETED.search(sentence) if any_in(")）", sentence) else None
    if tail and status.CLAIMS.whole(tail[1]) is Claim.DEFERRED:
        return Claim.DEFERRED
    folded = fold(sentence)
    if _HALVED.match(folded):
        return Claim.PARTIAL
    start = _ALREADY.match(folded)
    body = sentence[start.end() :] if start else sentence
    if _PUT_RIGHT.match(folded):
        return Claim.DONE
    found = status.CLAIMS.start(body) if sentence[:1].isupper() or is_wide(sentence[:1]) else None
    if found and found[0] is Claim.PARTIAL and _AGREED.match(fold(body[found[1] :])):
        return Claim.PARTIAL
    if found and found[0] is Claim.PARTIAL and _ENDED.match(body[found[1] :]):
        return Claim.PARTIAL
    if not found or not _FOLLOWED.match(fold(body[found[1] :])):
        return None
    if found[0] is Claim.DEFERRED:
        return found[0]
    return found[0] if found[0] is Claim.DONE and len(sentence) <= _LONGEST_DONE else None


def of_part(text: str) -> Claim | None:
    """Return the state that one of several parts of a line is: `done`, `concluído em 12/09`."""
    found = status.CLAIMS.start(text.strip())
    if not found or (found[1] < len(text.strip()) and not _FOLLOWED.match(fold(text.strip()[found[1] :]))):
        return None
    return found[0]


@lru_cache(maxsize=1024)
def heads_done(text: str) -> bool:
    """Tell whether a heading says that what is beneath it was dealt with: `Closed since May`."""
    folded = fold(status.without_marks(text))
    return folded.startswith(_WIDE_HEADS) or _HEADS_DONE.match(folded) is not None


def is_there(text: str) -> bool:
    """Tell whether a fix is said to be there already."""
    return _THERE.search(text) is not None


def puts_off(text: str) -> bool:
    """Tell whether what stands for a fix begins with saying that there is none for now: `Put off: ...`"""
    return _PUT_OFF.match(fold(text)) is not None


def bare_values(text: str) -> list[tuple[str, str]]:
    """Return the fields of a line that holds values only (`P1 · 2d · open`), with their texts."""
    if len(text) > _LONGEST_VALUES:
        return []
    parts = [part.strip() for part in _VALUES.split(text)]
    rated = [part for part in parts if len(part.split()) <= 3 and severity.value(part)]
    others = [part for part in parts if part not in rated]
    efforts = [part for part in others if effort.exactly(part)]
    claims = [part for part in others if of_part(status.without_marks(part))]
    if len(rated) > 1 or (not rated and text[:1].islower()):
        return []  # counts by rating, or the end of a sentence that began on the line before
    if not rated and not (efforts and (claims or len(parts) <= 2)):
        return []
    found = (("severity", rated), ("effort", efforts), ("status", claims))
    return [(field, texts[0]) for field, texts in found if texts]
