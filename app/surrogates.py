"""Lone surrogates: the text of a document may hold them, UTF-8 (files, terminals) does not."""

from __future__ import annotations

import json
import re
from typing import Any

_LONE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Return the text with a question mark for each lone surrogate."""
    return _LONE.sub("?", text)


def json_text(value: Any) -> str:
    """Return one line of JSON: readable, with lone surrogates escaped so that they come back."""
    return _LONE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(value, ensure_ascii=False))
