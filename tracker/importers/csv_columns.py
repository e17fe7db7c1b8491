"""What the columns of a table mean, by the names that people and tools give them in many languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from tracker.domain.text import one_line

_NAMES: Mapping[str, str] = {
    "id": """
        id, key, number, no, nr, #, ref, reference, issue key, issue id, finding id, ticket,
        kennung, schluessel, numero, identifiant, identificador, codice, nummer, номер, 编号, 番号,
        id de incidencia""",
    "title": """
        title, name, summary, finding, issue, item, subject, headline, vulnerability, problem,
        task, action, titel, bezeichnung, befund, feststellung, massnahme, aufgabe, titre,
        constat, intitule, resume, probleme, titulo, hallazgo, resumen, problema, achado,
        resumo, titolo, bevinding, onderwerp, tytul, nazwa, название, проблема, заголовок, 标题,
        问题, 名称, タイトル, 件名, 課題, rule, check""",
    "severity": """
        severity, risk level, criticality, rating, risk rating, schweregrad, kritikalitaet,
        einstufung, gravite, severite, criticite, gravedad, severidad, criticidad, severidade,
        gravidade, criticidade, gravita, severita, criticita, ernst, waga, критичность,
        серьезность, 严重性, 严重程度, 重要度, 深刻度""",
    "priority": """
        priority, prio, prioritaet, priorite, prioridad, prioridade, priorita, prioriteit,
        priorytet, приоритет, 优先级, 優先度""",
    "status": """
        status, state, resolution, stand, zustand, statut, etat, estado, stato, stan, статус,
        состояние, 状态, 状態""",
    "kind": """
        kind, type, issue type, category, typ, art, kategorie, categorie, tipo, categoria, тип,
        类型, 種類, 種別""",
    "phase": """
        phase, milestone, sprint, horizon, timeline, fix version, fix version/s, meilenstein,
        etappe, jalon, fase, hito, marco, etap, фаза, этап, 阶段, フェーズ""",
    "area": """
        area, component, component/s, module, domain, bereich, komponente, domaine, composant,
        modulo, componente, gebied, obszar, область, 模块, 領域""",
    "effort": """
        effort, estimate, original estimate, est. time, estimated time, story points, size,
        aufwand, schaetzung, dauer, duree, charge, esfuerzo, estimacion, esforco, estimativa,
        sforzo, stima, inspanning, naklad, оценка, трудозатраты, 工作量, 工数, 見積""",
    "effort_low_hours": "effort_low_hours",
    "effort_high_hours": "effort_high_hours",
    "owner": """
        owner, assignee, assigned to, responsible, verantwortlich, zustaendig, bearbeiter,
        responsable, proprietaire, responsavel, responsabile, eigenaar, wlasciciel,
        ответственный, исполнитель, 负责人, 担当者, 担当""",
    "due": """
        due, due date, deadline, target date, faellig, faelligkeit, frist, echeance, fecha
        limite, vencimiento, prazo, scadenza, termin, срок, 截止日期, 期限""",
    "files": """
        file, files, path, location, filename, file path, datei, dateien, pfad, fichier, chemin,
        archivo, ruta, arquivo, caminho, percorso, bestand, plik, файл, путь, 文件, 路径, ファイル""",
    "line": "line, lines, line number, zeile, ligne, linea, linha, riga, regel, linia, строка, 行, 行号",
    "issue": """
        description, details, observation, beschreibung, descripcion, descricao, descrizione,
        omschrijving, opis, описание, 描述, 説明""",
    "impact": "impact, auswirkung, consequence, impacto, impatto, wplyw, влияние, 影响, 影響",
    "risk": "risk, risiko, risque, riesgo, risco, rischio, ryzyko, риск, 风险, リスク",
    "cause": "cause, root cause, ursache, causa, przyczyna, причина, 原因",
    "approach": """
        fix, recommendation, remediation, solution, mitigation, approach, action required,
        empfehlung, abhilfe, loesung, recommandation, correction, recomendacion, solucion,
        recomendacao, solucao, raccomandazione, soluzione, aanbeveling, oplossing, zalecenie,
        rozwiazanie, рекомендация, решение, 建议, 修复建议, 対策, 推奨""",
    "note": """
        note, notes, comment, comments, remark, bemerkung, kommentar, commentaire, comentario,
        nota, opmerking, uwagi, комментарий, 备注, 備考""",
    "checks": "check_list, checks, checklist, acceptance criteria, akzeptanzkriterien",
    "tags": "tags, labels, tag, label, schlagworte, etiquettes, etiquetas, etichette, метки, 标签, タグ",
    "links": "link, links, url, permalink, lien, enlace, collegamento, ссылка, 链接, リンク",
    "after": """
        after, depends on, dependencies, blocked by, abhaengig von, depend de, depende de,
        dipende da, зависит от""",
    "blocker": "blocker, blocking",
}
"""Fields by their names. A table may have several of one field; the first that is filled counts."""


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", one_line(name).casefold().replace("ß", "ss"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return plain.strip(" *:_.").replace("_", " ") if plain != "#" else plain


def _without_umlaut_letters(name: str) -> str:
    """The name as it folds where it is written with umlauts: `fallig` for `faellig` and `fällig`."""
    return name.replace("ae", "a").replace("oe", "o").replace("ue", "u")


_FIELDS = {
    folded: field
    for field, names in _NAMES.items()
    for name in names.split(",")
    for folded in (_folded(name), _folded(_without_umlaut_letters(name)))
}
FIELDS: tuple[str, ...] = tuple(_NAMES)
"""What a column can be mapped to."""


def field_of(name: str) -> str | None:
    """Return which of FIELDS a column called `name` holds, None where that is not known."""
    return _FIELDS.get(_folded(name))
