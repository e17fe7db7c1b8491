"""Words of state in the languages reviews are written in: data for `status` and `states`.

What negates a word is listed with it and is longer, so it wins.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.plan import Claim

CLAIM_WORDS: Mapping[Claim, str] = {
    Claim.DONE: """done, fixed, resolved, closed, completed, complete, gone, addressed, mitigated,
        implemented, remediated, finished, solved, patched, merged, shipped, erledigt, behoben,
        geschlossen, abgeschlossen, umgesetzt, gelost, fertig, gefixt, corrige, corrigee, corriges,
        corrigees, resolu, resolue, resolus, termine, terminee, fait, ferme, traite, traitee, hecho,
        hecha, resuelto, resuelta, corregido, corregida, cerrado, cerrada, completado, completada,
        solucionado, feito, feita, resolvido, resolvida, corrigido, corrigida, concluido, concluida,
        fechado, fechada, risolto, risolta, corretto, corretta, completato, completata, chiuso, chiusa,
        fatto, opgelost, afgerond, gesloten, klaar, verholpen, hersteld, gedaan, naprawione, naprawiony,
        naprawiona, rozwiazane, rozwiazany, zamkniete, zamkniety, zakonczone, zrobione, gotowe,
        исправлено, исправлена, исправлен, решено, решена, решен, закрыто, закрыта, закрыт, готово,
        выполнено, устранено, устранена, устранен, сделано, 已修复, 已解决, 已完成, 已关闭, 修复完成,
        完成, 解決済み, 解決済, 修正済み, 修正済, 対応済み, 対応済, 完了, クローズ, taken care of,
        no longer, corrected, rectified, reparado, subsanado, subsanada, subsanados, leve, levee, regle,
        reglee, effectue, effectuee, realise, realisee, sanado, sanada, eliminato, eliminata, geregeld,
        opgeheven, usuniete, usunieta, usuniety, poprawione, poprawiona, poprawiony, wdrozone, wdrozono,
        wykonane, wykonano, zalatwione, zrealizowane, исправлены, устранены, выполнена, выполнен,
        завершено, завершена, реализовано, внедрено, 已修正, 已整改, 已处理, 已实施, 已上线, 已落实, 完结,
        実施済み, 実施済, 是正済み, 是正済, 導入済み, 終了""",
    Claim.PARTIAL: """partial, partially, partly, teilweise, partiellement, partiel, parcialmente,
        parcial, parzialmente, parziale, gedeeltelijk, deels, czesciowo, частично, 部分, 一部, wip,
        started, ongoing, underway, begonnen, in progress, work in progress, in arbeit, in bearbeitung,
        en cours, en curso, en progreso, em andamento, em progresso, in corso, in uitvoering, w toku,
        w trakcie, в работе, в процессе, 进行中, 处理中, 対応中, 進行中, 作業中, half done, in review,
        mostly, largely, en bonne partie, en partie, zum teil, begonnene,
        angefangen, entame, entamee, commence, iniciado, iniciada, iniziato, in lavorazione, in behandeling,
        czesciowe, czesciowy, czesciowa, rozpoczete, w realizacji, частичная, частичный, начато, начата,
        выполняется, ведется, 修复中, 整改中, 开发中, 实施中, 已开始, 修正中, 実施中, 着手済み, 着手済,
        一部対応""",
    Claim.DEFERRED: """deferred, postponed, backlog, parked, wontfix, zuruckgestellt, verschoben,
        vertagt, reporte, reportee, differe, differee, aplazado, aplazada, pospuesto, diferido, adiado,
        adiada, rinviato, rinviata, rimandato, uitgesteld, odlozone, odlozona, odlozony, отложено, отложена,
        отложен, 延期, 推迟, 暂缓, 見送り, 保留, on hold, accepted risk, risk accepted, not now,
        won't fix, waived, auf eis, won't do, will not fix, not planned, decided against, dropped, cancelled,
        canceled, abandoned, accepted, risk acceptance, accepted until,
        declined, rejected, withdrawn, zuruckgezogen, retirado, retirada, ritirato, ingetrokken,
        akzeptiert, restrisiko akzeptiert, risiko akzeptiert, accepte, acceptee,
        risiko ubernommen, risiko getragen, risque accepte, aceptado, aceptada, riesgo aceptado, aceito,
        aceita, risco aceito, accettato,
        accettata, rischio accettato, geaccepteerd, zaakceptowane, zaakceptowano, zaakceptowany,
        ryzyko zaakceptowane, zawieszone, принято, принят, риск принят, отложены, 接受, 已接受, 接受风险,
        搁置, 挂起, 不修复, 受容, リスク受容, 対応しない, 先送り""",
    Claim.OPEN: """no longer supported, no longer maintained, no longer developed, no longer works,
        no longer work, no longer updated, no longer patched, open, new, pending, todo, to-do, unresolved,
        outstanding, unfixed, missing, unchanged, unverandert, inchange, sin cambios, invariato,
        offen, neu, ausstehend, ouvert, ouverte, abierto, abierta, pendiente, pendientes, aberto,
        aberta, pendente, aperto, aperta, otwarte, otwarty, otwarta, открыто, открыта, открыт, nieuw,
        未修复, 未解决, 未完成, 待办, 待处理, 未対応, 未解決, 未着手, 未完了, reopened, required,
        needed, failed, fail, failing, blocked, absent, incomplete, fehlt, fehlend, manquant, falta,
        ontbreekt, brak, needs, not started, not done, not fixed, not resolved, not implemented,
        nicht behoben, nicht begonnen, nicht erledigt, non resolu, non corrige, a faire, sin resolver,
        sin corregir, por hacer, nao resolvido, a fazer, da fare, non risolto, niet opgelost, te doen,
        do zrobienia, zaplanowane, zaplanowany, zaplanowana, nie naprawione, не исправлено, не решено,
        не начато, still open, not yet, planned, scheduled, geplant, planifie, planifiee, planificado,
        planificada, planejado,
        planejada, nao iniciada, nao concluido, pianificato, pianificata, gepland, запланировано, 计划中,
        予定,
        en attente, nicht umgesetzt, nicht gestartet, non commence, non demarre, non traite,
        non traitee, non corrigee, no corregido, no resuelto, sin iniciar, nao corrigido, nao iniciado,
        non corretto, non avviato, niet gestart, nieusuniete, nieusunieta, nieusuniety, nie usunieto,
        nie usunieta, niepoprawione, nierozpoczete, nie rozpoczeto, nie wdrozono, не исправлена,
        не исправлен, не устранено, не устранена, не выполнено, не выполнена, не реализовано, 未修正, 未整改,
        未处理, 未开始, 未实施, 未上线, 未落实, 没有完成, 未実施, 未処理, 未了, 未是正""",
}

REMEDIED_WORDS = """
    fixed resolved remediated patched mitigated debugged addressed solved repaired
    corrected hotfixed behoben gelost gefixt korrigiert corrige corrigee corriges corrigees resolu
    resolue corregido corregida resuelto resuelta solucionado corrigido corrigida resolvido
    resolvida risolto risolta corretto corretta opgelost verholpen hersteld naprawione naprawiony
    naprawiona rozwiazane исправлено исправлена исправлен устранено устранена устранен 已修复 已解决
    修正済み 修正済 解決済み 対応済み
