"""Measuring single cases and summing them up."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer.extractive import ExtractiveAnswerer
from app.answer.records import AnswerSentence, CheckedSentence, Citation, RemovedSentence
from app.retrieval import IndexPassageSource
from eval.case_measures import Ranking, measure_case
from eval.case_result import CaseResult
from eval.dataset import Case
from eval.run import run_cases, summarise
from eval.statistics import Estimate
from tests.eval.passages import make_answer, make_passage
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import endpoints, manual, publish, streams

if TYPE_CHECKING:
    from pathlib import Path

GOLD = make_passage("gold", "The payload limit is 25 MB.", "a.md")
OTHER = make_passage("other", "Something else.", "b.md")
SECOND = make_passage("second", "The payload limit is 25 MB here too.", "a.md")


def case(**known: Any) -> Case:
    return Case(id="1", question="q", **known)


def test_case_without_gold_is_measured_by_what_is_shown() -> None:
    assert measure_case(case(), make_answer(["One."])).measures == {
        "citation-validity": 1.0,
        "answered": 1.0,
    }


def test_abstaining_is_right_only_when_there_is_no_answer() -> None:
    assert measure_case(case(), make_answer([])).measures["answered"] == 0.0
    assert measure_case(case(answerable=False), make_answer([])).measures["refused"] == 1.0
    assert measure_case(case(answerable=False), make_answer(["x"])).measures["refused"] == 0.0


def test_document_measures_count_each_document_once() -> None:
    ranked = [OTHER, make_passage("o2", path="b.md"), make_passage("c", path="c.md"), GOLD]
    measures = measure_case(
        case(document="a.md"), make_answer(["x"]), Ranking(tuple(ranked))
    ).measures
    found = {name: value for name, value in measures.items() if name.startswith("doc-")}
    assert found == {
        "doc-R@1": 0.0,
        "doc-R@3": 1.0,
        "doc-R@5": 1.0,
        "doc-R@10": 1.0,
        "doc-MRR@10": 1 / 3,
    }


def test_gold_document_counts_under_the_path_its_text_is_shown_by() -> None:
    same = make_passage("gold", "The payload limit is 25 MB.", "copy.md")
    measures = measure_case(
        case(document="a.md", facts=(("25 MB",),)),
        make_answer(["The payload limit is 25 MB."], path="copy.md"),
        Ranking((same,), (same,)),
    ).measures
    assert measures["doc-R@1"] == 1.0
    assert measures["grounded-correct"] == 1.0


def test_span_measures_count_passages_that_cover_a_span() -> None:
    measures = measure_case(
        case(document="a.md", spans=("payload limit is 25 MB",)),
        make_answer(["x"]),
        Ranking(
            (OTHER, GOLD, SECOND),
            (GOLD, SECOND, make_passage("far", "Unrelated words.", "a.md")),
        ),
    ).measures
    assert (measures["R@1"], measures["R@3"], measures["MRR@10"]) == (0.0, 1.0, 0.5)
    gain, ideal = 1 / math.log2(3) + 1 / 2, 1 + 1 / math.log2(3)
    assert measures["nDCG@10"] == pytest.approx(gain / ideal)


def test_relevant_passage_that_was_not_retrieved_lowers_ndcg() -> None:
    measures = measure_case(
        case(document="a.md", spans=("payload limit is 25 MB",)),
        make_answer(["x"]),
        Ranking((GOLD,), (GOLD, SECOND)),
    ).measures
    assert measures["R@1"] == 1.0
    assert measures["nDCG@10"] == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_passage_of_another_document_is_never_relevant() -> None:
    twin = make_passage("twin", GOLD.text, "b.md")
    measures = measure_case(
        case(document="a.md", spans=("payload limit is 25 MB",)),
        make_answer([]),
        Ranking((twin,), (GOLD,)),
    ).measures
    assert measures["R@10"] == measures["nDCG@10"] == 0.0


def test_gold_tokens_are_looked_for_in_three_sentences_and_in_all() -> None:
    answer = make_answer(["One.", "Two.", "Three.", "25 MB."])
    measures = measure_case(case(answer="25 MB"), answer).measures
    assert measures["gold-token-recall"] == 0.0
    assert measures["gold-token-recall-all"] == 1.0


@pytest.mark.parametrize(
    ("shown", "path", "correct"),
    [
        (["25 MB in 60 seconds."], "a.md", 1.0),
        (["25 MB in 60 seconds."], "b.md", 0.0),
        (["25 MB in 30 seconds."], "a.md", 0.0),
        ([], "a.md", 0.0),
    ],
)
def test_answer_is_grounded_and_correct_with_its_facts_from_the_gold_document(
    shown: list[str], path: str, correct: float
) -> None:
    facts = (("25 MB",), ("60 seconds", "one minute"))
    measures = measure_case(case(document="a.md", facts=facts), make_answer(shown, path)).measures
    assert measures["grounded-correct"] == correct


def test_unanswerable_case_has_no_recall_of_an_answer() -> None:
    measures = measure_case(case(answerable=False, answer="25 MB"), make_answer([])).measures
    assert measures == {"citation-validity": 1.0, "refused": 1.0, "crag": 1.0}


def test_result_is_one_line_of_plain_values() -> None:
    result = measure_case(case(kind="U1"), make_answer(["One."]), Ranking((GOLD, OTHER)))
    line = json.loads(json.dumps(result.to_json()))
    assert [sentence["text"] for sentence in line["sentences"]] == ["One."]
    assert line["found_documents"] == ["a.md", "b.md"]
    assert (line["id"], line["kind"], line["abstained"]) == ("1", "U1", False)
    assert CaseResult.from_json(line, "line 1") == result


def test_all_that_a_model_wrote_is_kept_with_what_was_found_of_it() -> None:
    wrong = CheckedSentence("It is 9 [1].", "It is 9.", ("c1",), "not supported", ("no 9",))
    right = CheckedSentence("One [1].", "One.", ("c1",), "supported", shown=True)
    added = AnswerSentence("Two.", (Citation(2, 0, 4),), added=True)
    answer = make_answer(["One.", "Two."], model="m", asked_model="m")
    answer = replace(
        answer,
        sentences=(answer.sentences[0], added),
        checked=(wrong, right),
        removed=(RemovedSentence("It is 9.", ("no 9",)),),
        stages={"first token": 2.0, "verify": 0.1, "first shown": 0.25},
    )
    measured = measure_case(case(), answer)
    line = json.loads(json.dumps(measured.to_json()))
    assert line["written"][0] == {
        "raw": "It is 9 [1].",
        "text": "It is 9.",
        "cited": ["c1"],
        "verdict": "not supported",
        "reasons": ["no 9"],
        "shown": False,
    }
    assert CaseResult.from_json(line, "line 1") == measured
    del line["written"]
    assert CaseResult.from_json(line, "of before").written == ()
    assert measured.measures["written-shown"] == 0.5
    assert measured.measures["completed"] == 1.0
    assert measured.measures["first-shown-late-s"] == 0.25


def result(number: int, measures: dict[str, float]) -> CaseResult:
    return CaseResult(str(number), "q", measures=measures)


def test_measure_is_averaged_over_the_cases_that_have_it() -> None:
    summary = summarise([result(1, {"a": 1.0, "b": 0.5}), result(2, {"a": 0.0})])
    assert summary["a"].mean == 0.5
    assert summary["a"].n == 2
    assert summary["b"] == Estimate(0.5, 0.5, 0.5, 1)


def test_nothing_measured_is_an_empty_summary() -> None:
    assert summarise([]) == {}


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.floats(0, 1))), st.randoms())
def test_order_of_the_cases_does_not_matter(measures: list[dict[str, float]], random: Any) -> None:
    results = [result(number, one) for number, one in enumerate(measures)]
    shuffled = list(results)
    random.shuffle(shuffled)
    assert summarise(shuffled) == summarise(results)


@pytest.fixture
def source(tmp_path: Path) -> IndexPassageSource:
    publish(tmp_path / "data", [endpoints(), streams(), manual()])
    return IndexPassageSource.open(tmp_path / "data", HashingEmbedder())


def test_cases_are_run_in_order_each_with_its_own_gold(source: IndexPassageSource) -> None:
    cases = [
        Case("1", "rotates a key every year", document="guide/keys.md"),
        Case("2", "asynchronous inference payloads", document="domain3/endpoints.md"),
        Case("3", "boil an egg", answerable=False),
    ]
    first, second, third = run_cases(cases, ExtractiveAnswerer(source), source)
    assert [first.id, second.id, third.id] == ["1", "2", "3"]
    assert first.measures["doc-R@1"] == second.measures["doc-R@1"] == 1.0
    assert "doc-R@1" not in third.measures


def test_follow_up_is_searched_as_it_was_understood(source: IndexPassageSource) -> None:
    follow_up = Case(
        "1",
        "How large can its payloads be?",
        document="domain3/endpoints.md",
        spans=("Asynchronous inference queues requests with payloads up to 1 GB.",),
        earlier=("What is asynchronous inference?",),
    )
    (measured,) = run_cases([follow_up], ExtractiveAnswerer(source), source)
    assert measured.measures["R@1"] == 1.0


def test_passages_of_a_document_are_all_of_it_and_of_no_other(source: IndexPassageSource) -> None:
    passages = source.passages_of("domain3/endpoints.md")
    assert [p.heading_path[-1] for p in passages] == ["Asynchronous inference", "Batch transform"]
    assert source.passages_of("domain3/endpoints") == []
    assert source.passages_of("") == []
