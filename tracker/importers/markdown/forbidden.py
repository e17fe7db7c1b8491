"""Headings that forbid the launch until something is done: `❌ Do not ship without the fixes`.

They are the verdict; what has to be done before is said elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.words import fold

_LAUNCH = (
    r"(?:deploy|launch|release|ship|go live|go to production|onboard|publish|roll out|proceed|merge|start|"
    r"promote|enable)"
)
_FORBIDDEN = Wording(
    before=r"\W*",
    pattern=rf"(?:(?:do not|don't|must not|never|cannot|not (?:yet )?safe to|not ready to) {_LAUNCH}\b"
    r"[^.:;]{0,60}\b(?:without|until|unless|before)\b|"
    r"(?:nicht|kein\w*) (?:[\w-]+ ){0,4}?(?:ausliefern|veroffentlichen|live gehen|freigeben)\b[^.:;]{0,40}\b"
    r"(?:ohne|bevor|bis)\b|"
    r"ne pas (?:deployer|lancer|publier|livrer)\b[^.:;]{0,60}\b(?:sans|avant|tant que)\b|"
    r"no (?:desplegar|lanzar|publicar)\b[^.:;]{0,60}\b(?:sin|antes|hasta)\b|"
    r"nao (?:implantar|lancar|publicar)\b[^.:;]{0,60}\b(?:sem|antes|ate)\b|"
    r"non (?:distribuire|lanciare|pubblicare|rilasciare)\b[^.:;]{0,60}\b(?:senza|prima|finche)\b|"
    r"niet (?:uitrollen|lanceren|publiceren)\b[^.:;]{0,60}\b(?:zonder|voordat|totdat)\b|"
    r"не (?:выпускать|запускать|развертывать)\b[^.:;]{0,60}\b(?:без|пока|до)\b)",
)
_LONGEST = 160


@lru_cache(maxsize=2048)
def forbids_launch(text: str) -> bool:
    """Tell whether a text says that there must be no launch before something is done."""
    return _FORBIDDEN.match(fold(text[:_LONGEST]).replace("’", "'")) is not None
