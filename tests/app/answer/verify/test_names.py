from __future__ import annotations

from app.answer.verify.names import NameFinder
from index.aliases import Alias, AliasTable

TABLE = AliasTable(
    (
        Alias("Amazon SQS", ("Amazon Simple Queue Service", "Simple Queue Service", "SQS")),
        Alias("Amazon S3", ("S3",)),
        Alias("Amazon S3 Glacier", ("S3 Glacier",)),
        Alias("class imbalance", ("CI",), ambiguous=True, context=("bias",)),
        Alias("continuous integration", ("CI",), ambiguous=True, context=("pipeline",)),
    )
)


def found(text: str) -> list[str]:
    return [name.text for name in NameFinder(TABLE).find(text)]


def test_the_longest_name_wins() -> None:
    assert found("Move it to S3 Glacier.") == ["S3 Glacier"]


def test_an_abbreviation_meets_its_expansion() -> None:
    finder = NameFinder(TABLE)
    (short,), (full,) = finder.find("Use SQS."), finder.find("Use Simple Queue Service.")
    assert short.meets(full)


def test_an_acronym_keeps_its_case() -> None:
    assert found("the sqs in lower case") == []


def test_an_ambiguous_name_means_what_stands_near() -> None:
    finder = NameFinder(TABLE)
    (bias,), (build,) = finder.find("the bias metric CI"), finder.find("a CI pipeline")
    assert not bias.meets(build)


def test_operations_instances_and_parameters_are_names() -> None:
    text = "Call InvokeEndpoint on ml.m5.xlarge with num_round and SSE-KMS."
    assert found(text) == ["InvokeEndpoint", "ml.m5.xlarge", "num_round", "SSE-KMS"]


def test_the_word_that_opens_a_sentence_is_no_name() -> None:
    assert found("Choose it. Then use Business Support.") == ["Business Support"]
