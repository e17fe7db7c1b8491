"""Times with which a fix begins, and which are to be set: `8 hours with rolling expiry`, `9 days TTL`.

Whoever says how long something is to last writes it as he would an effort. What follows tells: a word for
something that lasts, or for what it was before.
"""

from __future__ import annotations

from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_THING = (
    r"(?:renewals?|expir\w+|refresh\w*|retention|time-?outs?|grace|backoff|jitter|life-?time|ttl|validity|"
    r"inactivity|idle\w*|silence|history|windows?|intervals?|sessions?|"
    r"verlangerung|erneuerung|aufbewahrung\w*|gultigkeit\w*|inaktivitat|laufzeit|ablauf\w*|frist|"
    r"inactivite|retention|validite|expiration|renouvellement|inactividad|retencion|validez|caducidad|"
    r"renovacion|inatividade|retencao|validade|renovacao|inattivita|conservazione|validita|scadenza|rinnovo|"
    r"inactiviteit|bewaring|geldigheid|nieczynnosci|retencji|waznosci)"
)
_LASTING = regex(
    rf"\s*(?:(?:with|of|mit|avec|de|d'|con|di|com|met|van|z)\s*)?"
    rf"(?:(?:an?|the|ein\w*|der|die|das|une?|la|le|el|un|una|sliding|rolling|automatic|absolute|maximum|"
    rf"gleitende[rn]?|automatische[rn]?|glissante?|automatique) ?){{0,2}}{_THING}\b(?=\s*(?:$|[;,.:()–—]))|"
    r"\s*(?:instead of|rather than|at (?:the )?most|maximum|max\b|statt|anstatt|au lieu|en lugar|en vez|"
    r"invece|em vez|in plaats|zamiast|вместо)"
)


def lasts(following: str) -> bool:
    """Tell whether a time is that of a setting, as the text that follows it says."""
    return _LASTING.match(fold(following)) is not None
