from __future__ import annotations

from app.answer.question import understand
from app.answer.scoring import question_terms, score_sentences
from tests.app.answer.passages import make_passage

SENTENCES = ["Alpha is a store.", "2. Make an alpha in the region.", "Alpha keeps what it gets."]


class Weights:
    """Every term weighs the same."""

    def idf(self, term: str) -> float:
        return 1.0


def gains(question: str, asked: tuple[float, ...]) -> list[float]:
    """Return what written questions add to the score of each sentence."""
    understood = understand(question)
    terms = question_terms(question)
    scores = [
        {c.number: c.score for c in score_sentences(understood, terms, [passage], Weights())}
        for passage in (make_passage(SENTENCES), make_passage(SENTENCES, asked_sentences=asked))
    ]
    return [round(scores[1][n] - scores[0][n], 6) for n in range(len(SENTENCES))]


def test_a_sentence_gains_half_of_how_like_the_question_its_written_one_is() -> None:
    assert gains("What is alpha?", (0.25, 0.0, 1.5)) == [0.125, 0.0, 0.75]


def test_a_lone_step_gains_only_where_steps_are_asked_for() -> None:
    assert gains("What is alpha?", (0.0, 1.0, 0.0)) == [0.0, 0.0, 0.0]
    assert gains("How do I make an alpha?", (0.0, 1.0, 0.0)) == [0.0, 0.5, 0.0]
