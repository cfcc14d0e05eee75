from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.aliases import Alias, AliasTable
from index.errors import UsageError

TABLE = AliasTable(
    (
        Alias("Amazon Data Firehose", ("Kinesis Data Firehose", "Firehose"), "renamed"),
        Alias("Amazon SageMaker AI", ("Amazon SageMaker", "SageMaker"), "renamed"),
        Alias(
            "Amazon SageMaker Model Monitor", ("SageMaker Model Monitor", "Model Monitor"), "short"
        ),
        Alias("Amazon SNS", ("SNS", "Simple Notification Service"), "acronym"),
        Alias("inter-annotator agreement", ("IAA",), "acronym"),
        Alias(
            "batch normalization", ("BN",), "acronym", ambiguous=True, context=("layer", "network")
        ),
        Alias("SageMaker Debugger", ("Debugger",), "short", ambiguous=True, context=("SageMaker",)),
    )
)


def test_a_former_name_becomes_the_current_one() -> None:
    found = TABLE.expand("How does Kinesis Data Firehose buffer?")
    assert found.text == "How does Amazon Data Firehose buffer?"
    assert found.names == ("Amazon Data Firehose",)
    assert "Kinesis Data Firehose" not in found.terms
    assert set(found.terms) == {"Amazon Data Firehose", "Firehose"}


def test_the_current_name_finds_the_former_one() -> None:
    found = TABLE.expand("amazon data firehose limits")
    assert found.text == "amazon data firehose limits"
    assert "Kinesis Data Firehose" in found.terms


def test_the_longest_name_wins() -> None:
    found = TABLE.expand("Is SageMaker Model Monitor free?")
    assert found.names == ("Amazon SageMaker Model Monitor",)


def test_names_match_whole_words_only() -> None:
    assert TABLE.expand("firehoses and IAAS").names == ()


def test_an_acronym_matches_in_capitals_only() -> None:
    assert TABLE.expand("What is SNS?").names == ("Amazon SNS",)
    assert TABLE.expand("what is sns?").names == ()


def test_an_ambiguous_name_needs_a_word_of_context() -> None:
    assert TABLE.expand("What does BN do?").names == ()
    assert TABLE.expand("What does BN do in a network?").names == ("batch normalization",)
    assert TABLE.expand("the Debugger of my editor").names == ()
    assert TABLE.expand("What does Debugger in SageMaker record?").names == (
        "SageMaker Debugger",
        "Amazon SageMaker AI",
    )


def test_a_short_name_inside_the_current_one_is_left_as_written() -> None:
    assert TABLE.expand("Use SageMaker now").text == "Use SageMaker now"


def test_a_name_that_says_more_than_the_current_one_is_left_as_written() -> None:
    table = AliasTable((Alias("IOPS", ("Provisioned IOPS",), "short"),))
    assert table.expand("What are Provisioned IOPS?").text == "What are Provisioned IOPS?"


def test_an_empty_table_changes_nothing() -> None:
    assert AliasTable().expand("What is SNS?").text == "What is SNS?"


def test_a_table_is_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text(
        "checked = 2026-11-23\n"
        '[[alias]]\nname = "Amazon SNS"\naliases = ["SNS"]\nkind = "acronym"\n',
        encoding="utf-8",
    )
    assert AliasTable.load(path).entries == (Alias("Amazon SNS", ("SNS",), "acronym"),)


@pytest.mark.parametrize("text", ["[[alias]]\naliases = []\n", "not toml at all [", "alias = 3\n"])
def test_a_table_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "aliases.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"aliases\.toml"):
        AliasTable.load(tmp_path / "aliases.toml")


def test_the_shipped_table_is_read() -> None:
    path = Path(__file__).parents[2] / "corpus" / "aliases.toml"
    found = AliasTable.load(path).expand("What is Kinesis Data Firehose?")
    assert found.names == ("Amazon Data Firehose",)


@given(st.text(max_size=80))
def test_text_without_a_name_comes_back_as_it_was(text: str) -> None:
    found = TABLE.expand(text)
    if not found.names:
        assert found.text == text
        assert found.terms == ()


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("what is sagemaker neo", "what is SageMaker neo"),
        ("What is SageMaker Neo?", "What is SageMaker Neo?"),
        ("sagemaker.amazonaws.com", "sagemaker.amazonaws.com"),
        ("a debugger and a firehose", "a debugger and a firehose"),
    ],
)
def test_capitals_inside_a_name_are_given_back(question: str, written: str) -> None:
    assert TABLE.as_written(question) == written
