"""Decide whether the retrieved passages hold an answer at all."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.answer.named import share_headed, share_named, with_other_names
from app.answer.scoring import (
    TermWeights,
    idf_coverage,
    passage_terms,
    question_terms,
    sentence_terms,
)
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.answer.named import Named
    from index.records import Passage

LONGEST_PLAIN = 15
"""Words of a question that is asked without a told case."""
SHORTEST_WORD = 3
"""Letters of a word that may be unknown; shorter ones are abbreviations of anything."""
TOP_PASSAGES = 3
"""Passages that must state the names of the question."""
ASKED_PASSAGES = 5
"""Passages whose sentences may answer a written question that is like the one asked."""
BEHIND = 5
"""The passage that the best one is held against, of all by their best sentences."""
WEIGHTS = Path(__file__).with_name("answerability.json")
"""Written by `python -m eval calibrate --write` from the dev and the train questions."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the answerability score is computed from."""

    cosine: float
    """Highest cosine similarity of question and passage."""
    sentence_cosine: float
    """Highest cosine similarity of question and sentence."""
    named: float
    """Share of the things named in the question that the top passages state, in [0, 1]."""
    headed: float
    """Share of them that a title or a heading states, in [0, 1]: the corpus treats them."""
    treated: float
    """The same of the services alone that the table of names knows."""
    subject: float
    """Share of the subject's idf that one sentence holds with its headings, in [0, 1]; of two
    subjects the less covered one. A false premise joins words that stand together nowhere."""
    together: float
    """How far one passage holds both what is named and what is asked of it: the smaller share, of
    the best passage, in [0, 1]. "The shards of a model card" stand in no passage."""
    lead: float
    """How far the best sentence stands before that of the fifth passage, by meaning and by words
    together: an answer stands out from what is merely near."""
    counted: float
    """Of a question for a number: how far one sentence with its headings holds both what is counted
    and what has it, in [0, 1]. 1.0 where nothing is counted."""
    length: float
    """Logarithm of one plus the number of terms: a long scenario is never covered whole."""
    asked: float | None = None
    """How like what is asked the likest written question is that a sentence of the top passages
    answers (`index.asked`); None where nobody wrote questions of such documents."""

    def values(self) -> tuple[float, ...]:
        """Return the features in the order of `FEATURES`."""
        return tuple(getattr(self, name) for name in FEATURES)


FEATURES = (
    "cosine",
    "sentence_cosine",
    "named",
    "headed",
    "treated",
    "subject",
    "together",
    "lead",
    "counted",
    "length",
)


@dataclass(frozen=True, slots=True)
class BesideQuestions:
    """What the likest written question makes of the log odds, where there are such questions."""

    intercept: float
    log_odds: float
    """Weight of the log odds without the written questions."""
    asked: float
    """Weight of `Evidence.asked`."""


