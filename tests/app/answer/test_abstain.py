from __future__ import annotations

import math
from dataclasses import replace

import pytest

from app.answer.abstain import (
    FEATURES,
    AnswerabilityModel,
    BesideQuestions,
    Evidence,
    gather_evidence,
    unknown_words,
)
from app.answer.named import Named
from tests.app.answer.passages import make_passage


class Weights:
    """Every term weighs the same."""

    def idf(self, term: str) -> float:
        return 1.0


CARD = make_passage(
    ["A model card documents a model.", "Shards split a stream."],
    "c1",
    sentence_scores=(0.75, 0.25),
    dense_score=0.5,
    heading_path=("Governance", "Model cards"),
)


def evidence(terms: tuple[str, ...], names: tuple[Named, ...] = ()) -> Evidence:
    return gather_evidence(terms, [CARD], Weights(), ("model card",), names)


def test_nothing_found_is_no_evidence() -> None:
    assert gather_evidence(("card",), [], Weights()).values() == (0.0,) * len(FEATURES)
    assert gather_evidence((), [CARD], Weights()).values() == (0.0,) * len(FEATURES)


def test_similarities_are_the_highest() -> None:
    found = evidence(("model", "card"))
    assert (found.cosine, found.sentence_cosine) == (0.5, 0.75)
    assert found.subject == 1.0
    assert found.named == found.headed == found.treated == 1.0


def test_lead_is_similarity_and_coverage_of_the_best_sentence() -> None:
    assert evidence(("model", "card")).lead == pytest.approx(0.75 + 1.0)
    behind = [
        make_passage(["x y z"], f"b{i}", heading_path=("h",), sentence_scores=(0.25,))
        for i in range(4)
    ]
    found = gather_evidence(("model", "card"), [CARD, *behind], Weights())
    assert found.lead == pytest.approx(1.75 - 0.25)


def test_together_is_the_smaller_share_of_the_name_and_of_what_is_asked() -> None:
    name = (Named("model card"),)
    assert evidence(("model", "card", "document"), name).together == 1.0
    assert evidence(("model", "card", "document", "expir"), name).together == 0.5
    assert evidence(("model", "card", "taint"), name).together == 0.0


def test_a_service_that_no_heading_names_is_not_treated() -> None:
    service = Named("Amazon Connect", (), known=True)
    found = evidence(("model",), (service, Named("Model cards")))
    assert (found.headed, found.treated) == (0.5, 0.0)


def test_shipped_weights_fit_the_features() -> None:
    model = AnswerabilityModel.load()
    assert len(model.coefficients) == len(FEATURES)
    nothing = Evidence(*(0.0,) * len(FEATURES))
    assert model.probability(nothing) < model.threshold < 1.0


def test_a_written_question_counts_where_its_sentence_is_among_the_first_passages() -> None:
    plain = make_passage(["x y z"], "p", asked_sentences=(0.25,))
    other = make_passage(["x y z"], "o", collection="uploads")
    assert gather_evidence(("x",), [CARD, plain], Weights()).asked == 0.25
    behind = [CARD, *[other] * 4, plain]
    assert gather_evidence(("x",), behind, Weights()).asked == 0.0


def test_documents_of_which_nobody_asked_are_judged_without_written_questions() -> None:
    plain = make_passage(["x y z"], "p", asked_sentences=(0.25,))
    other = make_passage(["x y z"], "o", collection="uploads")
    assert gather_evidence(("x",), [CARD], Weights()).asked is None
    assert gather_evidence(("x",), [other, plain], Weights()).asked is None


def test_the_likest_written_question_moves_the_log_odds() -> None:
    beside = BesideQuestions(intercept=-1.0, log_odds=0.5, asked=2.0)
    model = AnswerabilityModel(2.0, (0.0,) * len(FEATURES), 0.5, beside)
    nothing = Evidence(*(0.0,) * len(FEATURES))
    assert model.probability(nothing) == pytest.approx(1 / (1 + math.exp(-2.0)))
    asked = model.probability(replace(nothing, asked=0.25))  # -1 + 0.5 * 2 + 2 * 0.25
    assert asked == pytest.approx(1 / (1 + math.exp(-0.5)))


def test_what_is_counted_stands_in_one_sentence_with_what_has_it() -> None:
    def counted(thing: str) -> float:
        found = gather_evidence(("shard",), [CARD], Weights(), ("stream",), (), None, counted=thing)
        return found.counted

    assert counted("shards") == 1.0
    assert counted("partitions") == 0.0
    assert counted("shard partitions") == 0.5
    assert counted("") == 1.0


def test_nothing_is_counted_of_a_thing_in_another_sentence() -> None:
    found = gather_evidence(
        ("shard",), [CARD], Weights(), ("documents",), (), None, counted="shards"
    )
    assert found.counted == 0.0


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Does Neo build for the Raspberry Pi?", ("Raspberry",)),
        ("Does Neo build for the board?", ()),
        ("Does it run on QX?", ()),  # two letters may be anything
        ("Raspberry " * 16, ()),  # a told case
    ],
)
def test_words_that_no_source_holds_are_named(question: str, unknown: tuple[str, ...]) -> None:
    held = {"neo", "build", "board", "run", "pi"}
    assert unknown_words(question, held.__contains__) == unknown
