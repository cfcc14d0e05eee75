"""Which phrases of a text can stand alone in a stem or an option, away from their page."""

from __future__ import annotations

import re

from app.verbs import is_base_verb, words

MOST_WORDS = 26
"""Words of a phrase; a longer one is read twice."""
_POINTS = re.compile(
    r"\b(?:this|these|those|here|there|above|below|following|previous|preceding|aforementioned"
    r"|former|latter|see|also|too|however|instead|otherwise|therefore|thus|as well|as shown"
    r"|as follows|as described|for example|for instance|e\.g|i\.e|etc|and so on|example|examples"
    r"|sample|figure|image shows|screenshot|diagram|snippet|section|topic|chapter|tutorial|page"
    r"|walkthrough|next step|previous step|step \d+|steps \d+|we|we're|our|us|let's|i"
    r"|more information|learn more|learn how|recommended that you (?:read|review)|to-do"
    r"|procedure|default(?:s)? to the)\b",
    re.IGNORECASE,
)
"""Words that lean on the page around a phrase."""
_MORE_VERBS = words(
    """
    activate adapt adjust aggregate allocate analyze annotate archive assess augment author back
    balance blend bring calculate capture categorize clarify clear clone collect compile
    complete confirm consolidate construct copy customize debug deactivate debug decompress
    delegate design determine disable discover distribute divide download edit edit emit ensure
    estimate examine experiment explore extend filter fine-tune flag focus format gather
    generate group grow handle highlight identify impute inspect install interact invite isolate
    label leave list lock map maximize minimize modify mount navigate notify obtain optimize
    organize override package partition pause place prepare preprocess preview profile
    programmatically prune quickly randomize rank reach re-create recreate redeploy reference
    refine render reserve restart retrieve reuse review run sample scan securely simplify
    specify split standardize supply suspend synchronize test track transcribe translate try
    understand unzip upgrade use verify view visualize
    """
)
"""Verbs of instructions beside those of questions."""
_PRONOUN = re.compile(
    r"\b(?:it|it's|they|they're|them|he|she|one of them|that is)\b", re.IGNORECASE
)
_OPENS_BADLY = re.compile(
    r"^(?:that|which|and|or|but|so|then|its|their|such|same|both|each|either|neither|another"
    r"|what|whether|not|only|just|more|most|other|others|all|some|any|none|note)\b",
    re.IGNORECASE,
)
_ENDS_BADLY = re.compile(
    r"\b(?:even|named|called|as|only|with|to|in|of|the|an?|and|or|for|by|that|is|are|on|at|from"
    r"|your|than|such|when|if|which)$"
)
_CODE = re.compile(
    r"[{}<>\\|=`$#@~^*\[\]]|\w\(|::|://|\.\.\.|…|\b\w+/\w+/\w+|_\w*_\w*_\w*_|^\W|--\w|\.\w+\.\w+\."
    r"|\b\w+\.(?:py|json|html|ipynb|csv|yaml|yml|sh|txt|tar|gz|zip|md)\b|\bhttps?\b|\b\d{12}\b"
    r"|\barn:|\bvar(?:iable)? name\b"
)
"""Code, addresses, paths, and what is left of a page's markup."""


def is_plain(text: str, least_words: int = 3, most_words: int = MOST_WORDS) -> bool:
    """Whether a phrase says what it says without its page, in words instead of code."""
    return (
        least_words <= len(text.split()) <= most_words
        and not _POINTS.search(text)
        and not _OPENS_BADLY.match(text)
        and not _ENDS_BADLY.search(text)
        and not _CODE.search(text)
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and text.count("“") == text.count("”")
    )


def is_instruction(text: str) -> bool:
    """Whether a phrase begins with a bare verb and goes on as an instruction does."""
    first, *rest = text.split()
    return (is_base_verb(first.lower()) or first.lower() in _MORE_VERBS) and not any(
        word in ("must", "is", "are", "will", "can", "should", "results", "has")
        for word in rest[:2]
    )


def has_pronoun(text: str) -> bool:
    """Whether a phrase has a pronoun whose noun may stand outside it."""
    return bool(_PRONOUN.search(text))
