"""Every expected value is worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.auroc import auroc
from eval.measures.balanced_accuracy import balanced_accuracy, best_threshold
from eval.measures.citation_precision import citation_precision
from eval.measures.citation_recall import citation_recall
from eval.measures.copy_ratio import copy_ratio
from eval.measures.hallucination import hallucination_rate
from eval.measures.k_precision import k_precision
from eval.measures.kappa import cohens_kappa
from eval.measures.support import CitedSentence, cited_sentences
from eval.proportion import proportion
from tests.app.answer.passages import make_answer, make_passage, said

A, B, C = (make_passage([text], chunk_id=text) for text in ("alpha", "beta", "gamma"))


def holds_all_words(sentence: str, cited: object) -> bool:
    """A test for support that needs no verifier: every word is some passage's whole text."""
    return set(sentence.split()) <= {passage.text for passage in cited}  # type: ignore[attr-defined]


def cites(text: str, *passages: object, unresolved: int = 0) -> CitedSentence:
    return CitedSentence(text, passages, unresolved)  # type: ignore[arg-type]


def test_citation_recall_is_the_share_of_supported_sentences() -> None:
    sentences = [cites("alpha beta", A, B), cites("alpha", B), cites("gamma"), cites("gamma", C)]
    assert citation_recall(sentences, holds_all_words) == 0.5


def test_a_needless_citation_lowers_precision_only() -> None:
    sentences = [cites("alpha", A, B)]
    assert citation_recall(sentences, holds_all_words) == 1.0
    assert citation_precision(sentences, holds_all_words) == 0.5


def test_two_citations_that_are_both_needed_are_both_precise() -> None:
    assert citation_precision([cites("alpha beta", A, B)], holds_all_words) == 1.0


def test_a_number_out_of_range_counts_as_an_imprecise_citation() -> None:
    assert citation_precision([cites("alpha", A, unresolved=1)], holds_all_words) == 0.5


def test_citations_of_an_unsupported_sentence_are_imprecise() -> None:
    assert citation_precision([cites("alpha gamma", A, B)], holds_all_words) == 0.0


def test_hallucination_rate_is_the_share_of_unsupported_sentences() -> None:
    sentences = [cites("alpha", A), cites("alpha", B), cites("beta", B), cites("gamma", C)]
    assert hallucination_rate(sentences, holds_all_words) == 0.25


def test_an_answer_without_sentences_has_nothing_to_cite() -> None:
    assert citation_recall([], holds_all_words) == 1.0
    assert citation_precision([], holds_all_words) == 1.0
    assert hallucination_rate([], holds_all_words) == 0.0


def test_the_passages_of_an_answer_are_resolved_once_each() -> None:
    (one,) = cited_sentences(make_answer([said("A fact.")]))
    assert (one.text, len(one.passages), one.unresolved) == ("A fact.", 1, 0)


def test_k_precision_counts_stems_without_stop_words() -> None:
    # endpoint, scale, quick: two of three are known
    assert k_precision("The endpoints are scaling quickly", "an endpoint scales") == pytest.approx(
        2 / 3
    )


def test_copy_ratio_is_the_longest_run_over_the_length() -> None:
    # "memory of 6,144 MB" is a run of four of six tokens
    assert copy_ratio("It needs memory of 6,144 MB.", ["a memory of 6,144 MB"]) == pytest.approx(
        4 / 6
    )
    assert copy_ratio("Whole sentence copied", ["The whole sentence copied."]) == 1.0


def test_auroc_counts_ties_half() -> None:
    # pairs: (0.9 > 0.5), (0.9 > 0.1), (0.5 = 0.5), (0.5 > 0.1): 3.5 of 4
    assert auroc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == 0.875


def test_balanced_accuracy_is_the_mean_of_both_recalls() -> None:
    # positives 1 of 2, negatives 3 of 4
    said_true = [True, False, True, False, False, False]
    truth = [True, True, False, False, False, False]
    assert balanced_accuracy(said_true, truth) == 0.625


def test_best_threshold_separates_what_can_be_separated() -> None:
    assert best_threshold([0.2, 0.4, 0.6, 0.9], [False, False, True, True]) == 0.6


def test_kappa_is_agreement_beyond_chance() -> None:
    # observed 3/4; expected (2*3 + 2*1) / 16 = 1/2
    assert cohens_kappa(["y", "y", "n", "n"], ["y", "y", "y", "n"]) == 0.5
    assert cohens_kappa(["y", "y"], ["y", "y"]) == 1.0


def test_wilson_interval_of_all_hits_is_not_a_point() -> None:
    found = proportion(1000, 1000)
    assert (found.mean, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(0.99617, abs=1e-5)
    with pytest.raises(ValueError, match="3 hits among 2"):
        proportion(3, 2)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_text_measures_stay_within_bounds(sentence: str, passages: list[str]) -> None:
    assert 0.0 <= copy_ratio(sentence, passages) <= 1.0
    assert 0.0 <= k_precision(sentence, " ".join(passages)) <= 1.0


@given(st.text(min_size=1).filter(lambda text: any(c.isalnum() for c in text)))
def test_a_text_is_a_full_copy_of_itself(text: str) -> None:
    assert copy_ratio(text, [text]) in (0.0, 1.0)
    assert k_precision(text, text) == 1.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_auroc_is_bounded_and_turns_with_the_scores(cases: list[tuple[float, bool]]) -> None:
    scores, truth = [s for s, _ in cases], [t for _, t in cases]
    found = auroc(scores, truth)
    assert 0.0 <= found <= 1.0
    assert auroc([-s for s in scores], truth) == pytest.approx(1 - found)
    assert auroc(scores[::-1], truth[::-1]) == found


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_interval_holds_the_share(hits: int, more: int) -> None:
    found = proportion(hits, hits + more)
    assert 0.0 <= found.low <= found.mean <= found.high <= 1.0


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["alpha", "beta", "gamma"]), min_size=1, max_size=3),
            st.lists(st.sampled_from((A, B, C)), max_size=3, unique_by=lambda p: p.chunk_id),
            st.integers(0, 2),
        ),
        max_size=6,
    )
)
def test_citation_measures_are_bounded_and_blind_to_order(cases: list[object]) -> None:
    sentences = [cites(" ".join(w), *p, unresolved=u) for w, p, u in cases]  # type: ignore[misc, has-type]
    for measure in (citation_recall, citation_precision, hallucination_rate):
        value = measure(sentences, holds_all_words)
        assert 0.0 <= value <= 1.0
        assert measure(sentences[::-1], holds_all_words) == value
