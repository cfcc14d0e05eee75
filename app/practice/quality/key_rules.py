"""Flaws by which the key can be told from the distractors without knowing the subject.

They are looked for where one or more options of several are to be chosen; the order of steps and
the pairs of a matching question give no such cue.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.quality.flaw import Flaw
from app.practice.quality.words import numbers, shared, stems, telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.records import Question

LONGER = 1.25
"""How much longer than every distractor a key may be: below it nobody sees the difference."""
REPEATS = 2
"""Words of the stem that the key, and no distractor, may not have."""
CONVERGENCE = 0.5
"""Lead of the key in shared words per word from which the options point at it."""

_QUOTED = re.compile(r"[\"“`']([^\"”`']{3,40})[\"”`']")
_ARTICLE_END = re.compile(r"\b(an?)\s*[:.]?\s*$", re.IGNORECASE)
_VERBS = frozenset(
    " ".join(
        (
            "add apply assign attach build call choose configure convert copy create decrease",
            "define deliver deploy enable encrypt export give grant import increase install",
            "invoke keep launch load log monitor move open package point publish put query read",
            "reduce register remove replace request restrict retrain route run save scale",
            "schedule send set split start stop store stream switch tag train turn update upload",
            "use write",
        )
    ).split()
)


def longest_is_key(question: Question) -> Iterator[Flaw]:
    """Yield a key that is visibly longer than every distractor."""
    lengths = [len(option.text) for option in question.options]
    if len(question.key) != 1:
        return
    key = lengths[question.key[0]]
    others = max(length for i, length in enumerate(lengths) if i not in question.key)
    if key > LONGER * others and key - others >= 8:
        yield Flaw(
            question.id, "longest option is the key", f"{key} characters, the next has {others}"
        )


def word_repeated(question: Question) -> Iterator[Flaw]:
    """Yield a key that repeats words of the stem which no distractor has."""
    of_stem = telling(question.stem)
    wrong = [telling(o.text) for i, o in enumerate(question.options) if i not in question.key]
    for k in question.key:
        words = telling(question.options[k].text) & of_stem
        lone = words - shared(words, wrong)
        rest = [len(telling_of & of_stem) for telling_of in wrong]
        if len(lone) >= REPEATS and len(words) > max(rest):
            yield Flaw(
                question.id, "word repeated in the key", f"stem and key share {sorted(lone)}"
            )
            return


def logical_cue(question: Question) -> Iterator[Flaw]:
    """Yield a key that alone takes up a number or a quoted name of the stem."""
    wrong = [_marks(o.text) for i, o in enumerate(question.options) if i not in question.key]
    of_stem = _marks(question.stem)
    for k in question.key:
        taken = of_stem & _marks(question.options[k].text)
        lone = {mark for mark in taken - shared(taken, wrong) if len(mark) > 1}
        if lone:
            yield Flaw(question.id, "logical cue", f'only the key takes up "{min(lone)}"')
            return


def convergence(question: Question) -> Iterator[Flaw]:
    """Yield a key that is put together from what the distractors share."""
    if len(question.key) != 1 or len(question.options) < 4:
        return
    words = [telling(option.text) for option in question.options]
    scores = [
        sum(sum(word in other for j, other in enumerate(words) if j != i) for word in own)
        / max(1, len(own))
        for i, own in enumerate(words)
    ]
    key = question.key[0]
    lead = scores[key] - max(score for i, score in enumerate(scores) if i != key)
    parts = sum(
        1 for word in words[key] if any(word in words[j] for j in range(len(words)) if j != key)
    )
    if lead >= CONVERGENCE and parts >= 2:
        yield Flaw(question.id, "convergence cue", "the key is what the other options share")


def grammatical_cue(question: Question) -> Iterator[Flaw]:
    """Yield a key whose grammar alone fits the stem or alone differs from the distractors."""
    right = [o.text for i, o in enumerate(question.options) if i in question.key]
    wrong = [o.text for i, o in enumerate(question.options) if i not in question.key]
    article = _ARTICLE_END.search(question.stem)
    if article:
        vowel = article.group(1).lower() == "an"
        fits = [_vowel(text) == vowel for text in wrong]
        if all(_vowel(text) == vowel for text in right) and not all(fits):
            yield Flaw(question.id, "grammatical cue", "only the key fits the article")
            return
    forms = {_form(text) for text in wrong}
    if len(forms) == 1 and len(wrong) > 2:
        form = forms.pop()
        if form != "other" and all(_form(text) != form for text in right):
            yield Flaw(question.id, "grammatical cue", f"the key alone is no {form}")
            return
    ends = {text.rstrip()[-1:] == "." for text in wrong}
    if len(ends) == 1 and all((text.rstrip()[-1:] == ".") not in ends for text in right):
        yield Flaw(question.id, "grammatical cue", "the key alone ends in another way")


def distractor_true(question: Question) -> Iterator[Flaw]:
    """Yield a distractor that the key's own quote states as fully as the key."""
    proofs = (question.options[k].evidence for k in question.key)
    quoted = " ".join(evidence.quote for evidence in proofs if evidence)
    proof = frozenset(stems(quoted))
    keys = [frozenset(stems(question.options[k].text)) for k in question.key]
    for i, option in enumerate(question.options):
        own = frozenset(stems(option.text))
        if i in question.key or not own or not proof:
            continue
        if any(own > key and len(own - key) <= 1 for key in keys if len(key) > 2):
            yield Flaw(question.id, "more than one key", f'"{option.text}" includes the key')
            return
        covered = len(own & proof) / len(own)
        of_key = max(len(key & proof) / max(1, len(key)) for key in keys)
        if (
            covered >= 0.99
            and len(own) > 2
            and covered >= of_key
            and numbers(option.text) <= numbers(quoted)
        ):
            yield Flaw(
                question.id, "more than one key", f'the key\'s quote states "{option.text}" too'
            )
            return


def _marks(text: str) -> frozenset[str]:
    """Return the numbers and the quoted names of a text."""
    return numbers(text) | frozenset(_QUOTED.findall(text))


def _vowel(text: str) -> bool:
    return text.strip()[:1].lower() in "aeiou"


def _form(text: str) -> str:
    """Return what a text opens with: a gerund, an article, a verb, or something else."""
    first = text.split()[0].strip(",.:;").lower() if text.split() else ""
    if first in ("a", "an", "the"):
        return "phrase with an article"
    if first.endswith("ing") and len(first) > 4:
        return "gerund"
    return "instruction" if first in _VERBS else "other"


KEY_RULES = (
    longest_is_key,
    word_repeated,
    logical_cue,
    convergence,
    grammatical_cue,
    distractor_true,
)
