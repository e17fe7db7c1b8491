"""Headings that name what is to be made: `Scripts to create`, `Tests to add`, `Zu schreibende Tests`.

Files that are to be made or changed are named for a step that stands elsewhere, so they are none of these.
"""

from __future__ import annotations

from tracker.importers.markdown.hints import Wording

_THINGS = (
    r"(?:scripts?|tools?|tests?|test cases|docs|documents?|documentation|features?|jobs?|alerts?|checks?|"
    r"monitors?|dashboards?|reports?|endpoints?|services?|policies|procedures|automations?|workflows?|integrations?|"
    r"things|items|tasks|issues|bugs)"
)
_THINGS_ROMANCE = (
    r"(?:scripts?|outils|tests?|documents?|alertes|tableaux de bord|taches|herramientas|pruebas|documentos?|"
    r"alertas|tareas|ferramentas|testes|tarefas|strumenti|documenti|avvisi|attivita)"
)
_TO_MAKE = Wording(
    rf"{_THINGS} (?:still |that (?:still )?(?:need|have) )?to (?:be )?(?:create|add|write|build|implement|"
    r"fix|set up|address|complete|finish|created|added|written|built|implemented|fixed|addressed|"
    r"completed|finished)\W*$|"
    r"(?:noch )?zu (?:schreibende|erstellende|bauende|erganzende) \w+\W*$|"
    rf"{_THINGS_ROMANCE} (?:a (?:creer|ecrire|ajouter|crear|escribir|agregar|anadir)|"
    r"por (?:crear|escribir|agregar)|a (?:criar|escrever|adicionar)|da (?:creare|scrivere|aggiungere))\W*$"
)


def heads_to_make(folded: str) -> bool:
    """Tell whether a heading, folded and without its number, names what is to be made."""
    return _TO_MAKE.match(folded) is not None
