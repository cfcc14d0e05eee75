"""The figures of a set of questions, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.evaluations import Level
from app.practice.quality.names import LifeCycle
from app.practice.quality.outline import Outline
from eval.question_report import report_lines, report_questions, shape_measures
from eval.seeded_flaws import detection
from tests.app.practice.questions import OPTIONS, STEM, choice
from tests.index.hashing_embedder import HashingEmbedder

OUTLINE = Outline(
    "x", {"3.1.k5": "Endpoints", "1.1.k1": "Formats"}, frozenset(), {1: 40.0, 3: 60.0}
)
NAMES = LifeCycle({}, {})


class Shelf:
    """Holds every quote but those that say `lost`."""

    def find(self, evidence):  # type: ignore[no-untyped-def]
        return None if "lost" in evidence.quote else replace(evidence, path="a.md", start=0)


def test_key_shape_of_four_questions() -> None:
    texts = ("four words are here", "two words", "three words here", "one")
    measures = shape_measures([choice(texts, (k,)) for k in range(4)])
    assert measures["longest option is the key"] == 0.25
    assert measures["shortest option is the key"] == 0.25
    assert measures["key positions: chi-square p"] == 1.0
    assert measures["blind solver: longest option"] == 0.25


def test_keys_in_one_place_are_not_even() -> None:
    # 12 keys at A: chi-square = (12-3)^2/3 + 3 * 3^2/3 = 36, p < .001 with 3 degrees of freedom
    measures = shape_measures([choice() for _ in range(12)])
    assert measures["key positions: chi-square p"] < 0.001


def test_report_counts_and_passes() -> None:
    report = report_questions([choice()], Shelf(), NAMES, OUTLINE, HashingEmbedder())
    assert report.passed
    assert report.counts["items"] == 1
    assert report.counts["domain 3"] == 1
    assert report.counts["outline entries with an item"] == 1
    assert report.measures["items without a flaw"] == 1.0
    assert report.measures["near-duplicates"] == 0.0
    assert report.to_json()["passed"] is True


def test_twice_the_same_question_is_a_near_duplicate() -> None:
    items = [choice(id="a"), choice(id="b")]
    report = report_questions(items, Shelf(), NAMES, OUTLINE, HashingEmbedder())
    assert [str(finding) for finding in report.findings] == [
        "a: near-duplicate: asks the same as b"
    ]
    assert not report.passed


def test_halves_of_a_minimal_pair_are_no_duplicates() -> None:
    items = [choice(id="a", pair="b"), choice(key=(1,), id="b", pair="a")]
    assert report_questions(items, Shelf(), NAMES, OUTLINE, HashingEmbedder()).findings == ()


def test_missed_level_is_told() -> None:
    question = choice((*OPTIONS[:3], "None of these options meets the requirements"))
    report = report_questions([question], Shelf(), NAMES, OUTLINE)
    assert [level.measure for level in report.missed] == ["items without a flaw"]
    assert any("MISSED" in line for line in report_lines(report))


@pytest.mark.parametrize(("relation", "value", "holds"), [("<=", 0.3, True), (">=", 0.29, False)])
def test_level(relation: str, value: float, holds: bool) -> None:
    assert Level("x", relation, 0.3).holds(value) is holds  # type: ignore[arg-type]


def test_seeded_flaws_are_found_in_a_clean_question() -> None:
    found = {one.name: one.found for one in detection([choice(stem=f"A firm grows. {STEM}")])}
    assert sum(found.values()) >= 17
    assert found["none of the above"] == 1


def test_flawed_questions_are_not_seeded() -> None:
    assert all(one.seeded == 0 for one in detection([choice(stem="Endpoints.")]))
