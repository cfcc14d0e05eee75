"""Put each of the nineteen flaws into clean items on purpose, and count how many the rules find.

Each flaw has several forms, so that a rule is not held against the one wording it was written for.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.practice.quality.flaw import FLAWS
from app.practice.quality.flaws import flaws_of
from app.practice.quality.words import sentences
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.practice.quality.flaw import FlawName
    from app.practice.records import Item, Question

SEED = 20_261_125
LONG_OPTION = 6
"""Words from which an option says the same when its first word is moved to the end."""
PER_FLAW = 40
"""Clean questions that each flaw is put into."""

_NONE = ("None of the above", "None of these options", "Neither of the options is right")
_ALL = ("All of the above", "All of these", "Any of the options listed")
_COMPLEX = ("Both A and B", "Options A and C", "I and III", "1 and 3 only")
_ABSOLUTE = ("always", "never", "completely", "in every case", "under all circumstances")
_VAGUE = ("usually", "often", "sometimes", "generally", "probably")
_SILLY = ("Do nothing", "Ignore the problem", "Guess", "Pizza")
_POINTING = ("It is used here. ", "This is about the above. ", "They do so. ")
_BLANK = ("Complete the sentence: the right choice is ____.", "The best answer is _____.")
_TRUE = ("True or false: ", "Is it true that this holds? ", "Yes or no? ")
_NEGATIVE = (
    "Which of these is NOT a fit?",
    "All of these fit EXCEPT which one?",
    "Which option would not meet the goal?",
    "Which option is incorrect?",
)
_HISTORY = (
    "The founders first met at a sailing regatta in Portugal and both like espresso.",
    "Lunch is served at noon on the seventh floor, where ferns and orchids grow.",
    "A painting of a lighthouse hangs beside the elevator of the lobby.",
)


@dataclass(frozen=True, slots=True)
class Detection:
    """How often one flaw was put in, and how often it was found."""

    name: FlawName
    seeded: int
    found: int


def detection(items: Sequence[Item], seed: int = SEED) -> list[Detection]:
    """Return the detection of every flaw over clean single-answer questions."""
    clean = [
        part
        for item in items
        for part in item.parts
        if part.type == "multiple_choice" and not flaws_of(part)
    ]
    rng = random.Random(seed)
    chosen = rng.sample(clean, min(PER_FLAW, len(clean)))
    return [_detection(name, chosen, rng) for name in FLAWS]


def _detection(name: FlawName, questions: Sequence[Question], rng: random.Random) -> Detection:
    seeded = [SEEDS[name](question, rng) for question in questions]
    found = sum(any(flaw.name == name for flaw in flaws_of(one)) for one in seeded)
    return Detection(name, len(seeded), found)


def _wrong(question: Question, rng: random.Random) -> int:
    return rng.choice([i for i in range(len(question.options)) if i not in question.key])


def _with_option(question: Question, place: int, text: str) -> Question:
    options = list(question.options)
    options[place] = replace(options[place], text=text)
    return replace(question, options=tuple(options))


def _distractor(texts: Sequence[str]) -> Callable[[Question, random.Random], Question]:
    return lambda question, rng: _with_option(question, _wrong(question, rng), rng.choice(texts))


def _inserted(words: Sequence[str]) -> Callable[[Question, random.Random], Question]:
    def seed(question: Question, rng: random.Random) -> Question:
        place = _wrong(question, rng)
        text = question.options[place].text.split()
        at = rng.randint(1, len(text))
        return _with_option(question, place, " ".join([*text[:at], rng.choice(words), *text[at:]]))

    return seed


def _opening(texts: Sequence[str]) -> Callable[[Question, random.Random], Question]:
    return lambda question, rng: replace(question, stem=rng.choice(texts) + question.stem)


def _asking(texts: Sequence[str]) -> Callable[[Question, random.Random], Question]:
    def seed(question: Question, rng: random.Random) -> Question:
        told = sentences(question.stem)[:-1]
        return replace(question, stem=" ".join([*told, rng.choice(texts)]))

    return seed


def _unfocused(question: Question, _rng: random.Random) -> Question:
    told = sentences(question.stem)[:-1]
    return replace(question, stem=" ".join(told) or "Amazon SageMaker AI and its endpoints.")


def _gratuitous(question: Question, rng: random.Random) -> Question:
    return replace(question, stem=f"{' '.join(rng.sample(_HISTORY, 2))} {question.stem}")


def _long_key(question: Question, _rng: random.Random) -> Question:
    key = question.key[0]
    longer = question.options[key].text + (
        ", which meets each of the stated goals because of the way in which it has been designed"
        ", and which therefore suits the workload as the team has described it in detail"
    )
    return _with_option(question, key, longer)


def _repeated(question: Question, _rng: random.Random) -> Question:
    key = question.key[0]
    beside = " ".join(option.text for option in question.options).lower()
    words = [w.strip(".,?()") for w in question.stem.split() if len(w.strip(".,?()")) > 6]
    lone = list(dict.fromkeys(w for w in words if w.lower() not in beside))[:3]
    return _with_option(question, key, f"{question.options[key].text} for {' '.join(lone)}")


def _logical(question: Question, _rng: random.Random) -> Question:
    key = question.key[0]
    stem = f"The budget is 4,711 dollars. {question.stem}"
    return replace(
        _with_option(question, key, f"{question.options[key].text} within 4,711 dollars"), stem=stem
    )


def _convergent(question: Question, _rng: random.Random) -> Question:
    parts = (
        "gzip Parquet crawler partition",
        "gzip Avro catalog bucket",
        "snappy Parquet catalog lifecycle",
        "gzip Parquet catalog replica",
    )
    key = question.key[0]
    order = [i for i in range(4) if i != key]
    texts = dict(zip([*order, key], parts, strict=True))
    options = tuple(replace(o, text=texts[i]) for i, o in enumerate(question.options))
    return replace(question, options=options)


def _ungrammatical(question: Question, rng: random.Random) -> Question:
    if rng.random() < 0.5:
        texts = ("an archive", "a bucket", "a queue", "a table")
        key = question.key[0]
        order = [key, *(i for i in range(4) if i != key)]
        named = {place: texts[i].split()[1] for i, place in enumerate(order)}
        options = tuple(replace(o, text=named[i]) for i, o in enumerate(question.options))
        return replace(question, options=options, stem="What the team needs here is an")
    opened = tuple(
        o if i in question.key else replace(o, text=f"Using {o.text[0].lower()}{o.text[1:]}")
        for i, o in enumerate(question.options)
    )
    key_text = question.options[question.key[0]].text
    if key_text.split()[0].endswith("ing"):
        key_text = f"The {key_text}"
    return _with_option(replace(question, options=opened), question.key[0], key_text)


def _disordered(question: Question, _rng: random.Random) -> Question:
    values = ("60 seconds", "15 seconds", "900 seconds", "30 seconds")
    options = tuple(
        replace(o, text=value) for o, value in zip(question.options, values, strict=True)
    )
    return replace(question, options=options)


def _two_keys(question: Question, rng: random.Random) -> Question:
    """Say the key once more: with an article, or with its first word last."""
    text = question.options[question.key[0]].text
    words = text.split()
    turned = " ".join([*words[1:], words[0]]) if len(words) > LONG_OPTION else f"Just {text}"
    again = rng.choice((f"The {text[0].lower()}{text[1:]}", f"{text} itself", turned))
    return _with_option(question, _wrong(question, rng), again)


def _true_false(question: Question, rng: random.Random) -> Question:
    if rng.random() < 0.5:
        return _opening(_TRUE)(question, rng)
    texts = ("True", "False", "Not stated", "Unclear")
    return replace(
        question, options=tuple(Option(text, "reason", None) for text in texts), key=(0,)
    )


SEEDS: dict[FlawName, Callable[[Question, random.Random], Question]] = {
    "ambiguous information": _opening(_POINTING),
    "implausible distractor": _distractor(_SILLY),
    "none of the above": _distractor(_NONE),
    "longest option is the key": _long_key,
    "gratuitous information": _gratuitous,
    "true or false": _true_false,
    "convergence cue": _convergent,
    "logical cue": _logical,
    "all of the above": _distractor(_ALL),
    "fill in the blank": _asking(_BLANK),
    "absolute term": _inserted(_ABSOLUTE),
    "word repeated in the key": _repeated,
    "unfocused stem": _unfocused,
    "complex option": _distractor(_COMPLEX),
    "grammatical cue": _ungrammatical,
    "lost sequence": _disordered,
    "vague term": _inserted(_VAGUE),
    "more than one key": _two_keys,
    "negative stem": _asking(_NEGATIVE),
}
