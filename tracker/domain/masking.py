"""Secrets in what a command printed, replaced before anything of it is kept.

Evidence stays for good, travels in bundles and is read by many. Two things are looked for: the values of
environment variables whose names say that they are secret, and texts whose shape does. A secret that the
command printed in another coding than it has in the environment is not known again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tracker.domain.text import clean

MASK = "***"
SHORTEST = 6
"""Characters: shorter values stand in every other line by chance."""

_SECRET_NAME = re.compile(
    r"TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|PRIVATE|KEYS?(?=_|\d|$)|(?:^|_)AUTH(?=_|$)|_PWD$|_PAT$|(?:^|_)DSN$",
    re.IGNORECASE,
)
_ENDS = r"(?![\w-])"
_WORDS = r"pass(?:word|wd|phrase)|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?"
_WHOLE = re.compile(
    "|".join(
        (
            r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\Z)",
            rf"\b(?:AKIA|ASIA)[A-Z0-9]{{16}}{_ENDS}",  # AWS
            r"\bgh[pousr]_[A-Za-z0-9]{20,255}",  # GitHub
            r"\bgithub_pat_[A-Za-z0-9_]{20,255}",
            r"\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w.-]{16,255}",  # GitLab
            r"\bxox[abeoprs]-[\w-]{10,255}",  # Slack
            r"\bAIza[\w-]{35}",  # Google
            r"\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}",  # Stripe
            r"\bnpm_[A-Za-z0-9]{30,255}",
            r"\beyJ[\w-]{8,8000}\.eyJ[\w-]{2,16000}\.[\w-]{0,4000}",  # JSON Web Tokens
        )
    ),
    re.DOTALL,
)
_AFTER = (
    re.compile(r"(\b[a-z][a-z0-9+.-]{0,15}://[^\s/:@]{0,200}:)[^\s/@]{1,500}(?=@)", re.IGNORECASE),
    re.compile(
        r"""(\b(?:proxy-)?authorization["']?[ \t]{0,3}[:=][ \t]{0,3}["']?(?:[a-z]{3,20}[ \t]{1,3})?)"""
        r"""[^\s"',]{1,8000}""",
        re.IGNORECASE,
    ),
    re.compile(r"(\bbearer[ \t]{1,3})[\w.~+/=-]{8,8000}", re.IGNORECASE),
    re.compile(
        rf"""((?:{_WORDS})(?:[_-][\w-]{{0,30}})?["']?[ \t]{{0,3}}[:=][ \t]{{0,3}})"""
        r"""(?:"[^"\n]{1,8000}"|'[^'\n]{1,8000}'|[^\s"',;&]{1,8000})""",
        re.IGNORECASE,
    ),
)
"""What stands before the secret is kept: it tells a reader what was there."""


def secret_values(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values that may not be shown, longest first: those of variables that are named like secrets.

    Of a value of several lines each counts by itself as well, for a command may print them apart.
    """
    secrets = [clean(value) for name, value in environment.items() if _SECRET_NAME.search(name)]
    parts = {part.strip() for secret in secrets for part in (secret, *secret.splitlines())}
    return tuple(
        sorted((part for part in parts if len(part) >= SHORTEST), key=lambda part: (-len(part), part))
    )


def without_values(text: str, secrets: Iterable[str]) -> str:
    """Return `text` with each of these values masked."""
    patterns = [re.escape(secret) for secret in secrets]
    return re.sub("|".join(patterns), MASK, text) if patterns else text


def masked(text: str, secrets: Iterable[str]) -> str:
    """Return `text` with these values masked, and with what has the shape of a secret."""
    text = _WHOLE.sub(MASK, without_values(text, secrets))
    for pattern in _AFTER:
        text = pattern.sub(rf"\1{MASK}", text)
    return text
