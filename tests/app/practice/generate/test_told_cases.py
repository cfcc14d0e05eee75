"""Case studies of told cases: what a case comes to, how, what a change does, and what fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.pages import Page
from app.practice.generate.told_cases import told_cases
from app.practice.records import CaseStudy
from tests.app.practice.generate.notes import read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.generate.told_cases import ToldCase

SITUATION = (
    "A clinic tests a classifier on 10,000 images, of which 200 show a fracture. The classifier"
    " raises 250 alarms, and 150 of these alarms are real fractures. The clinic wants to know how"
    " good the alarms are."
)
RESULTS = (
    " The precision of the classifier is 150 / 250 = 0.600."
    " The recall of the classifier is 150 / 200 = 0.750."
    " If a lower threshold raised 450 alarms and found 180 fractures, the precision of the"
    " classifier would be 180 / 450 = 0.400."
)
CHOICE = (
    "A shop receives pictures one by one at any hour. Each picture takes ten minutes of work, the"
    " sender gets a message when the work is done, and nothing may be paid while no picture is"
    " there. The shop looks for a mode."
    " A queue fits, because it keeps pictures until a worker is free."
    " A nightly job does not fit, because it begins only when the whole folder is complete."
    " A hot line does not fit, because it breaks off after one minute."
    " A small helper does not fit, because it has no room for large pictures."
    " If all pictures of a month arrived together, a nightly job would fit instead, because it"
    " ends when the folder is done."
)


def cases(tmp_path: Path, body: str, heading: str = "Case: fractures") -> list[ToldCase]:
    notes = read_notes(tmp_path, {"one.md": tagged("Cases", heading, body)})
    [entry] = notes.documents()
    return list(told_cases(Page.of(notes.document(entry.id))))


def studies(tmp_path: Path, body: str, heading: str = "Case: fractures") -> list[CaseStudy]:
    notes = read_notes(tmp_path, {"one.md": tagged("Cases", heading, body)})
    found = Factory.of_documents(notes).items(ItemFilters(types=("case_study",)))
    return [item for item in found if isinstance(item, CaseStudy)]


def test_case_is_read_into_situation_results_and_changes(tmp_path: Path) -> None:
    [case] = cases(tmp_path, SITUATION + RESULTS)
    assert case.about == "fractures"
    assert case.situation == SITUATION
    assert [(one.what, one.text) for one in case.results] == [
        ("precision of the classifier", "0.600"),
        ("recall of the classifier", "0.750"),
    ]
    [changed] = case.changed
    assert changed.change == "a lower threshold raised 450 alarms and found 180 fractures"
    assert changed.text == "0.400"


def test_worked_example_below_any_heading_is_a_case(tmp_path: Path) -> None:
    [case] = cases(tmp_path, "Worked example: " + SITUATION + RESULTS, "Precision and recall")
    assert case.situation == SITUATION
    assert case.about == "Precision and recall"


def test_result_that_is_miscalculated_is_not_asked_for(tmp_path: Path) -> None:
    [case] = cases(tmp_path, (SITUATION + RESULTS).replace("0.750", "0.760"))
    assert [one.text for one in case.results] == ["0.600"]


def test_figure_is_rounded_up_where_the_text_says_so(tmp_path: Path) -> None:
    body = SITUATION + (
        " The number of readers that the alarms need is 250 / 40 = 6.25, rounded up to 7 readers."
    )
    [case] = cases(tmp_path, body)
    [result] = case.results
    assert (result.text, result.is_rounded_up) == ("7 readers", True)


def test_study_asks_for_result_calculation_and_change(tmp_path: Path) -> None:
    [study] = studies(tmp_path, SITUATION + RESULTS)
    assert study.scenario == SITUATION
    precision, recall, changed = study.questions
    assert precision.stem == "What is the precision of the classifier?"
    assert precision.options[precision.key[0]].text == "0.600"
    told = {
        "0.750": "That is the recall of the classifier.",
        "0.400": "180 / 450 takes figures that the case does not tell.",
        "0.800": "200 / 250 takes 200 for 150.",
    }
    for option in precision.options:
        if option.kind is not None:
            assert option.rationale.startswith(told[option.text])
            assert option.rationale.endswith("is 150 / 250 = 0.600.")
    assert recall.stem == "Which calculation gives the recall of the classifier?"
    assert recall.options[recall.key[0]].text == "150 / 200"
    assert changed.stem == (
        "What would the precision of the classifier be if a lower threshold raised 450 alarms and"
        " found 180 fractures?"
    )
    assert changed.options[changed.key[0]].text == "0.400"
    assert "0.600" in {option.text for option in changed.options}


def test_study_asks_what_fits_and_what_a_change_calls_for(tmp_path: Path) -> None:
    [study] = studies(tmp_path, CHOICE, "Case: pictures")
    fits, change = study.questions
    assert fits.stem == "Which mode fits?"
    assert fits.options[fits.key[0]].text == "A queue"
    assert change.stem == "Which mode would fit if all pictures of a month arrived together?"
    assert change.options[change.key[0]].text == "A nightly job"
    told = {option.rationale for option in change.options}
    assert len(told) == 1
    assert told.pop().startswith("If all pictures of a month arrived together, a nightly job")


def test_study_without_a_change_asks_why_something_does_not_fit(tmp_path: Path) -> None:
    without = " ".join(s for s in re.split(r"(?<=\.) ", CHOICE) if not s.startswith("If "))
    [study] = studies(tmp_path, without, "Case: pictures")
    _, why = study.questions
    assert why.stem == "Why does a nightly job not fit?"
    assert {option.text for option in why.options} == {
        "It begins only when the whole folder is complete",
        "It breaks off after one minute",
        "It has no room for large pictures",
        "It keeps pictures until a worker is free",
    }
    assert why.options[why.key[0]].text == "It begins only when the whole folder is complete"


@pytest.mark.parametrize(
    "body",
    [
        SITUATION,
        "A job ran for 20 hours. The time of two jobs is 2 x 20 = 40 hours.",
        CHOICE.replace(
            " A small helper does not fit, because it has no room for large pictures.", ""
        ),
    ],
)
def test_case_that_tells_too_little_makes_no_study(tmp_path: Path, body: str) -> None:
    assert studies(tmp_path, body) == []
