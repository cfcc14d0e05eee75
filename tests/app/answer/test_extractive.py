"""The answers that a reader gets over eight short notes, with the real embedding model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.answer.archive import dump, load
from app.answer.extractive import MODEL_NAME, ExtractiveAnswerer, nearest_topics
from app.answer.markdown import answer_markdown
from index.filters import Filters
from tests.app.answer.passages import make_passage

if TYPE_CHECKING:
    from app.answer.records import Answer
    from app.retrieval import IndexPassageSource

QUESTIONS = (
    "What is the difference between File mode and Pipe mode?",
    "What is the maximum payload of serverless inference?",
    "How do I start a shadow test?",
    "Does spot training lose its checkpoints?",
    "Which types of monitors does Model Monitor have?",
    "What is PSI?",
    "How long do I boil an egg?",
    "",
)


def texts(answer: Answer, role: str = "") -> list[str]:
    return [s.text for s in answer.sentences if not role or s.role == role]


def assert_sound(answer: Answer) -> None:
    """Check what holds for every answer: verbatim, cited, each passage once, none uncited."""
    cited = {c.n for s in answer.sentences for c in s.citations}
    assert [source.n for source in answer.sources] == list(range(1, len(answer.sources) + 1))
    assert cited == {source.n for source in answer.sources}
    assert len({source.passage.chunk_id for source in answer.sources}) == len(answer.sources)
    for sentence in answer.sentences:
        assert sentence.citations
        assert sentence.verdict == "supported"
        for citation in sentence.citations:
            passage = answer.source(citation.n).passage
            assert passage.text[citation.start : citation.end] == sentence.text
    assert answer.abstained == (not answer.sentences)
    assert (answer.layout == "none") == answer.abstained


def test_comparison_tells_the_two_apart_then_describes_each(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("What is the difference between File mode and Pipe mode?")
    assert (answer.kind, answer.layout) == ("comparison", "comparison")
    assert texts(answer, "lead") == [
        "File mode copies the whole dataset to the disk before training starts, "
        "while Pipe mode streams it."
    ]
    groups = {s.text: s.group for s in answer.sentences if s.group}
    assert groups == {
        "File mode needs a disk that is as large as the dataset.": "File mode",
        "Pipe mode starts training sooner, because no copy has to finish first.": "Pipe mode",
    }


def test_limit_in_a_table_row_is_shown_with_its_header(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("What is the maximum payload of serverless inference?")
    first = answer.sentences[0]
    assert answer.kind == "limit"
    assert (first.role, first.text) == ("row", "Serverless inference | 4 MB | 60 seconds")
    assert first.header == "Inference option | Maximum payload | Maximum processing time"
    assert not any("Real-time" in text or "Asynchronous" in text for text in texts(answer))


def test_procedure_is_shown_whole_and_in_order(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("How do I start a shadow test?")
    assert (answer.kind, answer.layout) == ("how-to", "steps")
    assert [text[:2] for text in texts(answer, "step")][:4] == ["1.", "2.", "3.", "4."]
    assert "Create the model of the shadow variant" in texts(answer, "step")[0]


def test_yes_no_question_begins_with_what_the_source_says(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("Does spot training lose its checkpoints?")
    assert answer.kind == "yes-no"
    assert texts(answer)[0] == (
        "A training job on spot capacity does not lose its checkpoints when it is interrupted."
    )


def test_list_shows_every_item(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("Which types of monitors does Model Monitor have?")
    assert (answer.kind, answer.layout) == ("list", "list")
    assert [text.partition(":")[0] for text in texts(answer, "item")] == [
        "Data quality monitor",
        "Model quality monitor",
        "Bias drift monitor",
        "Attribution drift monitor",
    ]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        (
            "What is PSI?",
            "The population stability index (PSI) is a measure of how far a distribution has "
            "moved.",
        ),
        (
            "What is SMOTE?",
            "SMOTE is an oversampling method that makes synthetic rows between neighbours of the "
            "minority class.",
        ),
    ],
)
def test_definition_leads_with_what_it_is(
    answerer: ExtractiveAnswerer, question: str, lead: str
) -> None:
    answer = answerer.answer(question)
    assert answer.kind == "definition"
    assert texts(answer)[0] == lead


def test_follow_up_is_answered_about_the_subject_before(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("and what does it cost?", ["What is asynchronous inference?"])
    assert answer.question == "and what does it cost?"
    assert answer.understood_as == "what does asynchronous inference cost?"
    assert "costs nothing while its endpoint is scaled to zero" in texts(answer)[0]


def test_what_the_notes_do_not_hold_is_not_answered(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("How long do I boil an egg?")
    assert answer.abstained
    assert (answer.sentences, answer.sources, answer.layout) == ((), (), "none")
    assert {"boil", "egg"} <= set(answer.missing_terms)
    assert 1 <= len(answer.topics) <= 5
    assert all(topic.path.endswith(".md") and topic.title for topic in answer.topics)


@pytest.mark.parametrize("text", ["", "   ", "???", "the of and"])
def test_question_that_asks_nothing_is_not_answered(
    answerer: ExtractiveAnswerer, text: str
) -> None:
    assert answerer.answer(text).abstained


def test_an_answer_names_the_words_that_no_source_holds(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("What is the difference between File mode and Pipe mode on Quagga?")
    assert not answer.abstained
    assert answer.missing_terms == ("Quagga",)
    shown = answer_markdown(answer)
    assert shown.startswith("> No source speaks of \u201cQuagga\u201d: the answer is about")


def test_filters_limit_the_sources(answerer: ExtractiveAnswerer) -> None:
    question = "What is the maximum payload of serverless inference?"
    inside = answerer.answer(question, filters=Filters(domains=(3,)))
    outside = answerer.answer(question, filters=Filters(domains=(4,)))
    assert {source.passage.domain for source in inside.sources} == {3}
    assert {passage.domain for passage in outside.retrieved} == {4}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_is_sound_and_can_be_kept(answerer: ExtractiveAnswerer, question: str) -> None:
    answer = answerer.answer(question)
    assert_sound(answer)
    assert load(dump(answer)) == answer


@pytest.mark.parametrize("question", QUESTIONS)
def test_same_question_gets_the_same_answer(answerer: ExtractiveAnswerer, question: str) -> None:
    first, second = answerer.answer(question), answerer.answer(question)
    assert first.sentences == second.sentences
    assert first.answerability == second.answerability


def test_answer_says_how_it_was_found(
    answerer: ExtractiveAnswerer, tiny_source: IndexPassageSource
) -> None:
    answer = answerer.answer("What is PSI?")
    assert answer.model == MODEL_NAME
    assert answer.snapshot == tiny_source.snapshot_id
    assert answer.searched == tiny_source.chunk_count
    assert set(answer.stages) == {"retrieve", "answer"}
    assert sum(answer.stages.values()) == pytest.approx(answer.seconds)
    assert 0.0 <= answer.answerability <= 1.0
    assert answer.retrieved
    assert all(p.dense_rank or p.lexical_rank for p in answer.retrieved)


def test_no_more_sentences_than_asked_for(tiny_source: IndexPassageSource) -> None:
    answer = ExtractiveAnswerer(tiny_source, max_sentences=1).answer(QUESTIONS[3])
    assert len(answer.sentences) == 1


def test_evidence_is_higher_for_what_the_notes_hold(answerer: ExtractiveAnswerer) -> None:
    held, foreign = answerer.evidence(QUESTIONS[1]), answerer.evidence("How long do I boil an egg?")
    assert held.lead > foreign.lead
    assert held.sentence_cosine > foreign.sentence_cosine
    assert held.subject > foreign.subject


ENGLISH = (
    "what is the difference between File mode and Pipe mode payload PSI how do I start a shadow"
    " test or vs list monitors egg ?"
)
WORDS = st.sampled_from(ENGLISH.split())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=12))
def test_any_question_gets_a_sound_answer(answerer: ExtractiveAnswerer, words: list[str]) -> None:
    assert_sound(answerer.answer(" ".join(words)))


def test_nearest_topics_are_one_per_heading_and_at_most_five() -> None:
    passages = [make_passage(["x"], f"c{i}", heading_path=("T", f"H{i // 2}")) for i in range(20)]
    topics = nearest_topics(passages)
    assert [topic.title for topic in topics] == ["H0", "H1", "H2", "H3", "H4"]


def test_topic_of_a_passage_without_headings_is_its_title() -> None:
    assert nearest_topics([make_passage(["x"], heading_path=())])[0].title == "Notes"
