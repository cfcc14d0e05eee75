"""Show the sentence that is being written, before it can be checked, without trusting it.

Its words appear as they come, but only those that stand in the passages or in the question: any
other word, number or address is a placeholder until the whole sentence is verified.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.answer.cite_marks import split_marks
from app.answer.prose import holds_address, plain
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Collection

PLACEHOLDER = "…"
_UNFINISHED_MARK = re.compile(r"\s*[\[【<!][^\]】>]*\Z")
_ONLY_PLACEHOLDERS = re.compile(r"…(?: …)+")


def visible_draft(text: str, known: Collection[str]) -> str:
    """Return what may be seen of an unfinished sentence.

    Args:
        text: what the model has written of it.
        known: stemmed terms of the passages as they stand in the prompt, and of the question.
    """
    if holds_address(text):
        return PLACEHOLDER
    bare, _ = split_marks(_UNFINISHED_MARK.sub("", text))
    words = (word if _is_known(word, known) else PLACEHOLDER for word in plain(bare).split())
    return _ONLY_PLACEHOLDERS.sub(PLACEHOLDER, " ".join(words))


def _is_known(word: str, known: Collection[str]) -> bool:
    return all(term in known for term in tokenize(word))
