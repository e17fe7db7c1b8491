"""A state in bold beneath what it is said of, the last word of an inventory:

    - ⚠️ **Night bell**: wires are laid
      - Button in the hall
      - **NOT CONNECTED**

What is named and described may be there or not; only such a word says that something is to be done about it.
"""

from __future__ import annotations

from tracker.importers.markdown import states, status
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.states import State
from tracker.importers.markdown.tree import Entry
from tracker.importers.markdown.words import fold

_LACKING = Wording(
    r"\W*(?:still |currently |noch |derzeit |encore |todavia |ainda |ancora |nog )?"
    r"(?:(?:not|never) (?:yet )?(?:running|active|configured|implemented|integrated|connected|deployed|used|"
    r"enabled|installed|tested|found|started|available|in use|set up|built|monitored|secured)|"
    r"nicht (?:aktiv|in betrieb|konfiguriert|umgesetzt|integriert|verbunden|verwendet|installiert|getestet|"
    r"vorhanden|gestartet)|"
    r"(?:non|pas) (?:actif|active|configure\w*|implemente\w*|integre\w*|connecte\w*|utilise\w*|installe\w*|"
    r"teste\w*|demarre\w*)|"
    r"(?:no|sin|nao|non|niet|nie|не) (?:activ\w+|ativ\w+|attiv\w+|configur\w+|geconfigureerd|implement\w+|"
    r"integr\w+|geintegreerd|conect\w+|conness\w+|utiliza\w+|usad[oa]|usat[oa]|gebruikt|instal\w+|prob\w+|"
    r"testad\w+|testat\w+|getest|wdrozon\w+|skonfigurowan\w+|uruchomion\w+|работает|настроен\w*|внедрен\w*|"
    r"запущен\w*|используется))\W*$"
)
_LONGEST = 50


def said_beneath(entry: Entry) -> State | None:
    """Return the state that an entry beneath another shouts, if it is one of work to do, or None."""
    for listing in entry.listings:
        for inner in listing.entries:
            line = inner.title
            bare = bool(line.lead) and not line.after_lead.strip(" .!")
            if bare and len(line.lead) <= _LONGEST and (state := _state(line.lead)):
                return state
    return None


def _state(text: str) -> State | None:
    plain = status.without_marks(text)
    if _LACKING.match(fold(plain)):
        return State.OPEN
    told = states.of_words(plain)
    return told[0] if told and told[1] and told[0] in (State.OPEN, State.PARTIAL) else None
