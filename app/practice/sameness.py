"""Tell questions that ask the same under another scenario: another story, the same decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from app.practice.matching import key_evidence
from app.practice.quality.words import telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.practice.records import Constraint, Item, Question, QuestionType

KEY, PROOF, REASON, OPTIONS, CONSTRAINT = 1.0, 0.75, 1.0, 0.5, 0.2
"""How much each likeness counts; chosen on 57 of 114 pairs of the bank labelled by hand."""
SAME_DECISION = 1.35
"""Sum from which two questions ask the same. On the 57 pairs held out, which the tests keep,
21 of 23 pairs above it were labelled the same, and 21 of 34 labelled ones were above it."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What a question comes down to when its story is taken away, in telling words."""

    type: QuestionType
    constraint: Constraint
    key: frozenset[str]
    proof: frozenset[str]
    """Words of the quotes that prove the key."""
    reason: frozenset[str]
    options: frozenset[str]

    @classmethod
    def of(cls, question: Question) -> Self:
        """Take the gist of a question; that of a matching one lies in its responses."""
        keys = [question.options[k] for k in dict.fromkeys(question.key)]
        reasons = [one.rationale for one in question.prompts or keys]
        return cls(
            question.type,
            question.constraint,
            _words(key.text for key in keys),
            _words(evidence.quote for evidence in key_evidence(question)),
            _words(reasons),
            _words(option.text for option in question.options),
        )

    def sameness(self, other: Gist) -> float:
        """Return how far two questions turn on the same decision; 0 across types."""
        if self.type != other.type:
            return 0.0
        proof = (_resemblance(self.proof, other.proof) + _containment(self.proof, other.proof)) / 2
        return (
            KEY * _resemblance(self.key, other.key)
            + PROOF * proof
            + REASON * _resemblance(self.reason, other.reason)
            + OPTIONS * _resemblance(self.options, other.options)
            + CONSTRAINT * (self.constraint == other.constraint)
        )


def gists(item: Item) -> tuple[Gist, ...]:
    """Return the gist of each question of an item."""
    return tuple(Gist.of(part) for part in item.parts)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return telling(" ".join(texts))


def _resemblance(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, len(a | b))


def _containment(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
