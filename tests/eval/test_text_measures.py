"""Gold tokens, key facts, relevance and citations: values by hand, and what always holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer.records import AnswerSentence, Citation
from eval.measures.citations import citation_validity
from eval.measures.gold_tokens import gold_token_recall, normalised_tokens
from eval.measures.key_facts import key_fact_recall
from eval.measures.relevance import covers
from tests.eval.passages import make_answer


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The limit is 25 MB.", ["limit", "is", "25", "mb"]),
        ("An API, a model and THE end", ["api", "model", "and", "end"]),
        ("64,000 or 1,234,567", ["64000", "or", "1234567"]),
        ("1, 2,34", ["1", "2", "34"]),
        ("real-time (ml.m5.large)", ["real", "time", "ml", "m5", "large"]),
        ("theory of an anagram", ["theory", "of", "anagram"]),
        ("Größe", ["größe"]),
        ("", []),
        ("?!", []),
    ],
)
def test_tokens_are_normalised_as_in_squad(text: str, tokens: list[str]) -> None:
    assert normalised_tokens(text) == tokens


@pytest.mark.parametrize(
    ("shown", "gold", "recall"),
    [
        ("The payload limit is 25 MB.", "25 MB", 1.0),
        ("The payload limit is 25 GB.", "25 MB", 0.5),
        ("twice", "twice twice", 0.5),
        ("twice, twice", "twice twice", 1.0),
        ("16384 tokens", "16,384", 1.0),
        ("nothing", "the", 0.0),
        ("nothing", "", 0.0),
        ("", "25 MB", 0.0),
        ("yes", "no", 0.0),
    ],
)
def test_gold_token_recall(shown: str, gold: str, recall: float) -> None:
    assert gold_token_recall(shown, gold) == recall


@pytest.mark.parametrize(
    ("shown", "facts", "recall"),
    [
        ("The limit is 25 MB.", [["25 MB"]], 1.0),
        ("The limit is 125 MB.", [["25 MB"]], 0.0),
        ("The limit is 25 MB.", [["25 MB", "25 megabytes"], ["1 GB"]], 0.5),
        ("It is 25 megabytes.", [["25 MB", "25 megabytes"]], 1.0),
        ("MB 25", [["25 MB"]], 0.0),
        ("64,000 items", [["64000"]], 1.0),
        ("a scaled-down model", [["scaled"], ["the model"]], 1.0),
        ("anything", [], 0.0),
        ("", [["25 MB"]], 0.0),
    ],
)
def test_key_fact_recall(shown: str, facts: list[list[str]], recall: float) -> None:
    assert key_fact_recall(shown, facts) == recall


def test_alias_without_a_token_states_no_fact() -> None:
    assert key_fact_recall("anything", [["?!"]]) == 0.0


@pytest.mark.parametrize(
    ("passage", "span", "covered"),
    [
        ("one two", "one two three four", True),
        ("one", "one two three", False),
        ("two one and more", "one two", True),
        ("one or two or three or four", "one two three four", False),  # here and there, no run
        ("it says: One, two the THREE.", "zero one two three four five", True),
        ("one", "one one one", False),
        ("anything", "", False),
        ("", "one", False),
    ],
)
def test_passage_is_relevant_from_half_the_tokens_of_a_span(
    passage: str, span: str, covered: bool
) -> None:
    assert covers(passage, span) is covered


words = st.lists(st.sampled_from(["payload", "25", "MB", "limit", "the"]), max_size=8).map(" ".join)


@given(words, words)
def test_text_measures_lie_between_zero_and_one(shown: str, gold: str) -> None:
    assert 0.0 <= gold_token_recall(shown, gold) <= 1.0
    assert 0.0 <= key_fact_recall(shown, [[gold], [shown]]) <= 1.0


@given(words, words)
def test_showing_the_gold_answer_is_ideal(shown: str, gold: str) -> None:
    ideal = f"{shown} {gold}"
    assert gold_token_recall(ideal, gold) == float(bool(normalised_tokens(gold)))
    assert covers(ideal, gold) == bool(normalised_tokens(gold))


@given(words, words, words)
def test_showing_more_never_lowers_recall(shown: str, more: str, gold: str) -> None:
    assert gold_token_recall(f"{shown} {more}", gold) >= gold_token_recall(shown, gold)


def test_verbatim_citations_are_valid() -> None:
    assert citation_validity(make_answer(["One.", "Two."])) == 1.0


def test_answer_without_sentences_has_nothing_to_cite() -> None:
    assert citation_validity(make_answer([])) == 1.0


@pytest.mark.parametrize(
    "sentence",
    [
        AnswerSentence("One.", ()),
        AnswerSentence("One.", (Citation(3, 0, 4),)),
        AnswerSentence("One.", (Citation(1, 0, 3),)),
        AnswerSentence("One.", (Citation(1, 0, 4), Citation(2, 0, 4))),
        AnswerSentence("One.", (Citation(1, 4, 4),)),
        AnswerSentence("Other.", (Citation(1, 0, 4),)),
    ],
)
def test_sentence_counts_only_when_all_its_citations_hold(sentence: AnswerSentence) -> None:
    answer = make_answer(["One.", "Two."])
    broken = replace(answer, sentences=(sentence, answer.sentences[1]))
    assert citation_validity(broken) == 0.5


def test_sentence_of_a_model_need_not_be_verbatim() -> None:
    answer = make_answer(["One."], model="ollama:small")
    said = AnswerSentence("In other words.", (Citation(1, 0, 4),))
    assert citation_validity(replace(answer, sentences=(said,))) == 1.0
