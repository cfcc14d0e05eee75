"""Take keys and passwords out of what a library says before anybody reads or logs it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HIDDEN = "[hidden]"
SHORTEST_SECRET = 6
"""A shorter value of a key variable is a word such as `none`, not a secret."""

_NAMED_SECRET = re.compile(
    r"KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|DATABASE_URL", re.IGNORECASE
)
_PATTERNS = (
    re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"),
    re.compile(r"(?i)(?<=bearer )\S{6,}"),
    re.compile(r"\b(?:sk|pk|rk|gsk|xai|hf|AKIA|ASIA|AIza)[-_]?[A-Za-z0-9*][A-Za-z0-9_*-]{8,}"),
    re.compile(
        r"(?i)((?:api[-_ ]?key|token|secret|password)(?: provided)?\s*[:=]\s*['\"]?)[^\s'\",;]{4,}"
    ),
)


def scrub(text: str, environment: Mapping[str, str] | None = None) -> str:
    """Return the text without the values of secret variables and what looks like a key."""
    env = os.environ if environment is None else environment
    for value in sorted(_secrets(env), key=len, reverse=True):
        text = text.replace(value, HIDDEN)
    for pattern in _PATTERNS:
        text = pattern.sub(lambda m: f"{m[1] if m.re.groups else ''}{HIDDEN}", text)
    return text


def _secrets(env: Mapping[str, str]) -> set[str]:
    return {
        value.strip()
        for name, value in env.items()
        if _NAMED_SECRET.search(name) and len(value.strip()) >= SHORTEST_SECRET
    }
