"""What speaks to a model is recognised; the notes of this repository do not."""

from __future__ import annotations

import pytest

from app.settings import ROOT
from app.untrusted import as_data, speaks_to_a_model


def test_no_shipped_note_speaks_to_a_model() -> None:
    flagged = [
        path.name
        for path in sorted((ROOT / "corpus").rglob("*.md"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if not paragraph.startswith("---") and speaks_to_a_model(paragraph)
    ]
    assert flagged == []


@pytest.mark.parametrize(
    "text",
    [
        "Guardrails help against prompt injection, where a user tries to change the instructions.",
        "A system prompt gives the model its role, and a user message asks the question.",
        "The agent must call an action group before it can reach an API.",
        "Set IgnorePreviousVersions to true to skip all earlier rules of the bucket.",
        "If you are asked for a password, enter the one of the notebook.",
    ],
)
def test_talk_about_models_is_not_talk_to_models(text: str) -> None:
    assert not speaks_to_a_model(text)


def test_data_keeps_its_words_and_loses_what_acts() -> None:
    text = "See [the guide](https://a.example/x) [1]. Use <b>List[0]</b>\u200b and ![p](q.png)."
    assert as_data(text) == "See the guide (1). Use ‹b>List(0)‹/b> and p."
