import pytest

from app.answer.named import proper_names, share_named
from tests.app.answer.passages import make_passage


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which license types does AWS License Manager track?", ("License Manager",)),
        ("How does an IoT Core rule forward an MQTT message?", ("IoT Core", "MQTT")),
        ("How do I boil an egg?", ()),
        ("what is XGBoost and what is XGBoost not?", ("XGBoost",)),
        ("Amazon", ()),
    ],
)
def test_names_are_runs_of_capitals_without_what_opens_them(
    question: str, names: tuple[str, ...]
) -> None:
    assert proper_names(question) == names


def test_share_counts_names_that_a_passage_states() -> None:
    passages = [make_passage(["The license-manager tracks seats."]), make_passage(["x"])]
    assert share_named("Does License Manager track Oracle?", passages) == 0.5
    assert share_named("does it track seats?", passages) == 1.0
    assert share_named("Does License Manager track it?", []) == 0.0
