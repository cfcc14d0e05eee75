"""A sample of questions is fixed by its seed and shows what a reader must judge."""

from __future__ import annotations

from app.practice.records import Evidence, Option, Question
from eval.question_sample import sample_items, sample_lines
from tests.app.practice.questions import choice

ITEMS = [choice(id=f"d1-x-{number:03}") for number in range(20)]


def test_sample_depends_on_ids_and_seed_alone() -> None:
    drawn = sample_items(ITEMS, 5, seed=7)
    assert drawn == sample_items(ITEMS[::-1], 5, seed=7)
    assert drawn != sample_items(ITEMS, 5, seed=8)
    assert len({item.id for item in drawn}) == 5


def test_sample_larger_than_the_bank_is_the_bank() -> None:
    assert len(sample_items(ITEMS, 100, seed=7)) == 20


def test_question_is_shown_with_key_reasons_and_quotes() -> None:
    question = Question(
        id="d1-x-001",
        type="multiple_choice",
        stem="Which format fits?",
        options=(
            Option("Parquet", "It is columnar.", Evidence("Parquet stores columns")),
            Option("CSV", "It is text.", Evidence("Formats: A, B", by_absence=True), "outdated"),
            Option("JSON", "It is text.", None, "outdated"),
            Option("XML", "It is text.", None, "outdated"),
        ),
        key=(0,),
        bullets=("1.1.k1",),
        deciding=("fits",),
    )
    assert sample_lines([question])[:10] == [
        "1. d1-x-001 | multiple_choice | medium",
        "   [1.1.k1 | none | ]",
        "   Q: Which format fits?",
        "   decides: fits",
        "   * Parquet",
        "       why: It is columnar.",
        '       quote: "Parquet stores columns"',
        "   - CSV (outdated)",
        "       why: It is text.",
        '       quote (by absence): "Formats: A, B"',
    ]
