"""How well the key is guessed by one who has read nothing: longest option, word overlap, habit.

Each solver gives the expected accuracy over single-answer questions: where several options tie,
it is right by the share that chance gives. With four options chance is .25.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.practice.quality.words import telling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.practice.records import Question

Scores = list[float]


def longest_option(question: Question) -> Scores:
    """Score each option by its length in characters."""
    return [float(len(option.text)) for option in question.options]


def stem_overlap(question: Question) -> Scores:
    """Score each option by the words that it shares with the stem."""
    stem = telling(question.stem)
    return [
        len(words & stem) / max(1, len(words))
        for words in (telling(option.text) for option in question.options)
    ]


def option_popularity(questions: Sequence[Question]) -> Callable[[Question], Scores]:
    """Return a solver that has learnt from the other questions which words keys are made of."""
    in_keys: Counter[str] = Counter()
    in_all: Counter[str] = Counter()
    for question in questions:
        in_keys.update(_key_words(question))
        in_all.update(word for option in question.options for word in telling(option.text))

    def score(question: Question) -> Scores:
        own_keys = Counter(_key_words(question))
        own_all = Counter(word for option in question.options for word in telling(option.text))

        def rate(word: str) -> float:
            seen = in_all[word] - own_all[word]
            return (in_keys[word] - own_keys[word] + 1.0) / (seen + 4.0)

        return [
            sum(map(rate, words)) / len(words) if words else 0.25
            for words in (telling(option.text) for option in question.options)
        ]

    return score


def expected_accuracy(questions: Sequence[Question], solver: Callable[[Question], Scores]) -> float:
    """Return the share of questions that a solver gets right, ties broken by chance."""
    if not questions:
        return 0.0
    return sum(_hit(solver(question), question.key[0]) for question in questions) / len(questions)


def _hit(scores: Scores, key: int) -> float:
    best = max(scores)
    ties = [i for i, score in enumerate(scores) if score == best]
    return 1 / len(ties) if key in ties else 0.0


def _key_words(question: Question) -> list[str]:
    return [word for k in question.key for word in telling(question.options[k].text)]
