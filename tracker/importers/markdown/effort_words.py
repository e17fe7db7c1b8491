"""Units, numbers and hints of effort in the languages reviews are written in: data for `effort`.

Everything is matched against folded text: lower case, no accents.
"""

from __future__ import annotations

from collections.abc import Mapping

UNITS: Mapping[str, str] = {
    "m": """minutes minute mins min minuten minuto minutos minuti minuut minut minuta minuty мин минут
        минуты 分钟 分鐘 分間 分""",
    "h": """hours hour hrs hr h std stunden stunde heures heure hora horas ora ore uur uren godzin
        godziny godzina godz час часа часов ч 小时 小時 時間 工时""",
    "d": """days day d pd md person-days person-day man-days mandays pt tag tage tagen personentage jour
        jours j dia dias jornada jornadas giorno giorni gg dag dagen dzien dni dnia день дня дней дн 人日
        人天 天 日間 日""",
    "w": """weeks week wks wk w woche wochen semaine semaines semana semanas settimana settimane weken
        tydzien tygodnie tygodni tygodnia tyg неделя недели недель неделю 周 週間 週 星期 礼拜""",
    "mo": """months month monat monate monaten mois mes meses mesi mese maand maanden miesiac miesiace
        miesiecy месяц месяца месяцев 月""",
}
"""Words by the unit they mean; plan files know no month, which is four weeks there."""

BEFORE_UNIT = (
    r"(?:(?:person|man|engineer(?:ing)?|dev(?:eloper)?|eng|working|business|work|calendar|рабочи[хй]|чел\.?|"
    r"человеко)[\s-]+){0,2}"
)
"""Words that may stand between a number and its unit: `2 person-days`."""
COMPOUNDS = ("personen", "person", "arbeits", "mann", "man", "werk", "osobo", "roboczo", "человеко")
"""What a unit may be one word with: `3 Arbeitstage`."""
WIDE_BEFORE_UNIT = r"(?:工作|営業|[个個人ヶか]){0,2}\s?"
"""The same in Chinese and Japanese: `两个工作日`, `3人日`."""

_NUMBERS = {
    "1": "one ein eine einen einem einer un une uno una um uma een jeden jedna один одна одну 一",
    "1.5": "anderthalb eineinhalb poltora полтора полторы 一个半",
    "2": "two zwei deux dos dois duas due twee dwa dwie два две 二 两 兩",
    "3": "three drei trois tres tre drie trzy три 三",
    "4": "four vier quatre cuatro quatro quattro cztery четыре 四",
    "5": "five funf cinq cinco cinque vijf piec пять 五",
    "6": "six sechs seis sei zes szesc шесть 六",
    "7": "seven sieben sept siete sete sette zeven siedem семь 七",
    "8": "eight acht huit ocho oito otto osiem восемь 八",
    "9": "nine neun neuf nueve nove negen dziewiec девять 九",
    "10": "ten zehn dix diez dez dieci tien dziesiec десять 十",
}
NUMBERS: Mapping[str, str] = {word: number for number, words in _NUMBERS.items() for word in words.split()}
"""Small numbers that are written as words."""

HALVES: Mapping[str, str] = {
    "0.5d": r"\b(?:half an?|a half)[- ](?:working )?day|half[- ]day|"
    r"(?:eine[nm]? |ein )?halbe[nr] (?:arbeits)?tag|(?:une )?demi-journee|(?:un )?medio dia|media jornada|"
    r"meio dia|(?:una )?mezza giornata|(?:een )?halve dag|pol dnia|полдня|半日|半天|半个工作日",
    "0.5h": r"\bhalf an? hour|half[- ]hour|halbe stunde|demi-heure|media hora|meia hora|mezz.?ora|half uur|"
    r"pol godziny|полчаса|半小时|半個小時|半時間",
    "0.5w": r"\bhalf an? week|halbe woche|demi-semaine|media semana|meia semana|polowa tygodnia|"
    r"полнедели|半周|半週",
}
"""Halves that are said in words."""

