from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.answer.named import (
    TELLING,
    Named,
    named_in,
    proper_names,
    share_headed,
    share_named,
    with_other_names,
)
from tests.app.answer.passages import make_passage

if TYPE_CHECKING:
    from index.records import Passage


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which license types does AWS License Manager track?", ("License Manager",)),
        ("How does an IoT Core rule forward an MQTT message?", ("IoT Core",)),
        ("How do I boil an egg?", ()),
        ("what is XGBoost and what is XGBoost not?", ("XGBoost",)),
        ("Amazon", ()),
        ("What does Route 53 charge?", ("Route 53",)),
        ("Early layers hardly move. Project plans help.", ()),
        ("Will Debugger stop it?", ("Debugger",)),
        ("We release on Friday. May I wait until June 2026?", ()),
        ("900 GB of RAM", ()),
    ],
)
def test_names_are_runs_of_capitals_without_what_opens_them(
    question: str, names: tuple[str, ...]
) -> None:
    assert proper_names(question) == names


def test_a_known_thing_takes_the_place_of_the_run_of_capitals() -> None:
    known = (("connect", "Amazon Connect"), ("RMSE", "root mean square error"))
    names = named_in("Does Amazon Connect or Contact Lens report RMSE?", known)
    assert [name.mention for name in names] == ["connect", "RMSE", "Contact Lens"]
    assert [name.is_service for name in names] == [True, False, False]
    assert [name.is_proper for name in names] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("You can connect a device.", False),
        ("Connect routes a call.", True),
        ("Calls reach amazon connect first.", True),
        ("Connectivity matters.", False),
    ],
)
def test_a_plain_word_is_a_name_only_where_it_is_capitalised(text: str, stated: bool) -> None:
    assert Named("Connect", ("Amazon Connect",)).is_in(text) is stated


def test_share_counts_names_that_a_passage_states() -> None:
    passages = [make_passage(["The license-manager tracks seats."]), make_passage(["x"])]
    names = named_in("Does License Manager track Oracle?")
    assert share_named(names, passages) == 0.5
    assert share_named(named_in("does it track seats?"), passages) == 1.0
    assert share_named(named_in("Does License Manager track it?"), []) == 0.0


def test_what_is_told_in_passing_stands_in_no_heading() -> None:
    passage = make_passage(["Deliver it with Greengrass."], heading_path=("Edge", "SageMaker Neo"))
    names = named_in("Does Neo need Greengrass?")
    assert share_named(names, [passage]) == 1.0
    assert share_headed(names, [passage]) == 0.5


def test_a_text_holds_the_terms_of_a_name_it_states_under_another() -> None:
    names = (Named("R squared", ("R2",), known=True),)
    assert with_other_names(frozenset({"r2", "model"}), names) == {"r2", "model", "r", "squar"}
    assert with_other_names(frozenset({"model"}), names) == {"model"}


def test_a_name_is_treated_when_several_passages_tell_of_it() -> None:
    def telling(i: int) -> Passage:
        return make_passage(["Choose Inferentia."], f"c{i}", heading_path=("Compute", "Families"))

    names = named_in("Which instance has AWS Inferentia?")
    passages = [telling(i) for i in range(TELLING)]
    assert share_headed(names, passages) == 1.0
    assert share_headed(names, passages[1:]) == 0.0
