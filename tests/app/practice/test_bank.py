"""Reading the bank: all five types, and each malformed file refused in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.bank import load_bank
from app.practice.errors import BankError
from app.practice.records import CaseStudy, Question
from tests.app.practice.tiny_bank import BANK, COUNT

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.records import Item

CHOICES = (BANK / "choices.toml").read_text(encoding="utf-8")


def question(item: Item) -> Question:
    assert isinstance(item, Question)
    return item


def test_all_types_are_read(bank: dict[str, Item]) -> None:
    assert len(bank) == COUNT
    payload = question(bank["t-payload"])
    assert payload.key == (1,)
    assert payload.options[1].text == "25 MB"
    assert payload.options[1].kind is None
    assert payload.options[3].evidence is not None
    assert payload.options[3].evidence.by_absence
    assert payload.checked == "2026-11-25"
    assert question(bank["t-monitors-two"]).key == (1, 2)
    assert question(bank["t-shadow-order"]).key == (0, 1, 2)
    match = question(bank["t-monitors-match"])
    assert match.key == (0, 1, 2)
    assert match.options[3].text == "Attribution drift monitor"
    case = bank["t-case"]
    assert isinstance(case, CaseStudy)
    assert [part.id for part in case.questions] == ["t-case-q1", "t-case-q2"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('type = "multiple_choice"', 'type = "essay"', "t-payload: unknown type 'essay'"),
        ('difficulty = "easy"', 'difficulty = "odd"', "unknown difficulty 'odd'"),
        ('constraint = "payload"', 'constraint = "mood"', "unknown constraint 'mood'"),
        ("key = true\n", "", "has the kind 'None'"),
        ('kind = "violates the constraint"', "key = true", "exactly one key"),
        ('kind = "wrong service"', 'kind = "nice try"', "has the kind 'nice try'"),
        ('text = "60 MB"', 'text = "25 MB"', "two options are the same"),
        ("stem =", "stemm =", "unknown entry 'stemm'"),
        ('id = "t-mode-pipe"', 'id = "t-payload"', "t-payload stands in"),
        ("[[item]]", "[[item", "is no valid TOML"),
    ],
)
def test_malformed_file_is_refused_by_name(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in CHOICES
    path = tmp_path / "broken.toml"
    path.write_text(CHOICES.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BankError) as refused:
        load_bank(tmp_path)
    text = str(refused.value)
    assert problem in text
    assert "broken.toml" in text
    assert "\n" not in text


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BankError, match=r"bytes\.toml: is no valid TOML"):
        load_bank(tmp_path)
