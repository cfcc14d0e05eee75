"""What tells a reader that a question is a recall drill."""

from __future__ import annotations

from app.practice.item_text import quiz_text
from tests.app.practice.drafts import choice


def test_drill_says_so_in_text_and_others_do_not() -> None:
    drilled = quiz_text([choice(grade="drill")], with_key=False)
    assert drilled.startswith("1. (multiple choice, recall drill, medium, ")
    assert "drill" not in quiz_text([choice()], with_key=False)
