"""What must be mended: lost quotes, names of the past, closed keys, broken pairs."""

from __future__ import annotations

from dataclasses import replace

from app.practice.quality.names import LifeCycle, name_findings
from app.practice.quality.outline import Outline
from app.practice.quality.proof_rules import pair_findings, proof_findings
from app.practice.records import Evidence, Option
from tests.app.practice.questions import OPTIONS, choice

OUTLINE = Outline(
    exam="x",
    bullets={"3.1.k5": "Choosing an endpoint; SageMaker Clarify", "1.1.k1": "Formats"},
    services=frozenset({"Amazon SageMaker AI", "Amazon Kendra"}),
    weights={1: 50.0, 3: 50.0},
)
NAMES = LifeCycle(
    former={
        "Kinesis Data Firehose": "Amazon Data Firehose",
        "Amazon SageMaker": "Amazon SageMaker AI",
    },
    closed={"SageMaker Clarify": "closed", "AWS Panorama": "shut down since 2026-05-20"},
)


def _found(question, **changes):  # type: ignore[no-untyped-def]
    placed = tuple(
        replace(o, evidence=replace(o.evidence, start=0, path="a.md")) for o in question.options
    )
    return replace(question, options=placed, **changes)


def _rules(question) -> list[str]:  # type: ignore[no-untyped-def]
    return [finding.rule for finding in proof_findings(question, OUTLINE)]


def test_proved_question_has_no_finding() -> None:
    assert _rules(_found(choice())) == []


def test_quote_that_was_not_found_is_lost() -> None:
    assert _rules(choice()) == ["lost quote"] * 4


def test_key_without_quote() -> None:
    question = _found(choice())
    bare = replace(question.options[0], evidence=None)
    assert _rules(replace(question, options=(bare, *question.options[1:]))) == ["key without quote"]


def test_distractor_may_lack_a_quote() -> None:
    question = _found(choice())
    bare = replace(question.options[3], evidence=None)
    assert _rules(replace(question, options=(*question.options[:3], bare))) == []


def test_quote_about_something_else_does_not_support_the_key() -> None:
    question = _found(choice())
    other = Evidence("Bakers rise early in winter", path="a.md", start=0)
    key = replace(question.options[0], evidence=other, rationale="because")
    assert _rules(replace(question, options=(key, *question.options[1:]))) == ["key not supported"]


def test_short_quote_proves_nothing() -> None:
    question = _found(choice())
    key = replace(question.options[0], evidence=Evidence("asynchronous endpoint", start=0))
    assert _rules(replace(question, options=(key, *question.options[1:]))) == ["short quote"]


def test_unknown_names_are_told() -> None:
    question = _found(
        choice(bullets=("9.9.k9",), services=("Amazon Sagemaker",), deciding=("2 GB",))
    )
    assert _rules(question) == [
        "unknown outline entry",
        "service not in scope",
        "deciding phrase not in the stem",
    ]


def test_one_reason_for_two_options() -> None:
    question = _found(choice())
    twin = replace(question.options[2], rationale=question.options[1].rationale)
    changed = replace(question, options=(*question.options[:2], twin, question.options[3]))
    assert _rules(changed) == ["one reason for two options"]


def _names(*texts: str, kind: str | None = None) -> list[str]:
    options = list(choice((*texts, *OPTIONS[len(texts) :])).options)
    if kind:
        options[1] = Option(texts[1], "why", None, kind)  # type: ignore[arg-type]
    question = replace(choice(), options=tuple(options))
    return [finding.message for finding in name_findings(question, NAMES, OUTLINE)]


def test_former_name_is_told_with_the_name_of_today() -> None:
    told = ["Kinesis Data Firehose is now called Amazon Data Firehose"]
    assert _names("Deliver with Kinesis Data Firehose") == told


def test_current_name_that_holds_the_former_one_is_right() -> None:
    assert _names("Train on Amazon SageMaker AI") == []


def test_outdated_distractor_may_have_a_former_name() -> None:
    assert _names("Deliver it", "Kinesis Data Firehose to Amazon S3", kind="outdated") == []


def test_closed_key_is_refused_unless_the_exam_names_it() -> None:
    assert _names("AWS Panorama at the gate") == ["AWS Panorama is shut down since 2026-05-20"]
    assert _names("SageMaker Clarify before training") == []


def test_closed_distractor_is_allowed() -> None:
    assert _names("An endpoint", "AWS Panorama at the gate") == []


def test_pair_must_name_each_other_and_flip() -> None:
    first, second = choice(id="a", pair="b"), choice(key=(1,), id="b", pair="a")
    assert list(pair_findings([first, second])) == []
    assert [f.item_id for f in pair_findings([first, replace(second, pair="")])] == ["a"]
    same = choice(id="b", pair="a")
    assert {f.rule for f in pair_findings([first, same])} == {"broken pair"}
