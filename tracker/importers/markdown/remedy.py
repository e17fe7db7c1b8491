"""Words that ask for work, state a defect or state that all is well.

A recommendation begins with a verb ("Rotate the keys"), a finding with what is missing ("No backups"),
praise with what is there ("Structured logging", "Indexes configured").
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown.hints import Wording, hints, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import Lexicon, fold, up_to_last

_VERBS = Lexicon(
    {
        True: """add, implement, fix, enable, configure, create, introduce, replace, remove, rotate,
        upgrade, update, migrate, enforce, reduce, increase, refactor, move, split, use, encrypt,
        validate, sanitize, sanitise, limit, restrict, document, write, automate, monitor, define,
        establish, set, setup, consolidate, conduct, extend, harden, improve, optimize, optimise,
        containerize, containerise, deploy, test, review, verify, ensure, drop, delete, disable, patch,
        pin, bump, switch, store, scan, audit, audits, separate, isolate, centralize, centralise,
        standardize, standardise, unify, share, cache, index, partition, archive, purge, rename,
        rewrite, schedule, tune, evaluate, investigate, consider, plan, track, log, alert, instrument,
        complete, finish, finalize, finalise, provide, expose, require, revoke, escape, hash, salt,
        sign, cap, throttle, batch, paginate, protect, prevent, avoid, stop, eliminate, resolve,
        address, handle, catch, decouple, extract, deprecate, retire, clean, run, perform, load-test,
        build, make, convert, apply, install, integrate, adopt, allow, deny, block, close, open,
        publish, train, assign, appoint, agree, decide, choose, budget, hinzufugen, einfuhren, beheben,
        aktivieren, konfigurieren, erstellen, ersetzen, entfernen, rotieren, aktualisieren, migrieren,
        erzwingen, einrichten, umstellen, ausbauen, prufen, sicherstellen, dokumentieren, absichern,
        verschlusseln, begrenzen, ajouter, implementer, mettre, corriger, activer, configurer, creer,
        remplacer, supprimer, migrer, documenter, chiffrer, limiter, valider, definir, automatiser,
        renforcer, reduire, augmenter, ecrire, tester, verifier, installer, interdire, imposer, agregar,
        anadir, implementar, corregir, activar, habilitar, configurar, crear, reemplazar, eliminar,
        rotar, actualizar, migrar, documentar, cifrar, limitar, validar, definir, automatizar, reforzar,
        reducir, aumentar, escribir, probar, verificar, adicionar, corrigir, ativar, criar, substituir,
        remover, rotacionar, atualizar, criptografar, reforcar, reduzir, escrever, testar, aggiungere,
        implementare, correggere, attivare, abilitare, configurare, creare, sostituire, rimuovere,
        ruotare, aggiornare, migrare, documentare, cifrare, limitare, validare, definire, automatizzare,
        ridurre, aumentare, scrivere, verificare, toevoegen, implementeren, repareren, inschakelen,
        instellen, maken, vervangen, verwijderen, roteren, bijwerken, migreren, documenteren,
        versleutelen, beperken, valideren, automatiseren, verminderen, schrijven, testen, controleren,
        voeg, stel, dodac, wdrozyc, naprawic, wlaczyc, skonfigurowac, utworzyc, zastapic, usunac,
        zaktualizowac, zmigrowac, udokumentowac, zaszyfrowac, ograniczyc, walidowac, zautomatyzowac,
        napisac, przetestowac, sprawdzic, добавить, внедрить, исправить, включить, настроить, создать,
        заменить, удалить, обновить, перенести, ограничить, документировать, зашифровать, проверить,
        автоматизировать, написать, ввести, устранить, реализовать, перевести, вынести, убрать,
        закрыть, расширить, улучшить, обеспечить, организовать, переместить, разделить, увеличить,
        уменьшить, использовать, отключить, подключить, провести, установить, запретить, разработать,
        normalize, normalise, categorize, categorise, melhorar, refatorar, padronizar, otimizar, revisar,
        monitorar, garantir, integrar, extrair, categorizar, usar, separar, mover, centralizar, unificar,
        mejorar, refactorizar, estandarizar, optimizar, garantizar, extraer, ameliorer, refactoriser,
        standardiser, uniformiser, optimiser, centraliser, extraire, utiliser, integrer, garantir,
        migliorare, rifattorizzare, standardizzare, ottimizzare, centralizzare, estrarre, garantire,
        verbessern, refaktorieren, vereinheitlichen, optimieren, zentralisieren, verbeteren, refactoren,
        optimaliseren, standaardiseren, poprawic, ulepszyc, ujednolicic, zoptymalizowac, оптимизировать,
        унифицировать, стандартизировать"""
    }
)
_ENDING_WORDS = """
    einfuhren einrichten hinzufugen ersetzen entfernen beheben erstellen aktivieren konfigurieren
    aktualisieren umstellen prufen erzwingen begrenzen verschlusseln dokumentieren absichern
    rotieren migrieren schreiben testen ablosen anlegen erhohen reduzieren aufteilen aufsetzen
    nachziehen toevoegen instellen vervangen verwijderen inrichten invoeren bijwerken
