"""Phases and windows: `Phase 2: Hardening (Week 3-4)`, `Short-term`, `Sofort`, `After 100K users`.

A heading, the strong text before a list entry or a cell of a phase column can name one. The same horizon
under two spellings ("Phase 1", "phase 1:") is one phase.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.importers.markdown.hints import alternatives, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.terms import Terms
from tracker.importers.markdown.words import between, fold

_NUMBERED = (
    r"(?:phase|sprint|week|month|milestone|stage|wave|iteration|quarter|day|tag|woche|monat|quartal|"
    r"etappe|stufe|meilenstein|"
    r"semaine|mois|jour|etape|jalon|trimestre|semana|mes|dia|fase|etapa|hito|marco|settimana|mese|giorno|"
    r"maand|dag|"
    r"kwartaal|tydzien|miesiac|etap|kamien|этап|фаза|неделя|спринт|месяц|tier|priority|step|horizon|"
    r"increment|lot|lote|lotto|batch|tranche|vague|welle|oleada|ola|fala|ondata|onda|partia)s?"
    r"\s*#?(?:(?:\d{1,2}(?:\.\d+)*|[ivx]{1,4}|one|two|three|four)\b|[a-h](?=\W*$|\s*[:,(–—-]))"
)
_CJK = (
    r"第\s*[一二三四五六\d]+\s*(?:[-–~〜～至]\s*[一二三四五六\d]+\s*)?(?:阶段|階段|周|週|期|フェーズ|"
    r"步|四半期|季度)|(?:今|来|本|下)(?:週|月|周|期|四半期|季度)|次回|(?:阶段|フェーズ|"
    r"阶段)\s*[一二三四五六\d]+|短期|中期|长期|長期|立即|即時|即刻|直ちに|近期|今後|将来|未来"
)
_NAMED = (
    r"release v?\d+(?:\.\d+)*(?=\s*(?:$|[(:：–—-]))|immediate(?:ly)?|immediate actions?|short[- ]?term|"
    r"mid[- ]?term|medium[- ]?term|long[- ]?term|"
    r"near[- ]?term|right now|now|next|later|soon|then|quick wins?|nice[- ]to[- ]haves?|backlog|"
    r"before (?:the )?(?:next )?(?:launch|release|deploy(?:ment)?|go-?live|production|ga|beta)|(?:pre|"
    r"post)[- ](?:launch|release|deploy(?:ment)?|go-?live|production|ga)|after (?:the )?(?:launch|"
    r"release|go-?live|deploy(?:ment)?)|this (?:week|sprint|month|quarter|release)|next (?:week|sprint|"
    r"month|quarter|release)|today|tomorrow|(?:first|next|within) \d+ (?:days|weeks|months)|"
    r"day (?:one|1|0)|(?:after|at|before|up to|until|beyond|from|above|over|below|under|"
    r"past) (?:the first )?\d[\d.,]*\s?[km]?\b[^):]*|(?:ab|nach|vor|bis|uber|bis zu) \d[\d.,]* [^):]*|"
    r"(?:by|until|bis|bis ende|end of|ende|fin|finales de|fine|eind|do konca|до конца) (?:(?:the )?end of |"
    r"zum |"
    r"de )?(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"januar|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier|mars|avril|juin|juillet|aout|"
    r"septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|"
    r"octubre|noviembre|diciembre|month|quarter|year|monat|quartal|jahr|mois|mes|ano)\w*|(?:esta|este|"
    r"proxima?|cette|ce|diese[rnms]?|nachste[rnms]?|deze|questa?o?|prossim[ao]) (?:semana|mes|"
    r"trimestre|semaine|mois|woche|monat|quartal|week|maand|settimana|mese)|(?:plus tard|"
    r"des que possible|mas adelante|mais tarde|piu tardi|cuando se pueda|ensuite|despues|depois|dopo)|"
    r"(?:do|fix) now|(?:fazer )?agora|(?:hacer )?ahora|(?:a faire )?maintenant|adesso|futuro|"
    r"(?:proxim[oa]s|prochains|prossimi|nachste|next) sprints?|"
    r"(?:q1|q2|q3|q4)(?: ?/?20\d\d)?|20\d\d[- ]?q[1-4]|(?:h1|h2) ?20\d\d|must[- ]haves?|should[- ]haves?|"
    r"could[- ]haves?|future(?: work| enhancements?| improvements?)?|sofort(?:massnahmen|ma(?:ss|"
    r"ß)nahmen|ige massnahmen)?|sofortige? ma(?:ss|ß)nahmen|kurzfristig\w*|mittelfristig\w*|"
    r"langfristig\w*|vor (?:dem )?(?:go-?live|release|livegang|start)|nach (?:dem )?(?:go-?live|"
    r"release|livegang|start)|umgehend|spater|demnachst|immediat(?:ement|es?|s)?|(?:a|"
    r"actions? a)? ?court terme|(?:a )?moyen terme|(?:a )?long terme|"
    r"avant (?:la )?(?:mise en production|mep|livraison)|apres (?:la )?(?:mise en production|mep)|"
    r"(?:avant|apres) le lancement|(?:antes|despues) del (?:lanzamiento|despliegue)|tras el lanzamiento|"
    r"(?:antes|depois) do lancamento|(?:prima|dopo) (?:del|il) (?:lancio|rilascio)|"
    r"voor (?:de )?livegang|na (?:de )?livegang|(?:vor|nach) (?:dem )?launch|"
    r"urgent(?:es?)?|inmediat[oa]s?|(?:a )?corto plazo|(?:a )?medi[oa]n?o? plazo|(?:a )?largo plazo|"
    r"imediat[oa]s?|(?:a )?curto prazo|(?:a )?medio prazo|(?:a )?longo prazo|immediat[oaie]|"
    r"(?:a )?breve termine|(?:a )?medio termine|(?:a )?lungo termine|direct|onmiddellijk|korte termijn|"
    r"middellange termijn|lange termijn|natychmiast(?:owe)?|krotkoterminow\w*|srednioterminow\w*|"
    r"dlugoterminow\w*|немедленно|срочно|краткосрочн\w*|среднесрочн\w*|долгосрочн\w*|сейчас|потом|позже"
)
_DAYS = r"\d+[- ]days?"
_NUMBERS = Terms([_NUMBERED], "")
_WIDE = regex(_CJK)
_WIDE_INSIDE = regex(rf"(?<![^\W_])(?:{_CJK})")
_COUNTED = regex(
    r"\W*(?:phase|sprint|week|month|milestone|stage|wave|quarter|woche|monat|quartal|etappe|meilenstein|semaine|"
    r"mois|etape|jalon|trimestre|semana|mes|fase|etapa|hito|settimana|mese|maand|kwartaal|tydzien|miesiac|etap|"
    r"этап|фаза|неделя|спринт|месяц)\s+#?\d"
)
"""Periods that hold steps; what `Step 3` or `Priority 1` heads may be one thing to do."""
_NAMES, _NAME_IN_DAYS = Terms(alternatives(_NAMED), r"\b"), regex(rf"{_DAYS}\b")
_BRACKETED, _BRACKETED_DAYS = _NAMES.ending(r"\)"), regex(rf"{_DAYS}\)")
"""Names in brackets of their own."""
_NO_TIME = regex(
    r"(?:now|next|then|later|soon|direct|urgent\w*|future)\s+(?!weeks?|months?|sprints?|quarters?|"
    r"releases?|deploy|work|enhancement|improvement)\w|next(?:\.js|js|auth)\b|next[-.]\w"
)
"""'Next steps', 'Now we ...' and 'Next.js' name no time."""
_BRACKET = regex(r"[(\[（]([^()\[\]（）]{2,60})[)\]）]")
_DATED = regex(r"\d{4}-\d\d|\d+ (?:days|weeks|months|tage|wochen)|weeks? \d|\d+\s*[-–]\s*\d+")
_BEHIND = regex(r"[-–—:：]\s*((?:weeks?|days?|months?|sprints?|woche\w*|semaines?|semanas?)\s*\d[\d\s–-]*)$")
_NO_WORD = regex(r"[\W_]+")
_SAYING = regex(r"\w")
_SEVERAL = regex(r"\d{1,2}(?:\s*[,;/&+]\s*\d{1,2})+")
"""Several phases, of which none is that of the whole: `0, 1`."""
_NUMBERING = regex(r"(?:\d{1,2}(?:\.\d+)*[.)]?\s+)?(?:(?:for|fur|pour|para|per|voor|na|для|на)\s+)?")
_MODAL = (
    r"(?:(?:must|should|has to|have to|needs? to|to|muss|mussen|soll(?:te|ten|en)?|zu|doit|doivent|a|debe|"
    r"deben|deve|devem|devono|moet|moeten) )"
)
_ASKED = regex(
    rf"\(\s*(?:{_MODAL}?(?:be |etre |ser |essere )?"
    r"(?:fix(?:ed)?|resolved?|address(?:ed)?|complete[d]?|closed?|done|do|remediated?|"
    r"beheben|behoben|erledigen|"
    r"corriger|corrige(?:e?s)?|resoudre|corregir|resolver|corrigir|risolvere|correggere|oplossen|naprawic|"
    rf"исправить|устранить) |{_MODAL})(?=\w)"
)
"""What is asked for in a bracket, and by when: `Critical issues (must fix before launch)`.