ARTICLES = (
    r"\b(?:an?|eine?[nr]?|une?|una?|uma?|een)\s+(?:full |whole |working |ganze[rn]? )?"
    r"(hour|day|week|month|stunde|tag|woche|monat|heure|jour|semaine|mois|hora|dia|semana|mes|ora|giorno|"
    r"settimana|mese|uur|dag|maand)\b"
)
"""`a day`, `eine Woche`: one of the unit."""

OR_TWO = (
    r"\b(?:an?|une?|un|una|een)\s+(hour|day|week|month|heure|jour|semaine|mois|hora|dia|semana|mes|uur|"
    r"dag)\s+"
    r"(?:or|ou|o|of) (?:two|deux|dos|dois|duas|twee)\b"
)
"""`a day or two`."""

BETWEEN = r"between|zwischen|entre|tra|fra|tussen|miedzy|между"
AND = r"and|und|et|y|e|en|i|и"
TO = r"[-–—~〜～至到]|から|\b(?:to|or|bis|oder|a|ou|o|до|или|tot|of|do|lub)\b"

BOUNDED = (
    r"(?:<|>|≤|≥|within|under|below|less than|at most|every|each|per|after|for the last|older than|"
    r"binnen|alle|unter|seit|sous|dans|depuis|tous les|toutes les|cada|desde|co|od|через|каждые|每)\s*$"
)
"""Words before a time that make it a bound or a rate."""

HINT = (
    r"effort|estimat|gescha|est\.|time|work|total|dauer|aufwand|duree|temps|esfuerzo|esforco|sforzo|"
    r"inspanning|naklad|трудо|оцен|工|時|~|≈|approx|about|around|roughly|some|ca\.?|circa|setup|fix|needed|"
    r"required|rund|etwa|ungefahr|environ|env\.|prevoir|compter|soit|guess|i think|aprox|unos|unas|prever|"
    r"okolo|"
    r"przewidywan|около|примерно|порядка|нужно|ongeveer|homme|persona|uomo|homem|预|约|約|需|見込|程度|"
    r"or so|\bok\b|szacunkow|jakies|くらい|ほど|左右|見積|所要|each|chacun"
)
"""What may stand beside an effort in brackets that say nothing else."""

NAMED = (
    r"\b(?:effort|estimate\w*|(?:hours?|days?|weeks?)(?:'s?|’s?| of)? work|work of|schatz\w*|aufwand|charge|"
    r"faut compter|prevoir|estim\w*|esfuerzo|esforco|sforzo|stim\w*|inspanning|naklad\w*|трудо\w*)\b|预计|"
    r"预估|工时|工作量|工数|見積"
)
"""Words of a sentence that names the effort of something."""

TAKES = (
    r"\b(?:takes?|expect (?:about|some)|costs? (?:us )?(?:about|some|roughly|a)|dauert|braucht|kostet|"
    r"demande|"
    r"prend|richiede|llevar\w*|tomar\w*|leva|levar\w*|duurt|kosten|zajmie|potrwa|займ\w+|потребует\w*)\b|"
    r"需要|"
    r"耗时|かかる"
)
"""Words of a sentence that says how long something takes, be it work or a machine."""

CONDITION = (
    r"\s*(?:(?:once|if|when|for the rest|for both|for all|including|plus|in total|at most|should|ought to|"
    r"with (?:the|a|all)|mit (?:der|dem|den|einem)|avec (?:les?|la|un)|con (?:el|las?|los|un)|"
    r"sobald|wenn|"
    r"fur den rest|inklusive|insgesamt|une fois|si|pour le reste|au total|y compris|una vez|para el resto|"
    r"en total|"
    r"incluid[oa]|se|per il resto|uma vez|zodra|als|gdy|jesli|lacznie|если|когда|включая)\b|of (?:work|"
    r"effort))"
)
"""What may follow an effort that opens a sentence: `Two weeks once the licence is bought.`"""