"""
_ENDINGS = tuple(_ENDING_WORDS.split())
_CJK_VERBS = regex(
    r"^(?:增加|添加|实现|修复|启用|配置|创建|替换|移除|删除|轮换|升级|更新|迁移|限制|加密|优化|引入|"
    r"建立|完善|补充|拆分|改用|统一|部署|编写|补齐|清理)|(?:する|を追加|を実装|を導入|を修正|を設定|"
    r"を更新|を有効化|を作成|すること|の追加|の導入|の実装|の修正|の整備|の更新|の設定)[。．]?$"
)
_DEFECT_STARTS = Wording(
    r"^(?:no\b|not\b|missing|lack(?:s|ing)?\b|absent|insufficient|inadequate|incomplete|inconsistent|"
    r"insecure|unbounded|unvalidated|unencrypted|unprotected|unhandled|unused|untested|undocumented|"
    r"outdated|deprecated|duplicate[ds]?\b|hard-?coded|exposed|broken|poor|weak|slow|silent|potential|"
    r"excessive|improper|incorrect|wrong|without|vulnerable|leak\w*|race condition|single point|stale|"
    r"flaky|stuck|limited|manual\b|plain-?text|default (?:password|credential)\w*|n\+1|sql injection|"
    r"xss|csrf|ssrf|memory leak|kein\w*|fehlend\w*|fehlt|unzureichend\w*|veraltet\w*|"
    r"unverschlusselt\w*|ungepruft\w*|aucun\w*|absence|manque|pas de|sin\b|falta\w*|ausencia|sem\b|"
    r"nessun\w*|mancanza|mancan\w*|assenza|geen\b|ontbrek\w*|brak\w*|nie ma|нет\b|отсутств\w*|не\b|"
    r"без\b|没有|缺少|缺乏|未|无|無|不足|なし)"
)
_DEFECT_ANYWHERE = Wording(
    r"\b(?:not (?:enforced|validated|configured|encrypted|tested|implemented|limited|rotated|"
    r"documented|monitored|set|used|checked|handled)|is missing|are missing|hard-?coded|plain ?text|"
    r"vulnerab\w*|injection|deprecated|end[- ]of[- ]life|outdated|unbounded|no limit|"
    r"unmaintained|no longer (?:maintained|supported|developed)|abandoned|pinned to|"
    r"never (?:\w+ )?(?:tested|checked|rotated|expires?|closed|released|freed)|leaks?\b|"
    r"race conditions?|bottleneck\w*|exhaust\w*|fails? (?:silently|open)|"
    r"without (?:\w+ ){0,2}(?:validation|limit\w*|auth\w*|tests?|timeout\w*|encryption|retr\w+|filters?|"
    r"pagination|bounds)|fehlt|"
    r"fehlen|unverschlusselt|veraltet|manque|absent|falta|faltan|manca|mancano|ontbreekt|ontbreken|"
    r"brakuje|отсутству\w*|устарел\w*)|未(?:设置|配置|加密|验证|启用|限制|実装|設定|対応|整備)|缺少|"
    r"缺乏|没有|硬编码|明文|过期|不足|存在しない|されていない|していない|がない|ない$|平文"
)
_OBLIGATION = Wording(
    r"\b(?:must|should|shall|needs? to|has to|have to|ought to|is required|are required|we recommend|"
    r"i recommend|(?:i|we) (?:advise|suggest|propose)|i would (?:(?:also|first|rather) )?(?:put|add|move|"
    r"make|replace|use|fix|change|split|remove|"
    r"introduce|require|test|set|turn|write|automate|separate|store|encrypt|limit|switch|rotate|run|"
    r"keep track)|"
    r"would (?:solve|fix|cure|remove|prevent) (?:it|this|that)|is (?:very |moderately |most )?urgent|"
    r"it is recommended|recommend(?:ed)? (?:to|that|\w+ing)|requires? (?:fixing|attention|"
    r"work|rework)|before (?:launch|going live|go-live|the next release|production)|muss|mussen|sollte|"
    r"sollten|soll|sollen|ist zu|sind zu|wir empfehlen|empfehlen wir|doit|doivent|devrait|devraient|"
    r"il faut|faudra(?:it)?|nous recommandons|a corriger|debe|deben|deberia|deberian|hay que|"
    r"recomendamos|se recomienda|deve|devem|deveria|e preciso|dovrebbe|devono|bisogna|si raccomanda|"
    r"occorre|moet|moeten|dient|dienen|nalezy|trzeba|powinien|powinna|powinno|musi|необходимо|нужно|"
    r"следует|должен|должна|должны|рекомендуется|требуется)\b|必须|应该|应当|需要|需|建议|务必|べき|"
    r"必要がある|必要です|推奨|しなければ|してください|望ましい"
)
_NOTHING_ASKED = Wording(
    r"\b(?:(?:needs?|requires?|braucht|brauchen|benotigt|erfordert|verlangt) (?:nothing|no|nichts|keine?\w*)|"
    r"nothing (?:has|needs|is needed)|nichts (?:muss|ist zu)|rien (?:n'est )?a (?:faire|changer)|"
    r"no hay que|nada que (?:hacer|cambiar)|niente da (?:fare|cambiare)|niets te doen|nic nie trzeba|"
    r"ничего не (?:нужно|требуется))\b"
)
_SETTLED = Wording(
    r"\b(?:properly|correctly|successfully|well[- ](?:structured|documented|designed|organized|"
    r"organised)|excellent|comprehensive|robust|clean|solid|good|professional|production[- ]ready|"
    r"enterprise[- ]grade|all tests pass\w*|passing|works? (?:well|as)|already (?:in place|implemented|"
    r"done))\b"
)
_ACCEPTED = Wording(
    r"\b(?:good enough|fine as (?:it )?is|is (?:fine|intended|by design|intentional|deliberate|"
    r"acceptable|sufficient)|on purpose|by design|no action (?:needed|required)|reicht (?:aus|vollig)|"
    r"ist gewollt|so gewollt|bewusst so|voulu|suffit|es suficiente|e sufficiente|volstaat)\b|没问题|"
    r"可接受|問題なし|問題ない"
)
_DEFERRING = Wording(
    r"\b(?:can wait|may wait|could wait|put off|postponed?|deferred|not before|not (?:urgent|now)|"
    r"revisit|some ?day|next year|leave (?:it|this|that|them)? ?(?:for|until)|kann warten|"
    r"konnen warten|hat zeit|zuruckgestellt|peut attendre|reporte a|puede esperar|mas adelante|"
    r"pode esperar|puo aspettare|rimandat\w+|kan wachten|moze poczekac|может подождать|отложить)\b|"
    r"以后再|暂不|暂缓|後回し|今後検討|見送り|先送り"
)
_PARTICIPLE = Wording(
    r"\b(?:configured|implemented|enabled|documented|tested|verified|working|supported|validated|"
    r"integrated|automated|deployed|monitored|optimized|enforced|present|available|passing|installed|"
    r"tracked|defined|provided|handled|buildable|audited|completed|in place)\W*$"
)
_LONGEST_NOTHING = 60
_COLLECTIVE = Wording(
    before=r"^\W*(?:fix|address|resolve|close|tackle|remediate|implement|complete|behebe\w*|corriger|resolver|"
    r"corregir)?\s*",
    pattern=r"(?:all|every|the|any|remaining|alle|tou(?:te)?s|todos|todas|tutti|"
    r"все)\b.{0,40}\b(?:issues?|findings?|vulnerabilit\w+|fixes|items?|problems?|blockers?|gaps?|"
    r"recommendations?|tasks|befunde|punkte|problemes|hallazgos|bevindingen|проблемы)\b(?:\s+(?:immediately|"
    r"first|above|below|now|listed|found|resolved|fixed|addressed|closed|(?:have|"
    r"has) been))*\W*(?:\(\d+ ?/ ?\d+\))?\W*$",
)
_REST = Wording(
    before=r"^(?:[^:：]{0,60}[:：])?\W*",
    pattern=r"(?:(?:all|the|any) (?:others?|rest|remaining(?: \w+)?)|everything else|"
    r"all else|"
    r"alle[ns]? (?:anderen?|ubrige[ns]?|weiteren?)|(?:der|den) rest|(?:tout )?le reste|(?:el|o|il) rest\w+|"
    r"todo lo demas|tutto il resto|de rest|al het overige|pozostale|wszystkie pozostale|cala reszta|"
    r"(?:все )?остальн\w+|其余\w*|其他(?:全部|所有)|その他(?:すべて|全て)?|残りすべて)"
    r"(?: (?:can|may|will|kann|konnen|peut|peuvent|puede|pueden) [^.]{0,40})?\W*$",
)
_CLOSED_TOGETHER = Wording(
    r"^\W*(?:all|every|each|(?:the|these|those) (?:\w+ )?(?:items|findings|points|actions|issues)|alle|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?(?:items|findings|points|actions|issues|"
    r"things|"
    r"conditions)|(?:zwei|drei|vier|funf|sechs) (?:\w+ )?(?:punkte|befunde|mangel)|"
    r"(?:deux|trois|quatre|cinq|six) (?:points|constats)|(?:dos|tres|cuatro|cinco) (?:puntos|hallazgos)|"
    r"jede[rs]?|tou(?:te)?s|chaque|todos|todas|cada|tutti|tutte|alle|wszystkie|"
    r"kazd[aey]|все|кажд\w+)\b.{0,60}\b(?:(?:must|should|shall|have to|has to|need to|needs to|are to|is to) "
    r"be (?:\w+ )?(?:closed|fixed|resolved|addressed|completed|done|remediated|accepted|retested|tracked|"
    r"reviewed)|(?:mussen|muss|sollen|sollten|sind|ist) .{0,40}(?:erledigt|behoben|geschlossen|umgesetzt)|"
    r"(?:doivent|doit|devront) etre .{0,20}(?:corrig|resolu|trait|lev)\w+|(?:deben|debe|deberan) (?:ser|"
    r"estar) "
    r".{0,20}(?:corregi|resuel|cerra)\w+|(?:должны|должен|должна) быть .{0,20}(?:устран|исправ|закры)\w+)"
)
_ALL_CLOSED = Wording(
    r"(?:all|alle|tou(?:te)?s|todos|todas|tutti|tutte|wszystkie|все)\b(?: \w+){0,4} (?:issues|findings|"
    r"problems|bugs|vulnerabilities|concerns|gaps|blockers|befunde|punkte|mangel|probleme|problemes|"
    r"constats|vulnerabilites|problemas|hallazgos|achados|problemi|rilievi|problemen|bevindingen|problemy|"
    r"ustalenia|проблемы|замечания)(?: \w+)? (?:(?:have|has) been|are|were|sind|wurden|ont ete|sont|"
    r"han sido|fueron|estan|foram|estao|sono stati|sono|zijn|zostaly|były|были)?(?: now| already|"
    r" all)?\s?(?:resolved|fixed|addressed|closed|remediated|solved|behoben|erledigt|geschlossen|resolus|"
    r"corriges|traites|resueltos|corregidos|resolvidos|corrigidos|risolti|corretti|opgelost|verholpen|"
    r"rozwiazane|usuniete|устранены|исправлены)\W*\Z"
)
"""`All identified issues have been resolved.`"""
COLLECTIVE_BITS = _COLLECTIVE.bit | _REST.bit | _CLOSED_TOGETHER.bit | _ALL_CLOSED.bit
"""The bits of the words of which one is in whatever is `collective`."""
_NOTHING = Wording(
    r"^\W*(?:(?:there (?:are|is|were) |we found |es gibt |il n'y a |no se (?:han )?(?:encontr\w+ )?|nie ma )?"
    r"(?:no|none|keine?|aucune?|pas de|sin|sem|nessun\w?|geen|brak|bez|нет|без)\b(?: \w+){0,2} ?"
    r"(?:vulnerabilit\w+|blockers?|errors?|bugs?|defects?|"
    r"risks?|issues?|findings?|remarks?|objections?|gaps?|concerns?|problems?|deviations?|observations?|"
    r"risiken|risiko|befunde?|beanstandung\w*|mangel|auffalligkeit\w*|abweichung\w*|remarques?|anomalies?|"
    r"risques?|ecarts?|hallazgos?|riesgos?|observaciones|incidencias|achados?|riscos?|rilievi|rischi|"
    r"bevindingen|risico\w*|uwag|zastrzezen|ryzyka|замечани\w+|рисков|проблем)"
    r"(?: (?:identified|found|noted|raised|remain\w*|festgestellt|gefunden|identifi\w+|relevee?s?|"
    r"encontrad[oa]s?|выявлено|stwierdzono))?|nothing (?:found|to report|to do)|rien a signaler|ras|"
    r"nada que (?:senalar|informar)|nichts zu beanstanden|замечани[йея] (?:нет|не выявлено)|"
    r"无(?:问题|风险|异常|发现)|未发现\w*|没有发现\w*|没有问题|問題なし|指摘(?:事項)?(?:は)?(?:なし|"
    r"ありません)|特になし)\W*$"
)
_NONE_PRESENT = Wording(
    r"^\W*no (?:(?:known|obvious|open|outstanding|blocking|serious|further|new) [\w/ -]{1,40}\b(?:issues|"
    r"problems|bugs|errors|defects|vulnerabilities|blockers|warnings)|(?:broken|dead|leaked|orphaned|"
    r"circular|dangling|conflicting|malicious|hard-?coded) [\w/ -]{1,40}s (?:present|found|detected|remain|"
    r"exist|left))(?> (?:present|found|detected|remaining|left|inside|in|within|across|ui|or|and|the|"
    r"codebase|code|repository|project)\b)*\W*$"
)
"""`No known build errors in the code`, `No dead links found`: what is absent would be a defect."""
NOTHING_BIT = _NOTHING.bit
"""The same of whatever says that there is nothing to remark."""
ACCEPTING_BIT = _ACCEPTED.bit
"""The same of whatever says that something may stay as it is."""
_COMPOUND = Wording(
    r"(?:load[- ])?(?:test|index|cache|log|audit|scan|plan|build) (?:suites?|status|execution|strategy|"
    r"results?|runners?|environments?|harness|framework|infrastructure)\W*$"
)
"""`Test suite`, `Index strategy`: a noun before another, and nothing that is asked for."""
_BEFORE = regex(r"^[\W\d_]+")


def nothing_found(text: str) -> bool:
    """Tell whether the text says that there is nothing to remark, and no more: `No findings.`"""
    if len(text) > _LONGEST_NOTHING or not hints(folded := fold(text)) & NOTHING_BIT:
        return False
    return _NOTHING.match(folded.replace("’", "'")) is not None or _NONE_PRESENT.match(folded) is not None


@lru_cache(maxsize=16_384)
def begins_with_verb(text: str) -> bool:
    """Tell whether the text asks for something: `Add a limit`, `Zeitlimit einführen`."""
    body = _begun(text)
    if _COMPOUND.match(fold(body[:60])):
        return False
    return (
        _VERBS.start(body) is not None
        or up_to_last(fold(body), "_").endswith(_ENDINGS)
        or (is_wide(body) and _CJK_VERBS.search(body.strip()) is not None)
    )


def states_defect(text: str) -> bool:
    """Tell whether the text says that something is missing or wrong."""
    folded = _begun(fold(text))
    return _DEFECT_STARTS.match(folded) is not None or _DEFECT_ANYWHERE.search(folded) is not None


_SHORTEST_SENTENCE = 4
_PREDICATE = Wording(
    r"\b(?:is|are|was|were|has|have|does|do|cannot|can't|isn't|aren't|doesn't|don't|ist|sind|war|wird|"
    r"werden|hat|"
    r"haben|kann|fehlt|fehlen|est|sont|ont|n'est|n'a|n'ont|son|esta|estan|tiene|tienen|sao|tem|sono|hanno|"
    r"zijn|heeft|hebben|jest|sa|ma|maja)\b(?! \w+\?)"
)


@lru_cache(maxsize=2048)
def is_sentence(text: str) -> bool:
    """Tell whether a heading says something of its subject, and names no sort: `Targets are unknown`."""
    return len(text.split()) >= _SHORTEST_SENTENCE and has_predicate(text)


def has_predicate(text: str) -> bool:
    """Tell whether the text says what something is, has or does: `Failed attempts are logged`."""
    return _PREDICATE.search(fold(text)) is not None


def obliges(text: str) -> bool:
    """Tell whether a sentence demands something: `must`, `sollte`, `il faut`."""
    folded = fold(text)
    return _OBLIGATION.search(folded) is not None and not _NOTHING_ASKED.search(folded)


def settled(text: str) -> bool:
    """Tell whether the text says that something is in order."""
    folded = fold(text)
    if _DEFECT_STARTS.match(_begun(folded)):
        return False
    return _SETTLED.search(folded) is not None or _PARTICIPLE.search(folded) is not None


def accepted(text: str) -> bool:
    """Tell whether the text says that something may stay as it is."""
    return _ACCEPTED.search(fold(text)) is not None


def defers(text: str) -> bool:
    """Tell whether the text puts something off: `can wait`, `kann warten`, `peut attendre`."""
    return _DEFERRING.search(fold(text)) is not None


def collective(text: str) -> bool:
    """Tell whether the text speaks of other statements together: `Fix all critical issues`."""
    folded = fold(text)
    if not hints(folded) & COLLECTIVE_BITS:
        return False
    if _CLOSED_TOGETHER.match(folded) or _ALL_CLOSED.match(folded):
        return True
    return _COLLECTIVE.search(folded) is not None or _REST.search(folded) is not None


def _begun(text: str) -> str:
    """The text from its first letter on."""
    return text if text[:1].isalpha() else _BEFORE.sub("", text)