Without a bracket it grades findings (`Must fix before launch`, `Should fix`), and a plan says when.
"""
_OPENING, _CLOSING = "_(", "_)%+!"
"""What may stand at the beginning of a name, and at its end."""


@frozen
class Horizon:
    """A phase as the document names it: its title, and the window it gives beside it."""

    title: str
    window: str | None = None
    whole: bool = False
    """Whether it is told from others by all that its title says, because its name is that of several."""

    @property
    def key(self) -> str:
        """What is equal for two spellings of one phase."""
        return _NO_WORD.sub(" ", fold(self.title)).strip() if self.whole else _key(self.title)


@lru_cache(maxsize=2048)
def _key(title: str) -> str:
    folded = fold(title)
    name = None if folded.startswith("(") else _name(folded, 0)
    found = (_number(folded, 0) or name or [folded])[0]
    return _NO_WORD.sub(" ", found).strip().removesuffix("ly")


@lru_cache(maxsize=16_384)
def of_heading(text: str) -> Horizon | None:
    """Return the phase that a heading or a strong lead names, or None."""
    plain = between(one_line(text), _OPENING, _CLOSING)
    folded = fold(plain)
    numbering = _NUMBERING.match(folded)
    begin = numbering.end() if numbering else 0
    starts = _number(folded, begin) or _name(folded, begin)
    if not starts and not _is_inside(folded):
        return None
    if starts and _NO_TIME.match(folded, begin):
        return None
    return Horizon(plain.rstrip(" :："), _window(plain, folded))


def is_counted(text: str) -> bool:
    """Tell whether a heading begins with a period and its number: `Phase 2: the harbour`, `Week 3`."""
    return _COUNTED.match(fold(text)) is not None


def begins(text: str) -> bool:
    """Tell whether a text begins with a phase: `Phase 2 (high)`, but not `High (phase 2)`."""
    folded = fold(between(one_line(text), _OPENING, _CLOSING))
    return (_number(folded, 0) or _name(folded, 0)) is not None


def of_value(text: str) -> Horizon | None:
    """Return the phase a cell or a label's value names: whatever it says."""
    plain = between(one_line(text), _OPENING, _CLOSING)
    if not _SAYING.search(plain) or len(plain) > 60 or _SEVERAL.fullmatch(plain):
        return None
    return Horizon(plain)


