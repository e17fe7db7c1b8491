"""What a review says around its findings: goals, sums, votes, criteria, capacity, assumptions, sources.

They stand in lists, tables and lines with a strong lead as findings do, and only their words tell them apart.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown.hints import alternatives, bit_of_pattern, hints
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.terms import Terms
from tracker.importers.markdown.words import fold

_HEADINGS = (
    r"(?:key |planning |underlying |our )?assumptions|annahmen|hypotheses|supuestos|premissas|assunzioni|"
    r"aannames|zalozenia|предположения|допущения|(?:our |data )?sources(?: of data| used)?|"
    r"quellen|fuentes|fontes|fonti|bronnen|zrodla|источники|"
    r"(?:team |our |available |people and )capacity(?: planning| and budget| of the team)?|"
    r"(?:the )?costs? of (?:waiting|delay|inaction|doing nothing|not doing it)|what (?:it|this|that) costs|"
    r"(?:costs?|budget) and (?:schedule|calendar|timeline|time|capacity)|was es kostet|"
    r"kosten und (?:zeit\w*|termine)|"
    r"couts? et (?:calendrier|delais?)|ce que (?:ca|cela) coute|costes? y (?:calendario|plazos)|"
    r"custos? e (?:calendario|prazos)|costi e tempi|kosten en planning|koszty i terminy|"
    r"(?:key |main |top )?risks? (?:of|to|for|in|with) (?:this|the|our) (?:plan|schedule|timeline|timetable|"
    r"road ?map|calendar|planning|estimates?|sequence|order)(?: itself)?|"
    r"(?:plan|schedule|timeline|planning|delivery) risks?|(?:plan|termin|zeitplan)risiken|"
    r"risiken (?:des|dieses|fur den|fur diesen|im|in diesem) (?:zeit|termin)?plan(?:e?s)?(?: selbst)?|"
    r"risques? (?:du|de ce|pour le|sur le) (?:plan\w*|calendrier)|"
    r"riesgos? (?:del|de este|para el) (?:plan|calendario|cronograma)|"
    r"riscos? (?:do|deste|para o) (?:plano|cronograma|calendario)|"
    r"rischi (?:del|di questo|per il) (?:piano|calendario)|risico's (?:van|voor) (?:de|deze|het|dit) plan\w*|"
    r"ryzyka (?:tego )?(?:planu|harmonogramu)|риски (?:этого )?(?:плана|графика)|"
    r"(?:effort|work|hours|days) (?:by|per) (?:person|people|team|role|member)|"
    r"(?:level of |our |overall )?confidence(?: levels?| score| rating)?|(?:grad der )?zuversicht|"
    r"niveau de confiance|"
    r"nivel de confianza|nivel de confianca|livello di (?:fiducia|confidenza)|betrouwbaarheid(?:sniveau)?|"
    r"poziom pewnosci|уровень уверенности|reasoning|"
    r"(?:reasons?|reasoning) (?:for|behind) (?:this|the|our) (?:verdict|score|rating|grade|assessment)|"
    r"aufwand (?:nach|pro|je) (?:person|rolle|team)|esfuerzo por persona|charge par personne"
)
_NARROW, _WIDE = Terms(alternatives(_HEADINGS), r"\Z"), frozenset({"假设", "来源", "出典"})
_TOTAL = (
    r"(?:sub[- ]?)?totale?s?|summe|zwischensumme|gesamt\w*|insgesamt|somme|suma|soma|somma|"
    r"totaal|razem|итого|всего"
)
_ABOUT = (
    r"goals?|aims?|purpose|objectives?|product|audience|baseline|sources?|stack|"
    r"exit|exit criteri(?:on|a)|launch target|goal of (?:this|the) phase|ziele?|zweck|produkt|zielgruppe|"
    r"ausgangslage|quellen|"
    r"objectifs?|but|produit|objetivos?|proposito|producto|produto|obiettiv[io]|scopo|prodotto|"
    r"doel(?:en)?|cel|cele|produkt|цел[ьи]|продукт|目标|目的|目標"
)
LABEL_BIT = bit_of_pattern(f"{_ABOUT}|{_TOTAL}")
"""The bit of the words of which one is in every label."""
_LABELS = regex(
    rf"(?:the |our |das |le |la |el )?(?:{_ABOUT})"
    rf"|(?:[^\W\d_]+ \d{{1,2}} |(?:grand|overall|effort|phase|sprint) )?(?:{_TOTAL})"
    rf"|(?:{_TOTAL}) (?:effort|time|cost|days|aufwand|(?:(?:for|of|fur|de|du|di|van|der|la|"
    rf"le) )*[^\W\d_]+ \d{{1,2}})"
)
_VOTE = regex(
    r"votes?|votum|stimme|votos?|vot[oi]|голос|go ?/ ?no-?go|go or no-?go|decision|entscheidung|"
    r"投票|判定"
)
_CRITERIA = regex(
    r"(?:criteri\w*|criteres|kriterien|\w+kriterien|gates?|критерии|标准|基準)\W*$|"
    r"^\W*(?:\d+\W+)?(?:criteri\w+|criteres|kriterien|критерии)\b"
)
_LONGEST = 200
"""A longer heading is a sentence; its beginning tells what it is about."""
_THRESHOLD = regex(
    r"(?:\bat (?:least|most)|\b(?:below|under|above|over|less than|more than|fewer than) \d|"
    r"^no (?:open|unresolved|"
    r"outstanding|known|unfixed)|^zero |[<>≤≥]|\b(?:mindestens|hochstens|weniger als|unter|uber) \d|"
    r"^keine? (?:offene\w*|bekannte\w*)|\b(?:au moins|au plus|moins de|plus de) \d|^aucun\w* \w+ ouvert|"
    r"\b(?:al menos|como maximo|menos de|mas de|pelo menos|no maximo|almeno|al massimo|meno di|minstens|"
    r"hoogstens|minder dan|co najmniej|najwyzej|не менее|не более|меньше) \d|^ningun\w* \w+ abiert)"
)


def heads(folded: str) -> bool:
    """Tell whether a heading is one of what surrounds the work: its assumptions, its costs, its sources.

    `folded` is the heading without its number, case and accents.
    """
    bare = folded.strip(" :.*")
    return _NARROW.match(bare) is not None or bare in _WIDE


def is_label(text: str) -> bool:
    """Tell whether a title is nothing but the label of a goal, of a sum or of what the review is about."""
    folded = fold(text)
    return bool(hints(folded) & LABEL_BIT and _LABELS.fullmatch(folded.strip(" :：.*")))


def is_vote(head: str) -> bool:
    """Tell whether a column holds what somebody voted or decided."""
    return _VOTE.fullmatch(fold(head).strip(" *:?")) is not None


def is_criterion(text: str, heading: str) -> bool:
    """Tell whether an entry beneath a heading of criteria sets a bar, which is reached by other work."""
    return heads_criteria(heading) and _THRESHOLD.search(fold(text)) is not None


@lru_cache(maxsize=1024)
def heads_criteria(text: str) -> bool:
    """Tell whether a heading is one of criteria."""
    return _CRITERIA.search(fold(text[:_LONGEST])) is not None
