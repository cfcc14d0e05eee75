"""What does not read as English is not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.practice.generate.articles import agrees, articled
from app.practice.generate.choice_cells import is_askable
from app.practice.generate.clauses import form_of
from app.practice.generate.definitions import kind_of_meaning
from app.practice.generate.header_stems import reading_of
from app.practice.generate.plain import is_cut_off
from app.practice.generate.sound import faults_of
from app.practice.records import Option, Question

SOUND = Question(
    id="f-1",
    type="multiple_choice",
    stem="Which store keeps hay?",
    options=tuple(
        Option(name, f"{name} keeps what it keeps.") for name in ("Barn", "Silo", "Shed", "Cellar")
    ),
    key=(0,),
    bullets=("3.1.k2",),
)


def with_rationale(text: str) -> Question:
    first, *others = SOUND.options
    return replace(SOUND, options=(replace(first, rationale=text), *others))


def test_plain_question_has_no_fault() -> None:
    assert list(faults_of(SOUND)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Works at the level of of Barn: field.", "a word stands twice"),
        ('""No hay"" points to this: an empty barn.', "quotation marks stand twice"),
        ("Hay is {share}% of it.", "a placeholder is left"),
        ("It is designed for an archives read once.", "a plural has an article"),
        ("Label bias are shown by this.", "verb and number differ"),
        ("GPUs is the right choice.", "verb and number differ"),
        ("It runs on a CPU or GPUCommon device.", "words lost their space"),
        ("It keeps facts such as the time, the name.", "a list is cut off"),
        ("Approval is meant for waits for a person.", "a deed is no purpose"),
    ],
)
def test_broken_rationale_is_found(text: str, fault: str) -> None:
    assert fault in list(faults_of(with_rationale(text)))


def test_option_that_leans_on_another_row_is_found() -> None:
    first, *others = SOUND.options
    leaning = replace(SOUND, options=(replace(first, text="Both low and similar"), *others))
    assert list(faults_of(leaning)) == ["an option leans on what is not shown"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Label bias", "is shown"),
        ("Drop rows", "is shown"),
        ("Deleting idle barns", "is shown"),
        ("Training jobs", "are shown"),
        ("P, G", "are shown"),
        ("A lock and a key", "are shown"),
    ],
)
def test_verb_agrees_with_its_name(name: str, said: str) -> None:
    assert agrees(name, "is shown") == said


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("archives read once a year", "archives read once a year"),
        ("abnormal machine behavior", "abnormal machine behavior"),
        ("most demanding transforms", "the most demanding transforms"),
        ("most jobs", "most jobs"),
    ],
)
def test_article_fits_its_noun(phrase: str, said: str) -> None:
    assert articled(phrase) == said


@pytest.mark.parametrize("header", ["Looks at", "Who writes code"])
def test_header_that_makes_no_sentence_is_not_read(header: str) -> None:
    assert reading_of(header) is None


def test_remark_behind_a_clause_makes_no_question() -> None:
    reading = reading_of("Choose it when")
    assert reading is not None
    assert reading.row_question("Requests are similar in cost, the usual first choice") == ""
    assert reading.row_question("Requests are similar in cost")


@pytest.mark.parametrize(
    "cell",
    [
        "Used only for the greedy search",
        "Only for trees",
        "The recall was {recall}%",
        "CPU or GPUCommon (one device)",
        "Both low",
    ],
)
def test_cell_that_says_nothing_by_itself_is_not_asked_about(cell: str) -> None:
    assert not is_askable(cell)


def test_list_without_its_end_is_cut_off() -> None:
    assert is_cut_off("captures facts such as time, name of the barn")
    assert not is_cut_off("captures facts such as time, name and place")


def test_irregular_verbs_make_a_clause() -> None:
    assert form_of("The herd grew") == "clause"


def test_meanings_are_told_apart_by_their_kind() -> None:
    assert kind_of_meaning("the share of sheep that return") == "measure"
    assert kind_of_meaning("a managed service that counts sheep") == "offer"
    assert kind_of_meaning("a promise of two farmers") == ""
