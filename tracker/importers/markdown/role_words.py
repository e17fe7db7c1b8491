"""What headings say of what is beneath them, in the languages reviews are written in: data for `roles`.

Patterns of folded text, each by the name of its role; they are tried in this order.
"""

from __future__ import annotations

from collections.abc import Mapping

ROLE_WORDS: Mapping[str, str] = {
    "reference": r"""
        table of contents|contents|inhalt|inhaltsverzeichnis|sommaire|table des matieres|indice|sumario|
        inhoud|spis tresci|содержание|оглавление|目录|目次|legend\w*|legende|leyenda|key$|scoring$|
        scoring (?:scale|
        method|system|model)|how (?:we )?(?:score|rate)|skala\b|objasnieni\w*|oznaczeni\w*|обозначени\w*|
        шкала|评级|等级说明|评分标准|glossar\w*|
        glosario|appendix|anhang|annexe|anexo|references?$|referenzen|resources|ressourcen|recursos|
        ressources|methodolog\w*|methodik|methode|metodolog\w*|approach and scope|scope|umfang|
        perimetre|alcance|escopo|(?:recommended|useful) (?:tools|reading)|tools? (?:and|&) services|
        tools used|templates?|further reading|links|about(?: this)?|how to (?:read|use)|
        (?:house|ground|execution|engineering|operating|design|implementation|non-?negotiable) (?:rules|
        principles|constraints)|guiding principles|rules of engagement|working agreements?|spielregeln|
        hausregeln|
        severity (?:matrix|levels?|definitions?|scale|ratings?)|risk matrix|rating (?:scale|
        definitions?)|definitions?|bewertungs(?:skala|matrix|schema)|schweregrade|niveaux de|niveles de|
        grille de|echelle|versionshistorie|change ?log|revision history|changes since|zmiany|anderungen seit|
        changements depuis|cambios desde|
        изменения с|变更说明|変更点|document history|history|
        anderungshistorie|historique|历史|修订记录|改訂履歴|变更记录|图例|凡例|术语|用語|附录|付録|参考|
        before (?:the )?(?:[^\W\d_]+ )?(?:fix(?:es)?|remediation|improvements?|changes|refactor\w*)$|
        quellen|disclaimer|acknowledg\w*|contact|kontakt|directory structure|file structure|
        project structure|environment variables|tech(?:nology)? stack""",
    "scores": r"""
        compar(?:ison|ed) (?:to|with|against)|(?:im )?vergleich (?:zu|mit)|comparaison avec|comparacion con|
        comparacao com|confronto con|vergelijking met|porownanie z|сравнение с|
        benchmark\w* (?:against|with)|与[^a-z]{1,12}(?:比较|对比)|との比較|
        score ?card|health score|scores?$|scores? (?:by|per|summary|overview)|overall (?:score|rating|
        grade|assessment)|score\s*[:：]|rating\s*[:：]|grade\s*[:：]|quality metrics|maturity|punktzahl|
        gesamtnote|gesamtbewertung|bewertung$|notation|note globale|note finale|puntuacion|pontuacao|
        punteggio|оценки|итоговая оценка|评分|得分|スコア|評価点|総合評価|weighted""",
    "routine": r"""
        daily|weekly|monthly|quarterly|(?:daily|weekly|monthly) checks|run ?books?$|how to (?:run|
        deploy|install|reproduce|test)|deployment (?:steps|procedure)|rollback|installation|
        quick ?start|getting started|setup instructions|usage|commands?$|reproduc\w*|reproduktion|
        taglich\w*|wochentlich\w*|monatlich\w*|quotidien\w*|hebdomadaire\w*|diari[oa]s?|semanal\w*|
        ежедневн\w*|еженедельн\w*|每日|每周|毎日|毎週|post[- ]deployment monitoring|monitoring plan|
        emergency (?:procedures?|contacts?|response|shutdown)|escalation (?:path|matrix|procedures?|
        contacts?|process)|(?:support|key|team|important) contacts?$|contacts?$|contact information|
        communication (?:plan|protocol|channels)$|
        maintenance schedule|incident procedure|operating procedure|betriebshandbuch|再現手順|复现步骤""",
    "targets": r"""
        success (?:metrics|criteria|indicators)|targets?|kpis?|slos?|slas?|service level|
        acceptance criteria|exit criteria|objectives?|definition of done|expected (?:performance|
        results?|improvements?|outcomes?|impact|benefits?)|
        (?:performance|capacity|scaling|load|latency|traffic|throughput|availability|reliability|
        quality) expectations$|(?:leistungs|last|kapazitats)erwartungen$|attentes de performance$|
        expectativas de (?:rendimiento|desempenho)$|aspettative di prestazioni$|prestatieverwachtingen$|
        ожидания по производительности|performance (?:targets?|goals?|budget)|goals|
        erfolgskriterien|akzeptanzkriterien|zielwerte|ziele|kennzahlen|criteres de (?:succes|reussite)|
        objectifs|criterios de (?:exito|sucesso)|objetivos|metas|criteri di successo|obiettivi|doelen|
        succescriteria|cele|цели|метрики|критерии успеха|целевые|目标|指标|成功标准|目標|指標|成功基準""",
    "sign-off": r"""
        sign[- ]?off|approvals?|approved|final approval|freigabe|abnahme|genehmigung|validation finale|
        approbation|aprobacion|aprovacao|approvazione|goedkeuring|zatwierdzenie|утверждение|
        согласование|审批|批准|签字|承認""",
    "counts": r"""
        (?:issues?|findings?|risks?|items?|vulnerabilit\w*) (?:count|by severity|by category|
        distribution|breakdown|statistics|at a glance)|statistics|statistik\w*|summary of findings by|
        severity (?:counts?|distribution|breakdown|summary)|findings (?:overview|summary|at a glance)|
        ubersicht nach|verteilung|statistiques|repartition|estadisticas|estatisticas|распределение|统计|
        統計|集計""",
    "timeline": r"""
        (?:estimated )?timeline|key dates|termine$|terminplan|dates? cles?|fechas clave|terminy|今後の予定|
        予定$|
        日程|时间安排|time to production|estimated time|zeitplan|zeitrahmen|calendrier|
        cronograma|calendario|tijdlijn|harmonogram|график|时间表|时间线|スケジュール|schedule|
        effort summary|aufwandsubersicht|total effort""",
    "not work": r"""
        out of scope|non-?breaking(?: changes?)?$|backwards? compatib\w*$|(?:abwarts|ruckwarts)kompatib\w*$|
        retrocompatib\w*$|compatibilite ascendante$|
        non-goals?|not in scope|false positives?|accepted risks?|akzeptierte risiken|
        (?:aus)?geschlossene?|hors perimetre|fuera de alcance|fora do escopo|nicht (?:im )?umfang|误报|
        対象外|deliberate\w*|by design|conscious (?:choices|decisions)|intentional (?:choices|
        decisions)|bewusste? (?:entscheidung\w*|verzicht\w*)|choix assumes|non-issues|kept as is|
        leave as is|left (?:alone|as is)|not (?:a )?debt|not (?:an? )?(?:issue|problem)s?|
        decisions we stand by|ruled out|no action (?:needed|required)|won't fix|(?:would|will|can) leave|
        leave alone|what (?:else )?(?:has |have |was )?improved|what got better|was sich verbessert hat|
        was besser wurde|ce qui s'est ameliore|lo que (?:ha )?mejor(?:ado|o)|o que melhorou|
        cosa e migliorato|wat (?:is )?verbeterd|co sie poprawilo|что улучшилось|已改善|改善された点""",
    "decision": r"""
        (?:open )?decisions?(?: needed| required| to make)?|offene entscheidungen|decisions? a prendre|
        decisiones|decisoes|decisioni|решения|待决策|決定事項|open questions|offene fragen|
        questions ouvertes""",
    "deferred": r"""
        (?:intentionally |deliberately )?(?:deferred|postponed)|zuruckgestellt\w*|vertagt\w*|
        reporte(?:s|es)?|aplazad\w*|adiad\w*|rinviat\w*|uitgesteld\w*|odlozon\w*|отложен\w*|推迟|延期|
        見送り|waivers?|waived|backlog|parked|parking lot|future work|later""",
    "risks": r"""
        risks?|risk (?:assessment|register|log|analysis)|low risk|medium risk|high risk|risiken|
        risikobewertung|risikoregister|risques?|riesgos?|riscos?|rischi|risico's|ryzyka|риски|风险\w*|
        リスク\w*|threats?|dependencies at risk""",
    "plan": r"""
        action (?:plan|items?)|recommend\w*|remediation(?: plan| steps| roadmap)?|next steps?|road ?map|
        to ?-?do(?:s| list)?|fix(?:es)?(?: required| plan)?|required fixes|priority (?:actions?|
        action plan|fixes|list)|(?:remaining|outstanding|pending|open|unfinished) (?:[^\W\d_]+ )?actions?$|
        manual (?:actions?|steps)$|improvements?(?: plan)?|improvement opportunities|enhancements?|
        nice[- ]to[- ]haves?|optimi[sz]ations?|implementation plan|work ?plan|plan$|planned (?:corrections?|
        fixes|actions?|measures?|
        changes|work)|corrective actions?|proposed (?:changes|
        fixes)|required (?:actions?|changes)|actions? (?:required|needed)|(?:user )?action required|
        before (?:launch|release|go-?live|production)|production requirements|
        requirements for (?:production|launch|go-?live)|
        (?:required|needed|necessary) (?:for|before) (?:production|launch|release|go-?live)|
        tasks?|quick wins?|setup required|what's next|
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
    "checklist": r"""
        check ?lists?(?! (?:flow|generation|generator|service|model|logic|feature|editor|builder|creation|
        engine))|
        checkliste\w*|liste de (?:controle|verification)|lista de (?:verificacion|
        verificacao|control|comprobacion)|lista di controllo|controlelijst|lista kontrolna|чек-?лист|
        контрольный список|检查清单|检查表|清单|チェックリスト|pre-?flight""",
    "work": r"""
        (?:critical|key|known|major|minor|open|main|serious|remaining|outstanding|blocking|security|
        performance|identified)? ?(?:issues?|problems?|bugs?)(?! (?:detection|tracking|
        tracker|reporting|bounty|triage|templates?))(?: found| identified| list)?|findings?|
        weakness\w*|vulnerabilit\w*|gaps?|blockers?|show[- ]?stoppers?|concerns?|security considerations|
        tech(?:nical)?[- ]debt|debt|bottlenecks?|shortcomings?|deficienc\w*|defects?|flaws?|
        areas (?:for|of|to) improve\w*|missing|fehlend\w*|es fehlt|
        manquante?s?(?=\W*$)|faltantes?(?=\W*$)|mancanti(?=\W*$)|ontbrekende?|brakujac\w*|
        отсутству\w*|не хватает|what(?:'s| is| was) wrong|unplanned|unscheduled|
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
    "good": r"""
        strengths?|what(?:'s| is| works)? (?:works?|working|good|done|complete\w*|well)|what went well|
        positives?|positive (?:findings?|aspects?|observations?)|pros$|passed(?: checks)?|highlights?|
        achievements?|completed|
        complete(?! (?:within|by|before|until|till|asap|immediately|
        this|next|in (?:the|\d)))|done|good practices?|already (?:done|fixed|implemented|in place)|
        accomplish\w*|in place|ready for|well[- ]done|no issues|starken|positiv\w*|was gut|gut gelost|
        erledigt\w*|bestanden|points forts|forces|atouts|positifs?|reussi\w*|fortalezas|puntos fuertes|
        aciertos|pontos fortes|punti di forza|sterke punten|mocne strony|zalety|сильные стороны|
        достоинства|положительн\w*|выполнено|优点|优势|亮点|做得好\w*|已完成|良好|強み|良い点|
        評価できる点|優れた点|完了\w*|長所""",
    "summary": r"""
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
