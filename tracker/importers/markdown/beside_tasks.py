"""Lists beside one that is headed as the tasks: `Deliverables`, `Dependencies`, `Why`, next to `Tasks`.

Where a stage says which of its lists holds the work, the others tell of it: what it brings, what it needs,
who does it and how one sees that it is done. An entry that itself asks for something is believed more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.importers.markdown import remedy
from tracker.importers.markdown.hints import Wording, is_wide
from tracker.importers.markdown.numbering import folded_words
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import STRONG_LEVEL, Entry, Section, Table

_TASKS = Wording(
    r"(?:tasks?|steps?|actions?|action items?|activities|work(?: items)?|to-?dos?|to do|what to do|"
    r"implementation(?: steps)?|aufgaben|schritte|massnahmen|arbeiten|taches|etapes|actions|travaux|"
    r"tareas|pasos|"
    r"acciones|actividades|tarefas|passos|acoes|atividades|attivita|compiti|passi|azioni|taken|stappen|"
    r"acties|"
    r"zadania|kroki|dzialania|задачи|шаги|действия)\W*\Z"
)
_TELLING = Wording(
    r"(?:(?:expected |key |main |required )?(?:outcomes?|outputs?|results?|deliverables?|benefits?)|"
    r"success(?: looks like)?|(?:exit |quality )?gates?|quality bar|exit|ready(?: when| if)?|"
    r"how to (?:verify|test)|"
    r"go ?/ ?no-?go|(?:only )?continue (?:if|when)|verify|"
    r"(?:exit|entry|completion|acceptance|done) criteria|"
    r"acceptance|validation|verification|checkpoints?|goals?|objectives?|duration|timeline|prerequisites?|"
    r"preconditions?|requirements met|dependenc(?:y|ies)|depends on|notes?|rationale|constraints?|"
    r"guardrails?|"
    r"stop (?:conditions?|if|when)|why(?: now| this matters| it matters)?|(?:skills|people|"
    r"resources) needed|team|"
    r"owners?|stakeholders?|tools?|metrics|budget|costs?|"
    r"(?:relevant |key |affected |related )?files(?: involved| touched| affected)?|references?|"
    r"(?:evidence|proof)(?: required| needed)?|what (?:this gives us|you get|we get)|(?:you|we) will have|"
    r"(?:after|by the end of) this (?:phase|stage|step|sprint|week)|"
    r"ergebnis(?:se)?|liefergegenstande|voraussetzungen|abhangigkeiten|hinweise?|nutzen|begrundung|werkzeuge|"
    r"beteiligte|dateien|abnahme|ziele?|dauer|kosten|nachweise?|"
    r"livrables?|resultats?|prerequis|dependances?|remarques?|avantages|benefices|outils|equipe|fichiers|"
    r"objectifs?|"
    r"duree|entregables|resultados?|requisitos previos|prerrequisitos|dependencias|notas?|beneficios|"
    r"herramientas|"
    r"equipo|archivos|objetivos?|duracion|validacion|entregaveis|pre-?requisitos|ferramentas|equipe|"
    r"arquivos|duracao|"
    r"validacao|risultat[oi]|prerequisiti|dipendenze|note|benefici|strumenti|file|obiettiv[oi]|durata|"
    r"consegne|"
    r"resultaten|voorwaarden|afhankelijkheden|opmerkingen|voordelen|hulpmiddelen|bestanden|doel(?:en)?|duur|"
    r"wyniki|wymagania wstepne|zaleznosci|uwagi|korzysci|narzedzia|pliki|cele?|"
    r"результаты?|зависимости|примечани[ея]|преимущества|инструменты|файлы|цел[ьи]|предпосылки)\W*\Z"
)
_WIDE_TASKS = regex(r"^\W*(?:任务|步骤|工作项|タスク|手順|作業)\W*$")
_WIDE_TELLING = regex(
    r"^\W*(?:产出|交付物|结果|依赖|前提条件?|备注|收益|目标|验收|工具|成果物|依存関係|備考|前提|目的|効果|検証)\W*$"
)


def with_tasks(section: Section) -> Sequence[Section]:
    """Return the sections beneath one, but for those that only tell of the tasks beside them."""
    if not any(map(_heads_tasks, (section, *section.sections))):
        return section.sections
    return [each for each in section.sections if not _only_tells(each)]


def _heads_tasks(section: Section) -> bool:
    return section.title is not None and _names_tasks(section.text)


@lru_cache(maxsize=4096)
def _names_tasks(text: str) -> bool:
    return _says(text, _TASKS, _WIDE_TASKS)


def _says(text: str, narrow: Wording, wide: re.Pattern[str]) -> bool:
    plain = folded_words(text).strip(" *")
    return (wide.match(plain) if is_wide(plain) else narrow.match(plain)) is not None


def _only_tells(section: Section) -> bool:
    if section.level < STRONG_LEVEL or section.sections or not _says(section.text, _TELLING, _WIDE_TELLING):
        return False
    if any(isinstance(block, Table) for block in section.blocks):
        return False
    entries = section.entries
    return 2 * sum(map(_asks, entries)) < max(1, len(entries))


def _asks(entry: Entry) -> bool:
    return entry.ticked is not None or remedy.begins_with_verb(entry.title.text)
