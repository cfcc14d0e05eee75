"""Whether a name and what is asked of it echo each other: "eval_metric" and "evaluation metrics".

An item gives itself away when its key echoes a part of the stem that no wrong option echoes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from app.practice.generate.words import stem
from app.verbs import words
from index.terms import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.practice.records import Item, Question

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""Where a name is parted: at marks and digits, and where capitals begin."""
_EVERYWHERE = words(
    """
    amazon aws sagemaker sage maker ai apache many several
    data model machine learning learn service job use used using
    one two three each other only with without which what when should way
    """
)
"""Words that nearly every text of the field has: sharing them points at nothing."""
_OF_STEMS = words(
    """
    team choose choice right case scenario mention phrase point fit best statement true term mean
    description describe define definition purpose role question answer hyperparameter parameter
    metric algorithm control company report job following observe project need want type typically
    example determine set according characteristic support kind first likely cause follow match
    """
)
"""Words of which questions are made."""
_SPELLED = {
    "num": "number", "ip": "address", "lr": "learning rate", "wd": "weight decay",
    "dim": "dimension", "seq": "sequence", "freq": "frequency", "img": "image",
    "msg": "message",

    "nearest": "closest", "epoch": "pass", "latency": "time", "vision": "image video photo",
    "equipment": "machine", "voice": "speech", "config": "configuration", "env": "environment",
    "db": "database", "acl": "access", "iam": "identity", "cli": "command line",
    "sdk": "development kit", "etl": "extract transform load", "ci": "integration",
    "cd": "delivery deployment", "max": "maximum", "min": "minimum", "spot": "spare",
    "embedding": "vector", "vector": "embedding", "inf": "inferentia", "deletion": "remove",
}  # fmt: skip
"""Short forms and near synonyms, with the words that they stand for."""
_MEASURES = words("rmse mse mae mape auc map rcf pca lda")
"""Names made of first letters that are written small in settings."""
WHOLE = 3
"""Letters from which a whole part echoes a word that begins with it: "Inf" and "Inferentia"."""
COMMON = 5
"""First letters that two words must share to echo each other: "personal", "personalize"."""
LONGEST_SHORT = 5
INSIDE = 5
"""Letters from which a word may stand inside another one: "sample" in "subsample"."""
_ENDINGS = re.compile(r"(?:ations?|ings?|ions?|ers?|ed|es|s|e)$")


@lru_cache(maxsize=100_000)
def name_parts(text: str) -> frozenset[str]:
    """Return the parts of the words of a text in lower case, without their plural endings."""
    parts = (part.lower() for part in _PARTS.findall(text.replace("’", "'")))
    return frozenset(
        stem(part)
        for part in parts
        if part not in STOPWORDS and part not in _EVERYWHERE and (len(part) > 1 or part == "k")
    )


@lru_cache(maxsize=200_000)
def echoes(part: str, word: str) -> bool:
    """Whether a part of a name and a word of a text are recognisably the same."""
    if part == word:
        return True
    for one, other in ((part, word), (word, part)):
        if any(stem(said) == other for said in _SPELLED.get(one, "").split()):
            return True
    short, long = sorted((part, word), key=len)
    if len(short) >= WHOLE and long.startswith(short):
        return True
    if len(short) >= COMMON and short[:COMMON] == long[:COMMON]:
        return True
    bare = _ENDINGS.sub("", short)
    return (len(bare) >= INSIDE and bare in long) or _is_skeleton(short, long)


def _is_skeleton(short: str, long: str) -> bool:
    """Whether a word without vowels is what is left of another: "trn" of "trainium"."""
    if len(short) < WHOLE or short[0] != long[0] or re.search(r"[aeiou]", short):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


@lru_cache(maxsize=100_000)
def shared_parts(asked: str, text: str) -> frozenset[str]:
    """Return the parts of what is asked that a text echoes."""
    said = name_parts(text)
    found = {part for part in name_parts(asked) if any(echoes(part, word) for word in said)}
    return frozenset(found) | _spelled_out(asked, text)


def points_at(asked: str, key: str, wrong: Iterable[str]) -> bool:
    """Whether the key alone echoes a part of what is asked, or more parts than any other."""
    return stands_out(shared_parts(asked, key), [shared_parts(asked, one) for one in wrong])


def stands_out(mine: frozenset[str], theirs: Sequence[frozenset[str]]) -> bool:
    """Whether parts are shared by no other option, or no other shares as many."""
    if not mine:
        return False
    return bool(mine - frozenset().union(*theirs)) or all(len(one) < len(mine) for one in theirs)


def spells_out(name: str, text: str) -> bool:
    """Whether a text says every part of a name, those included that every text has: "learning_rate"
    and "the learning rate used"."""
    parts = [part.lower() for part in _PARTS.findall(name) if len(part) > 1]
    said = {stem(word.lower()) for word in _PARTS.findall(text)}
    told = [part in said or stem(part) in said for part in parts]
    return bool(told) and (all(told) or bool(_spelled_out(name, text)))


def tells_itself(item: Item) -> bool:
    """Whether a part of an item points at its own key."""
    return any(_question_tells(part) for part in item.parts)


def _question_tells(question: Question) -> bool:
    if question.type == "ordering":
        return False
    texts = [option.text for option in question.options]
    if question.type == "matching":
        return any(
            points_at(prompt.text, texts[key], [t for n, t in enumerate(texts) if n != key])
            for prompt, key in zip(question.prompts, question.key, strict=True)
        )
    asked = asked_of(question)
    wrong = [text for n, text in enumerate(texts) if n not in question.key]
    return any(points_at(asked, texts[key], wrong) for key in question.key)


def asked_of(question: Question) -> str:
    """Return what a stem asks about: its words without those of which questions are made, and
    whole what decides it."""
    return about(question.stem, question.deciding)


def about(asked: str, deciding: Iterable[str] = ()) -> str:
    """Return the telling words of a stem and what decides it."""
    telling = (
        word for word in asked.split() if stem(word.strip(',.?:;"“”').lower()) not in _OF_STEMS
    )
    return " ".join((*telling, *deciding))


def _spelled_out(asked: str, text: str) -> frozenset[str]:
    """Return the short names of one text whose letters the words of the other begin with:
    "dcg" and "discounted cumulative gain"."""
    found = set()
    for names, spelled in ((asked, text), (text, asked)):
        initials = "".join(word[0] for word in re.findall(r"[a-z]+", spelled.lower()))
        for name in re.findall(r"[A-Za-z]+", names):
            short = name.lower()
            known = short in initials and short not in STOPWORDS
            if known and 2 <= len(name) <= LONGEST_SHORT and _is_short(name):
                found.add(short)
    return frozenset(found)


def _is_short(name: str) -> bool:
    """Whether a word is made of first letters: capitals, or no vowel."""
    low = name.lower()
    return name.isupper() or low in _MEASURES or not re.search(r"[aeiou]", low)