def _number(folded: str, at: int) -> re.Match[str] | None:
    """A phase that is named by its number, at a position of a text."""
    return _NUMBERS.match(folded, at) or (_WIDE.match(folded, at) if is_wide(folded) else None)


def _name(folded: str, at: int) -> re.Match[str] | None:
    """A name at a position of a text, where a word begins or a bracket of its own."""
    if folded.startswith("(", at):
        return _BRACKETED.match(folded, at + 1) or _BRACKETED_DAYS.match(folded, at + 1)
    return _NAMES.match(folded, at) or _NAME_IN_DAYS.match(folded, at)


def _is_inside(folded: str) -> bool:
    """Whether a phase is named somewhere in a text, as `(now)` or by its number."""
    if "(" in folded and any(_name(folded, at) for at, char in enumerate(folded) if char == "("):
        return True
    if "(" in folded and (asked := _ASKED.search(folded)) and _name(folded, asked.end()):
        return True
    return _NUMBERS.search(folded) is not None or (
        is_wide(folded) and _WIDE_INSIDE.search(folded) is not None
    )


def _is_named(folded: str) -> bool:
    """Whether a phase is named anywhere in a text, be it at the end of a longer word: `Projektphase 2`."""
    return any(_number(folded, at) or _name(folded, at) for at in range(len(folded)))


def _window(plain: str, folded: str) -> str | None:
    for found in _BRACKET.finditer(folded):
        if _DATED.search(found[1]) or _is_named(found[1]):
            return plain[found.start(1) : found.end(1)]
    tail = _BEHIND.search(folded)
    return plain[tail.start(1) : tail.end(1)].strip() if tail else None