@dataclass(frozen=True, slots=True)
class AnswerabilityModel:
    """A logistic regression over `Evidence`, and a second one over its log odds and `asked`."""

    intercept: float
    coefficients: tuple[float, ...]
    """One per name in `FEATURES`."""
    threshold: float
    """Probability below which no answer is given."""
    beside_questions: BesideQuestions

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read the fitted weights."""
        record = json.loads(path.read_text(encoding="utf-8"))
        coefficients = tuple(float(record["coefficients"][name]) for name in FEATURES)
        beside = {name: float(value) for name, value in record["beside_questions"].items()}
        return cls(
            float(record["intercept"]),
            coefficients,
            float(record["threshold"]),
            BesideQuestions(**beside),
        )

    def probability(self, evidence: Evidence) -> float:
        """Return the probability that the corpus holds an answer."""
        z = self.intercept + sum(
            weight * value
            for weight, value in zip(self.coefficients, evidence.values(), strict=True)
        )
        if evidence.asked is not None:
            beside = self.beside_questions
            z = beside.intercept + beside.log_odds * z + beside.asked * evidence.asked
        return 1.0 / (1.0 + math.exp(-z))


def gather_evidence(
    terms: Sequence[str],
    passages: Sequence[Passage],
    idf: TermWeights,
    subjects: Sequence[str] = (),
    names: Sequence[Named] = (),
    asked: Sequence[str] | None = None,
    counted: str = "",
) -> Evidence:
    """Measure how far the retrieved passages cover a question.

    Args:
        terms: stemmed content terms of the question.
        passages: retrieved passages, best first.
        idf: term weights of the corpus.
        subjects: what the question is about.
        names: the things it names; a passage that states one under another name holds its terms.
        asked: the terms of its asking clause; of the whole question by default.
        counted: what it asks the number of.
    """
    if not passages or not terms:
        return Evidence(*(0.0 for _ in FEATURES))
    proper = [name for name in names if name.is_proper]
    held = [_Held.of(passage, names) for passage in passages]
    best = sorted((one.best_sentence(terms, idf) for one in held), reverse=True)
    return Evidence(
        cosine=max((p.dense_score or 0.0 for p in passages), default=0.0),
        sentence_cosine=max((s for p in passages for s in p.sentence_scores), default=0.0),
        named=share_named(proper, passages[:TOP_PASSAGES]),
        headed=share_headed(proper, passages),
        treated=share_headed([name for name in names if name.is_service], passages),
        subject=_subject_coverage(subjects, held, idf),
        together=_together(terms if asked is None else asked, names, held, idf),
        lead=best[0] - _fifth(best),
        counted=_counted(counted, subjects, held, idf),
        length=math.log1p(len(terms)),
        asked=_likest_written(passages),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """The terms of a passage and of each of its sentences, headings included."""

    terms: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    cosines: tuple[float, ...]

    @classmethod
    def of(cls, passage: Passage, names: Sequence[Named]) -> Self:
        return cls(
            with_other_names(passage_terms(passage), names),
            tuple(with_other_names(terms, names) for terms in sentence_terms(passage)),
            passage.sentence_scores,
        )

    def best_sentence(self, terms: Sequence[str], idf: TermWeights) -> float:
        """Return the highest sum of similarity and coverage that one sentence reaches."""
        cosines = (*self.cosines, *(0.0,) * (len(self.sentences) - len(self.cosines)))
        return max(
            (
                cosine + idf_coverage(terms, held, idf)
                for cosine, held in zip(cosines, self.sentences, strict=False)
            ),
            default=0.0,
        )


def _likest_written(passages: Sequence[Passage]) -> float | None:
    """Return the score of the likest written question; None without any of the best collection."""
    collection = passages[0].collection
    if not any(p.asked_sentences for p in passages if p.collection == collection):
        return None
    return max((s for p in passages[:ASKED_PASSAGES] for s in p.asked_sentences), default=0.0)


def _fifth(best_first: Sequence[float]) -> float:
    return best_first[BEHIND - 1] if len(best_first) >= BEHIND else 0.0


def _subject_coverage(subjects: Sequence[str], held: Sequence[_Held], idf: TermWeights) -> float:
    wanted = [tokenize(subject) for subject in subjects]
    sentences = [terms for one in held for terms in one.sentences]
    return min(
        (max((idf_coverage(one, s, idf) for s in sentences), default=0.0) for one in wanted),
        default=1.0,
    )


def _counted(
    counted: str, subjects: Sequence[str], held: Sequence[_Held], idf: TermWeights
) -> float:
    things = tokenize(counted)
    if not things:
        return 1.0
    owners = [term for one in subjects for term in tokenize(one) if term not in things]
    wanted = [part for part in (things, owners) if part]
    return max(
        (min(idf_coverage(part, s, idf) for part in wanted) for one in held for s in one.sentences),
        default=0.0,
    )


def _together(
    asked: Sequence[str], names: Sequence[Named], held: Sequence[_Held], idf: TermWeights
) -> float:
    of_names = frozenset[str]().union(*(name.terms for name in names))
    parts = [
        [term for term in asked if term in of_names],
        [term for term in asked if term not in of_names],
    ]
    wanted = [part for part in parts if part]
    return max(
        (min((idf_coverage(part, one.terms, idf) for part in wanted), default=1.0) for one in held),
        default=0.0,
    )


def unknown_words(question: str, holds: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the words of a question, as typed, that no source holds in any form.

    An answer is about what was asked without them. A told case holds words of daily life that no
    source needs, so a long question has none.

    Args:
        question: as it was understood, with its misspelled words mended.
        holds: whether any source holds a stemmed term.
    """
    typed = question.split()
    if len(typed) > LONGEST_PLAIN:
        return ()
    content = frozenset(question_terms(question))
    bare = dict.fromkeys(word.strip("?!.,;:\"'()") for word in typed)
    return tuple(
        word
        for word in bare
        if len(word) >= SHORTEST_WORD
        and (stems := content.intersection(tokenize(word)))
        and not any(holds(stem) for stem in stems)
    )


def missing_words(question: str, passages: Sequence[Passage], idf: TermWeights) -> tuple[str, ...]:
    """Return the question's words, as typed, that none of the passages holds, rarest first."""
    joint: frozenset[str] = frozenset().union(*(passage_terms(p) for p in passages))
    missing: dict[str, float] = {}
    for word in question.split():
        bare = word.strip("?!.,;:\"'()")
        stems = tokenize(bare)
        if stems and not any(stem in joint for stem in stems):
            missing.setdefault(bare, max(idf.idf(stem) for stem in stems))
    return tuple(sorted(missing, key=lambda word: -missing[word]))
