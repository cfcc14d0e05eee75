"""Pooled judgments join their cases; a passage that pooling found counts as one that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.case_measures import Ranking, measure_case
from eval.dataset import Case
from eval.pooled import with_pool
from eval.removed_gold import without_gold
from index.errors import UsageError
from tests.eval.passages import make_passage

if TYPE_CHECKING:
    from pathlib import Path

CASE = Case("q1", "What is drift?", document="a.md", spans=("Drift is a slow change.",))
LINE = '{"id": "q1", "document": "b.md", "span": "Drift changes inputs slowly."}\n'


def test_judgments_join_the_case_of_their_id(tmp_path: Path) -> None:
    file = tmp_path / "pool.jsonl"
    file.write_text(LINE, encoding="utf-8")
    other = Case("q2", "What is PSI?")
    assert [case.pooled for case in with_pool([CASE, other], file)] == [
        (("b.md", "Drift changes inputs slowly."),),
        (),
    ]


@pytest.mark.parametrize("line", ["{", '{"id": "q1"}', "[]", LINE.replace("q1", "q9")])
def test_line_that_is_no_judgment_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "pool.jsonl"
    file.write_text(LINE + line.strip() + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"pool\.jsonl, line 2"):
        with_pool([CASE], file)


def test_passage_found_by_pooling_answers_too() -> None:
    gold, further, third = (
        make_passage("g", CASE.spans[0], "a.md"),
        make_passage("f", "Drift changes inputs slowly.", "b.md"),
        make_passage("t", "Something else.", "c.md"),
    )
    case = with_pool_of(CASE)
    ranking = Ranking((third, further, gold), gold=(gold,), pooled=(further,))
    measures = measure_case(case, ranking=ranking).measures
    assert measures["MRR@10"] == pytest.approx(1 / 3)
    assert measures["pooled-MRR@10"] == 0.5
    # gains at ranks 2 and 3: 1/log2(3) + 1/log2(4) = 1.1309; ideal 1 + 1/log2(3) = 1.6309
    assert measures["pooled-nDCG@10"] == pytest.approx(1.1309 / 1.6309, abs=1e-4)


def test_without_a_pool_there_is_no_pooled_figure() -> None:
    gold = make_passage("g", CASE.spans[0], "a.md")
    measures = measure_case(CASE, ranking=Ranking((gold,), gold=(gold,))).measures
    assert "pooled-R@5" not in measures


def test_question_is_asked_without_every_document_that_answers_it() -> None:
    [removed] = without_gold([with_pool_of(CASE)])
    assert removed.without == ("a.md", "b.md")


def with_pool_of(case: Case) -> Case:
    return Case(
        case.id,
        case.question,
        document=case.document,
        spans=case.spans,
        pooled=(("b.md", "Drift changes inputs slowly."),),
    )
