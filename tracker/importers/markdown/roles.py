"""What the heading of a section says of what is in it: work to do, praise, targets, a checklist.

The words are a vocabulary in several languages. Roles are tried in the order of the enumeration, because
"Success criteria of the fixes" speaks of criteria, and "What is not done" of work although "done" is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from tracker.importers.markdown import asides, severity, status
from tracker.importers.markdown.hints import Wording, alternatives, beginnings, bit_of_pattern, hints, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold


class Role(Enum):
    """The meaning of a section, most telling first."""

    __hash__ = object.__hash__  # each is there once; that of Enum takes ten times as long

    REFERENCE = "reference"
    """Tables of contents, legends, tools, methods: never work."""
    SCORES = "scores"
    METADATA = "metadata"
    ROUTINE = "routine"
    """What is to be done again and again, and run books."""
    TARGETS = "targets"
    SIGN_OFF = "sign-off"
    COUNTS = "counts"
    TIMELINE = "timeline"
    NOT_WORK = "not work"
    DECISION = "decision"
    DEFERRED = "deferred"
    RISKS = "risks"
    PLAN = "plan"
    """Steps, recommendations, an order of work: often what the findings said before."""
    CHECKLIST = "checklist"
    WORK = "work"
    """Findings, issues, gaps."""
    GOOD = "good"
    SUMMARY = "summary"
    NEUTRAL = "neutral"


WORKING = frozenset({Role.WORK, Role.PLAN, Role.RISKS, Role.CHECKLIST, Role.DEFERRED})
"""Roles whose entries are work unless something speaks against it."""
SILENT = frozenset(
    {
        Role.REFERENCE,
        Role.SCORES,
        Role.METADATA,
        Role.ROUTINE,
        Role.TARGETS,
        Role.COUNTS,
        Role.TIMELINE,
        Role.SIGN_OFF,
    }
)
"""Roles whose entries are no work unless they have a box to tick or an id of their own."""

_PATTERNS: dict[Role, str] = {
    Role.REFERENCE: r"""
        table of contents|contents|inhalt|inhaltsverzeichnis|sommaire|table des matieres|indice|sumario|
        inhoud|spis tresci|содержание|оглавление|目录|目次|legend\w*|legende|leyenda|key$|scoring$|
        scoring (?:scale|
        method|system|model)|how (?:we )?(?:score|rate)|skala\b|objasnieni\w*|oznaczeni\w*|обозначени\w*|
        шкала|评级|等级说明|评分标准|glossar\w*|
        glosario|appendix|anhang|annexe|anexo|references?$|referenzen|resources|ressourcen|recursos|
        ressources|methodolog\w*|methodik|methode|metodolog\w*|approach and scope|scope|umfang|
        perimetre|alcance|escopo|(?:recommended|useful) (?:tools|reading)|tools? (?:and|&) services|
        tools used|templates?|further reading|links|about(?: this)?|how to (?:read|use)|
        (?:house|ground) rules|working agreements?|spielregeln|hausregeln|
        severity (?:matrix|levels?|definitions?|scale|ratings?)|risk matrix|rating (?:scale|
        definitions?)|definitions?|bewertungs(?:skala|matrix|schema)|schweregrade|niveaux de|niveles de|
        grille de|echelle|versionshistorie|change ?log|revision history|changes since|zmiany|anderungen seit|
        changements depuis|cambios desde|
        изменения с|变更说明|変更点|document history|history|
        anderungshistorie|historique|历史|修订记录|改訂履歴|变更记录|图例|凡例|术语|用語|附录|付録|参考|
        quellen|disclaimer|acknowledg\w*|contact|kontakt|directory structure|file structure|
        project structure|environment variables|tech(?:nology)? stack""",
    Role.SCORES: r"""
        score ?card|health score|scores?$|scores? (?:by|per|summary|overview)|overall (?:score|rating|
        grade|assessment)|score\s*[:：]|rating\s*[:：]|grade\s*[:：]|quality metrics|maturity|punktzahl|
        gesamtnote|gesamtbewertung|bewertung$|notation|note globale|note finale|puntuacion|pontuacao|
        punteggio|оценки|итоговая оценка|评分|得分|スコア|評価点|総合評価|weighted""",
    Role.ROUTINE: r"""
        daily|weekly|monthly|quarterly|(?:daily|weekly|monthly) checks|run ?books?$|how to (?:run|
        deploy|install|reproduce|test)|deployment (?:steps|procedure)|rollback|installation|
        quick ?start|getting started|setup instructions|usage|commands?$|reproduc\w*|reproduktion|
        taglich\w*|wochentlich\w*|monatlich\w*|quotidien\w*|hebdomadaire\w*|diari[oa]s?|semanal\w*|
        ежедневн\w*|еженедельн\w*|每日|每周|毎日|毎週|post[- ]deployment monitoring|monitoring plan|
        maintenance schedule|incident procedure|operating procedure|betriebshandbuch|再現手順|复现步骤""",
    Role.TARGETS: r"""
        success (?:metrics|criteria|indicators)|targets?|kpis?|slos?|slas?|service level|
        acceptance criteria|exit criteria|objectives?|definition of done|expected (?:performance|
        results?|improvements?|outcomes?|impact|benefits?)|performance (?:targets?|goals?|budget)|goals|
        erfolgskriterien|akzeptanzkriterien|zielwerte|ziele|kennzahlen|criteres de (?:succes|reussite)|
        objectifs|criterios de (?:exito|sucesso)|objetivos|metas|criteri di successo|obiettivi|doelen|
        succescriteria|cele|цели|метрики|критерии успеха|целевые|目标|指标|成功标准|目標|指標|成功基準""",
    Role.SIGN_OFF: r"""
        sign[- ]?off|approvals?|approved|final approval|freigabe|abnahme|genehmigung|validation finale|
        approbation|aprobacion|aprovacao|approvazione|goedkeuring|zatwierdzenie|утверждение|
        согласование|审批|批准|签字|承認""",
    Role.COUNTS: r"""
        (?:issues?|findings?|risks?|items?|vulnerabilit\w*) (?:count|by severity|by category|
        distribution|breakdown|statistics|at a glance)|statistics|statistik\w*|summary of findings by|
        severity (?:counts?|distribution|breakdown|summary)|findings (?:overview|summary|at a glance)|
        ubersicht nach|verteilung|statistiques|repartition|estadisticas|estatisticas|распределение|统计|
        統計|集計""",
    Role.TIMELINE: r"""
        (?:estimated )?timeline|key dates|termine$|terminplan|dates? cles?|fechas clave|terminy|今後の予定|
        予定$|
        日程|时间安排|time to production|estimated time|zeitplan|zeitrahmen|calendrier|
        cronograma|calendario|tijdlijn|harmonogram|график|时间表|时间线|スケジュール|schedule|
        effort summary|aufwandsubersicht|total effort""",
    Role.NOT_WORK: r"""
        out of scope|non-goals?|not in scope|false positives?|accepted risks?|akzeptierte risiken|
        (?:aus)?geschlossene?|hors perimetre|fuera de alcance|fora do escopo|nicht (?:im )?umfang|误报|
        対象外|deliberate\w*|by design|conscious (?:choices|decisions)|intentional (?:choices|
        decisions)|bewusste? (?:entscheidung\w*|verzicht\w*)|choix assumes|non-issues|kept as is|
        leave as is|left (?:alone|as is)|not (?:a )?debt|not (?:an? )?(?:issue|problem)s?|
        decisions we stand by|ruled out|no action (?:needed|required)|won't fix|(?:would|will|can) leave|
        leave alone|what (?:else )?(?:has |have |was )?improved|what got better|was sich verbessert hat|
        was besser wurde|ce qui s'est ameliore|lo que (?:ha )?mejor(?:ado|o)|o que melhorou|
        cosa e migliorato|wat (?:is )?verbeterd|co sie poprawilo|что улучшилось|已改善|改善された点""",
    Role.DECISION: r"""
        (?:open )?decisions?(?: needed| required| to make)?|offene entscheidungen|decisions? a prendre|
        decisiones|decisoes|decisioni|решения|待决策|決定事項|open questions|offene fragen|
        questions ouvertes""",
    Role.DEFERRED: r"""
        (?:intentionally |deliberately )?(?:deferred|postponed)|zuruckgestellt\w*|vertagt\w*|
        reporte(?:s|es)?|aplazad\w*|adiad\w*|rinviat\w*|uitgesteld\w*|odlozon\w*|отложен\w*|推迟|延期|
        見送り|backlog|parked|parking lot|future work|later""",
    Role.RISKS: r"""
        risks?|risk (?:assessment|register|log|analysis)|low risk|medium risk|high risk|risiken|
        risikobewertung|risikoregister|risques?|riesgos?|riscos?|rischi|risico's|ryzyka|риски|风险\w*|
        リスク\w*|threats?|dependencies at risk""",
    Role.PLAN: r"""
        action (?:plan|items?)|recommend\w*|remediation(?: plan| steps| roadmap)?|next steps?|road ?map|
        to ?-?do(?:s| list)?|fix(?:es)?(?: required| plan)?|required fixes|priority (?:actions?|
        action plan|fixes|list)|improvements?(?: plan)?|improvement opportunities|enhancements?|
        nice[- ]to[- ]haves?|optimi[sz]ations?|implementation plan|work ?plan|plan$|planned (?:corrections?|
        fixes|actions?|measures?|
        changes|work)|corrective actions?|proposed (?:changes|
        fixes)|required (?:actions?|changes)|actions? (?:required|needed)|(?:user )?action required|
        before (?:launch|release|go-?live|production)|production requirements|
        requirements for (?:production|launch|go-?live)|tasks?|quick wins?|setup required|what's next|
        hardening|migration plan|must[- ](?:fix|have)s?|should[- ](?:fix|have)s?|(?:must|should|has to|
        have to|needs? to) be \w+|
        nice$|(?:most |very )?urgent$|besonders dring\w*|vordringlich\w*|prioritaires?$|prioritari[oa]s$|
        (?:further|additional|planned|proposed|technical|organi[sz]ational) measures|misure\w*|medidas|
        mesures|
        srodki\w*|maatregelen|empfehlung\w*|
        massnahmen\w*|maßnahmen\w*|handlungsbedarf|nachste schritte|sofortma(?:ss|ß)nahmen|
        verbesserung\w*|aufgaben|fahrplan|recommandations?|plan d'actions?|prochaines etapes|
        actions? (?:correctives?|a mener|requises?)|feuille de route|ameliorations?|a faire|
        recomendacion\w*|plan de accion|proximos pasos|acciones|mejoras|tareas|recomendac\w*|
        plano de acao|proximos passos|acoes|melhorias|tarefas|raccomandazion\w*|piano d'azione|
        piano di azione|prossimi passi|azioni|miglioramenti|attivita|aanbeveling\w*|actieplan|
        actiepunten|acties|volgende stappen|verbeterpunten|verbeteringen|zalecenia|rekomendacje|
        plan dzialan\w*|plan naprawczy|nastepne kroki|zadania|usprawnienia|рекомендаци\w*|план действий|
        план (?:работ|исправлен\w*|устранения)|следующие шаги|задачи|улучшения|меры|дорожная карта|建议|
        整改\w*|行动计划|下一步|改进\w*|待办\w*|修复计划|路线图|推奨\w*|対策\w*|改善\w*|アクション\w*|
        次のステップ|今後の\w*|対応計画|ロードマップ|タスク""",
    Role.CHECKLIST: r"""
        check ?lists?|checkliste\w*|liste de (?:controle|verification)|lista de (?:verificacion|
        verificacao|control|comprobacion)|lista di controllo|controlelijst|lista kontrolna|чек-?лист|
        контрольный список|检查清单|检查表|清单|チェックリスト|pre-?flight""",
    Role.WORK: r"""
        (?:critical|key|known|major|minor|open|main|serious|remaining|outstanding|blocking|security|
        performance|identified)? ?(?:issues?|problems?|bugs?)(?: found| identified| list)?|findings?|
        weakness\w*|vulnerabilit\w*|gaps?|blockers?|show ?stoppers?|concerns?|security considerations|
        tech(?:nical)?[- ]debt|debt|bottlenecks?|shortcomings?|deficienc\w*|defects?|flaws?|
        areas (?:for|of|to) improve\w*|missing|what(?:'s| is| was) wrong|unplanned|unscheduled|
        not (?:yet )?scheduled|what (?:we|i|was) (?:found|noticed)|was (?:wir )?gefunden|
        ce que (?:nous avons|j'ai) (?:trouve|constate)|lo que (?:hemos |he )?encontrad[oa]|points lost|
        lost points|deductions|abzuge|points perdus|puntos perdidos|
        ungeplant\w*|non planifie\w*|was (?:fehlt|falsch ist)|
        ce qui (?:manque|ne va pas)|(?:half|partly)[- ](?:done|finished|complete\w*)|unfinished|
        halbfertig\w*|unvollendet\w*|inacheve\w*|not done|what's not|what is not|incomplete|
        not implemented|untested (?:areas|code|parts|paths)|fragile(?: areas)?|(?:current |scaling |known |
        capacity )limits?|limitations?|
        limits$|test coverage gaps?|missing (?:critical )?features?|code smells?|pain points?|
        red flags?|warnings?|cons$|needs? (?:work|attention|improvement)|must fix|(?:still )?open|
        unresolved|failed(?: checks)?|failures|technical risks?|observations?|anti-?patterns?|
        exposures?|violations?|non-?conformit\w*|befunde?|feststellung\w*|schwachstellen?|schwachen|
        mangel|probleme?|offene punkte|kritische punkte|technische schulden|lucken|fehler|engpasse|
        sicherheitslucken|beobachtungen|constats?|problemes?|vulnerabilites?|faiblesses|
        points? (?:bloquants?|critiques?|faibles?|d'attention|ouverts?|a ameliorer)|anomalies|
        dette technique|lacunes|failles|ecarts|hallazgos?|problemas?|vulnerabilidades?|debilidades|
        deuda tecnica|brechas|deficiencias|puntos (?:criticos|debiles|abiertos)|errores|achados?|
        vulnerabilidades|fraquezas|divida tecnica|lacunas|pontos (?:criticos|fracos)|rilievi|problemi|
        vulnerabilita|debolezze|debito tecnico|criticita|punti (?:critici|deboli|aperti)|carenze|
        bevindingen|problemen|kwetsbaarheden|zwakke punten|technische schuld|tekortkomingen|knelpunten|
        ustalenia|problemy|podatnosci|slabe strony|dlug techniczny|luki|bledy|braki|проблемы|замечания|
        уязвимости|недостатки|слабые (?:места|стороны)|технический долг|узкие места|ошибки|пробелы|
        наблюдения|выявленн\w*|问题\w*|漏洞|缺陷|不足|发现\w*|技术债务?|瓶颈|差距|短板|风险点|隐患|弱点|
        待解决\w*|
        严重问题|問題\w*|課題\w*|脆弱性|欠陥|指摘事項|技術的負債|ボトルネック|弱み|不備|発見事項|
        検出事項|指摘|
        (?:remarques|observations|points|observaciones|observacoes|osservazioni) (?:mineure?s|diverse?s|
        complementaires|menores|varias|adicionales|minori)|(?:other|further|additional|minor|small(?:er)?|
        little|lesser|weitere|
        kleine|kleinere|petites|petits|pequenas|pequenos|piccole|drobne|мелкие|sonstige|overige|autres|
        otras|otros|outras|altre|inne|
        pozostale|прочие) (?:remarks|notes|points|things|details|matters|anmerkungen|hinweise|punkte|dinge|
        opmerkingen|punten|remarques|choses|detalles|cosas|cose|observaciones|puntos|observacoes|
        osservazioni|uwagi|замечания)|kleinigkeiten|kleinigheden|
        (?:detalles|puntos|cosas|detalhes|pontos|dettagli|punti|details|points) (?:menores|mineure?s|minori|
        secundari[oa]s|secondaires)|nits$|nitpicks?|niggles|loose ends|odds and ends|paper ?cuts|
        drobiazgi|мелочи|細かい点|小问题""",
    Role.GOOD: r"""
        strengths?|what(?:'s| is| works)? (?:works?|working|good|done|complete\w*|well)|what went well|
        positives?|positive (?:findings?|aspects?|observations?)|pros$|passed(?: checks)?|highlights?|
        achievements?|completed?|done|good practices?|already (?:done|fixed|implemented|in place)|
        accomplish\w*|in place|ready for|well[- ]done|no issues|starken|positiv\w*|was gut|gut gelost|
        erledigt\w*|bestanden|points forts|forces|atouts|positifs?|reussi\w*|fortalezas|puntos fuertes|
        aciertos|pontos fortes|punti di forza|sterke punten|mocne strony|zalety|сильные стороны|
        достоинства|положительн\w*|выполнено|优点|优势|亮点|做得好\w*|已完成|良好|強み|良い点|
        評価できる点|優れた点|完了\w*|長所""",
    Role.SUMMARY: r"""
        (?:executive |management )?summary|root causes?(?: analysis)?|what happened|contributing factors|
        lessons(?: learned)?|what (?:could|should) have|where we got lucky|hergang|deroulement|cause racine|
        causes profondes|que paso|causas? raiz|przyczyn\w*|przebieg|причины|хронология|根本原因|原因分析|
        事件经过|where (?:we|things|it) stands?|state of play|wo wir stehen|stand der dinge|
        ou en (?:sommes-nous|est-on)|donde estamos|onde estamos|dove siamo|waar staan we|
        经验教训|原因$|経緯|教訓|(?:short|brief) answer|in brief|in short|bottom line|key messages|
        kurzfassung|in kurze|en bref|tl;?dr|urteil$|gesamturteil|veredicto|giudizio|oordeel|
        overview|introduction|conclusions?|abstract|verdict|
        final verdict|assessment|zusammenfassung|uberblick|fazit|einleitung|resume|synthese|conclusion|
        introduction|resumen|conclusion\w*|introduccion|resumo|conclus\w*|introducao|sommario|riepilogo|
        sintesi|samenvatting|conclusie|inleiding|podsumowanie|streszczenie|wnioski|wstep|резюме|
        заключение|вывод\w*|введение|итоги?|обзор|总结|概述|摘要|结论|概要|まとめ|結論|サマリー|
        はじめに|総括""",
}
_WORD = regex(r"[^\W_]+|[^\w\s]")


@lru_cache(maxsize=1)
def _patterns() -> dict[Role, tuple[int, dict[str, list[re.Pattern[str]]], re.Pattern[str]]]:
    """For each role what a heading may say where a word begins (with its bit), and anywhere in Chinese.

    The former by the letter it begins with, of which a heading has few: the others need not be compiled.
    """
    found = {}
    for role, pattern in _PATTERNS.items():
        terms = alternatives("".join(part.strip() for part in pattern.split("\n")))
        wide = [each.replace(r"\w*", "") for each in terms if is_wide(each)]
        narrow = [each for each in terms if not is_wide(each)]
        found[role] = (bit_of_pattern("|".join(narrow)), _by_letter(narrow), regex("|".join(wide) or "(?!)"))
    return found


def _by_letter(terms: Iterable[str]) -> dict[str, list[re.Pattern[str]]]:
    """Patterns by the letters that they can begin with; terms that begin with the same ones are together."""
    together: dict[frozenset[str], list[str]] = {}
    for term in terms:
        together.setdefault(frozenset(begun[0] for begun, _ in beginnings(term)), []).append(term)
    found: dict[str, list[re.Pattern[str]]] = {}
    for letters, each in together.items():
        pattern = regex(f"(?:{'|'.join(each)})(?![^\\W_])")
        for letter in letters:
            found.setdefault(letter, []).append(pattern)
    return found


_LONGEST = 120
"""A longer heading is a sentence; its beginning tells what it is about."""
_NUMBERING = regex(r"^\W*(?:\d+(?:\.\d+)*[.)]?\s+)?")
_NOT_DONE = regex(r"(?<![^\W_])not\b[^.]{0,12}\b(?:done|ready|complete)")
_PRAISE = regex(
    r"(?:(?:positive|pleasing|encouraging|good|positiv\w*|erfreuliche|gute) (?:findings?|observations?|"
    r"notes?|"
    r"remarks|points|things|news|befunde|beobachtungen|feststellungen|punkte)|"
    r"(?:constats?|observations?|remarques?|points?) positi\w+|"
    r"(?:hallazgos?|observaciones|aspectos|achados?|observacoes|rilievi|osservazioni) positiv[oaie]s?|"
    r"(?:what|things) (?:i|we) (?:really )?(?:liked?|appreciated?|enjoyed)|was (?:uns|mir) gefall\w+|"
    r"ce qui (?:nous |m')?(?:a )?plu\w*|lo que nos gusto)(?![^\W_])(?!.*\b(?:and|und|et|y|e|negativ\w*)\b)"
)
"""Observations and findings are work, unless their heading begins with praise."""
_CONDITIONS = regex(
    r"(?:(?:open|remaining|outstanding|the|offene|die|les|las|as|le) )?(?:conditions|bedingungen|auflagen|"
    r"condiciones|condicoes|condizioni|voorwaarden|warunki|условия) (?:for|fur|zur|zum|pour|para|per|voor|do|"
    r"для|de|d') ?(?:(?:the|an?|die|den|das|la|le|el|il|lo|o|de|het) )?(?:sign-?off|launch|go\b|go-?live|"
    r"release|approval|acceptance|production|freigabe|start|abnahme|mise en (?:production|service)|lancement|"
    r"puesta en|lanzamiento|aprobacion|lancamento|aprovacao|rilascio|lancio|vrijgave|wdrozeni|запуск|выпуск)"
)
"""`Conditions for sign-off`: what has to be done before, though the rest of the heading speaks of signing."""
_AREAS = Wording(r"(?:areas?|points?|room|potential) (?:for|of|to) improve\w*")
"""What could be better is a weakness, though `improvements` are steps."""
_LACKING = Wording(
    r"(?:what|where it|things that) (?:does|do|did|works?|is|are|was|went)(?:n't| not)\b(?! (?:worry|"
    r"bother|need))|"
    r"was (?:noch )?nicht (?:gut|geht|lauft|funktioniert|klappt)|ce qui ne (?:va|marche|fonctionne) pas|"
    r"lo que no|"
    r"o que nao|(?:cio che|cosa) non|wat (?:er )?niet (?:goed|werkt|gaat)|co nie dziala|"
    r"что не (?:работает|так)"
)
"""`What does not`, beside `What works`."""
_PUT_OFF = Wording(
    r"(?:intentionally |deliberately |bewusst )?(?:deferred|postponed|put off|zuruckgestellt|vertagt|"
    r"verschoben|"
    r"reporte(?:e?s)?|aplazad[oa]s|pospuest[oa]s|adiad[oa]s|rinviat[ie]|uitgesteld|odlozone|отложен\w*)\b"
)
"""What a heading begins with says what is beneath it, though it was put off `by decision`."""
_WITHOUT = Wording(
    r"\b(?:without|free of|ohne|sans|sin|sem|senza|zonder|bez|без) (?:any |an |relevante |weitere |further )?"
    r"(?:findings?|issues?|problems?|remarks?|objections?|concerns?|deviations?|gaps?|befunde?n?|beanstandung\w*|"
    r"mangel|auffalligkeit\w*|abweichung\w*|constats?|remarques?|anomalies?|ecarts?|hallazgos?|observaciones|"
    r"incidencias|achados?|rilievi|bevindingen|uwag|zastrzezen|замечани\w+)\b"
)
"""`Areas without findings`."""
_NEGATED = regex(r"\bnot\b|\bnicht\b|\bnon\b|\bpas\b|n't\b|\bno\b|\bincomplete\b|未|не ")


@lru_cache(maxsize=16_384)
def role_of(heading: str) -> Role:
    """Return what a heading says of its section."""
    text = _NUMBERING.sub("", fold(heading[:_LONGEST]).replace("’", "'"))
    text = " ".join(text.split())
    if _NOT_DONE.search(text):
        return Role.WORK
    if _CONDITIONS.match(text):
        return Role.PLAN
    if _AREAS.match(text) or _LACKING.match(text):
        return Role.WORK
    if _PUT_OFF.match(text):
        return Role.DEFERRED
    if _WITHOUT.search(text):
        return Role.GOOD
    if asides.heads(text):
        return Role.REFERENCE
    found = Role.GOOD if _PRAISE.match(text) else _first(text)
    if found in (Role.SUMMARY, Role.NEUTRAL) and status.mark(heading) is status.Mark.GOOD:
        return Role.GOOD
    if found is Role.NEUTRAL and severity.only_rating(heading):
        return Role.WORK
    return found


def _first(text: str) -> Role:
    wide = is_wide(text)
    starts = [word.start() for word in _WORD.finditer(text)]
    negated = _NEGATED.search(text) is not None
    patterns = _patterns()
    possible = hints(text)
    for role, (bit, narrow, anywhere) in patterns.items():
        if not possible & bit or (role is Role.GOOD and negated):
            continue
        heads = (each.match(text, at) for at in starts for each in narrow.get(text[at], ()))
        if any(heads) or (wide and anywhere.search(text)):
            return role
    return Role.NEUTRAL