"""
"""Words of putting something right, which nobody says of what was in order all along."""

ORDER_WORDS = """ready, bereit, pret, prets, listo, gereed, yes, ja, oui, si, sim, tak, да, 是, はい, あり,
    in place, compliant, fully compliant, conforms, conformant, conform, conforming, met,
    fully met, satisfied, fulfilled, good, very good, excellent, great, solid, strong, healthy, optimal,
    pass, passed, passes, ok, okay, adequate, effective, supports,
        supported, fine,
    sufficient, none found, no issue, no issues, no risk, no risks, no risk identified, no findings, no gap,
    no gaps, no deviation, no deviations, no action, n/a, na, n.a, n. a, not applicable, not assessed,
    not evaluated, not in scope, out of scope, vorhanden, erfullt, konform, in ordnung, wirksam, bestanden,
    nicht anwendbar, nicht relevant, entfallt, entbehrlich, keine abweichung, kein befund, keine befunde,
        kein risiko,
    conforme, conformes, en place, en regle, satisfait, satisfaite, sans objet, non applicable,
    rien a signaler, ras, aucun risque, aucun ecart, cumple, cumplido, no aplica, sin hallazgos, sin riesgo,
    em conformidade, atende, nao se aplica, sem achados, non applicabile, in regola, aanwezig, voldoet,
    niet van toepassing, nvt, n.v.t, spelnione, spelnia, spelniony, zgodne, zgodny, zgodna, nie dotyczy,
    brak uwag, bez uwag, brak ryzyka, соответствует, выполняется полностью, неприменимо, не применимо,
    замечаний нет, нет замечаний, без замечаний, 符合, 满足, 合规, 达标, 通过, 合格, 正常, 不适用, 无问题,
        没有问题,
    无风险, 適用外, 適合, 準拠, 満たす, 満たしている, 対象外, 該当なし, 問題なし, 指摘なし, 良好"""
"""What is said of a thing that is as it should be, or that nobody asks for here."""

FAILED_WORDS = """not ready, nicht bereit, pas pret, no listo, nie gotowe, не готово, not in place,
    not compliant, non-compliant, noncompliant, non compliant, not met, unmet,
    does not support, does not meet, not supported, not conforming, nonconforming, non-conforming,
    nonconformity, non-conformity, major nonconformity, minor nonconformity, not effective, ineffective,
    inadequate, insufficient, not satisfied, gap, none, no, not ok, nok, nicht vorhanden, nicht erfullt,
    nicht konform, nicht in ordnung, abweichung, nicht bestanden, nicht umgesetzt, nein, unzureichend,
    non conforme, non conformes, non-conforme, non-conformite, absente, insuffisant, insuffisante, non,
    no conforme, no cumple, incumple, incumplido, ausente, insuficiente, nao conforme, nao atende, nao,
    mancante, insufficiente, niet aanwezig, voldoet niet, afwezig, onvoldoende, nee, niespelnione,
    niespelniony, nie spelnia, niezgodne, niezgodny, niezgodna, niezgodnosc, nie, niewystarczajace,
    не соответствует, отсутствует, не выполняется, нет, 不符合, 不满足, 不合规, 不合格, 未达标, 未通过,
        缺失, 没有, 无,
    不适合, 不適合, 未整備, 未導入, 不備, なし, 無し"""
"""What is said of a thing that is missing or wrong, where each of a list is held against a demand."""

PARTLY_WORDS = """half, halfway, half way, zur halfte, halb, a moitie, a medias, parcial, a meta, w polowie,
    наполовину, 一半, partly ready, partially ready, partially met, partially supports, partially supported,
        partially compliant,
    partially in place, partially effective, partially implemented, largely met, largely compliant,
    in part, needs improvement, teilweise erfullt, teilweise vorhanden, eingeschrankt, bedingt,
    partiellement conforme, a ameliorer, cumple parcialmente, parcialmente conforme, atende parcialmente,
    parzialmente conforme, voldoet deels, czesciowo zgodne, czesciowo spelnione, частично соответствует,
    частично выполняется, 部分符合, 部分满足, 部分合规, 部分达标, 需改进, 待改进, 部分的, 一部適合, 要改善"""
"""What is said of a thing that is there in part."""
