"""What is not found in the documents is not asked; the rest carries its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.pool import Pool, read_bank
from app.practice.proof import DocumentLibrary, prove
from app.practice.records import Evidence, Question
from index.records import Document, Source
from tests.app.practice.drafts import proved
from tests.app.practice.tiny_bank import COUNT, documents

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.records import Item
    from app.question_room import QuestionRoom


def document(text: str, path: str = "a.md") -> Document:
    return Document(text, Source(path, "0" * 64, "markdown", "A"))


def test_every_quote_of_the_tiny_bank_is_found_where_it_stands(
    room: QuestionRoom, tmp_path: Path
) -> None:
    texts = {one.id: one.text for one in documents(tmp_path)}
    assert len(room.pool.items) == COUNT
    assert room.pool.quarantined == ()
    quotes = 0
    for item in room.pool.items:
        for part in item.parts:
            for holder in (*part.options, *part.prompts):
                evidence = holder.evidence
                assert evidence is not None
                start = evidence.start
                stands = texts[evidence.document_id][start:]
                assert " ".join(stands.split()).startswith(evidence.quote)
                quotes += 1
    assert quotes > 40


def test_evidence_names_heading_and_date(room: QuestionRoom) -> None:
    item = room.pool.item("t-payload")
    assert isinstance(item, Question)
    evidence = item.options[1].evidence
    assert evidence is not None
    assert evidence.path == "domain3/endpoint-limits.md"
    assert evidence.heading_path == ("Limits of endpoints", "Limits by inference option")


@given(st.text(" \n\tab", min_size=1, max_size=40), st.data())
def test_any_stretch_of_a_document_is_found_at_an_equal_stretch(
    text: str, data: st.DataObject
) -> None:
    words = text.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = " ".join(words[first : last + 1])
    found = DocumentLibrary([document(text)]).find(Evidence(quote))
    assert found is not None
    assert " ".join(text[found.start :].split()).startswith(quote)


@pytest.mark.parametrize("quote", ["", "   ", "not there", "Real-time inference | 24 MB"])
def test_what_stands_nowhere_is_not_found(quote: str, tmp_path: Path) -> None:
    assert DocumentLibrary(documents(tmp_path)).find(Evidence(quote)) is None


def test_changed_source_takes_its_items_out(bank: dict[str, Item], tmp_path: Path) -> None:
    changed = [
        replace(one, text=one.text.replace("25 MB", "30 MB"), id="") for one in documents(tmp_path)
    ]
    pool = Pool.build(bank.values(), changed, date="2026-12-01T08:00:00")
    out = {one.item.id: one for one in pool.quarantined}
    assert set(out) == {"t-payload", "t-psi", "t-case"}
    assert out["t-payload"].keys == ("25 MB",)
    assert out["t-payload"].lost == ("Real-time inference | 25 MB | 60 seconds",)
    assert out["t-psi"].keys == ()
    assert out["t-psi"].date == "2026-12-01T08:00:00"
    assert len(pool.items) == COUNT - 3


def test_key_without_a_quote_is_never_shown(bank: dict[str, Item], tmp_path: Path) -> None:
    item = bank["t-payload"]
    assert isinstance(item, Question)
    options = (item.options[0], replace(item.options[1], evidence=None), *item.options[2:])
    pool = Pool.build([replace(item, options=options)], documents(tmp_path))
    assert pool.items == ()
    assert pool.quarantined[0].keys == ("25 MB",)


def test_items_of_a_factory_join_unless_their_key_is_unproven(
    bank: dict[str, Item], tmp_path: Path
) -> None:
    good = replace(proved("f-good"), origin="factory")
    unquoted = tuple(replace(option, evidence=None) for option in good.options)
    made = [good, replace(good, id="f-bare", options=unquoted), replace(good, id="t-psi")]
    pool = Pool.build(bank.values(), documents(tmp_path))
    joined = {item.id: item for item in pool.joined(made)}
    assert len(joined) == COUNT + 1
    assert joined["f-good"].origin == "factory"
    assert joined["t-psi"].origin == "bank"


def test_proving_changes_nothing_but_evidence(bank: dict[str, Item], tmp_path: Path) -> None:
    item = bank["t-case"]
    found, lost = prove(item, DocumentLibrary(documents(tmp_path)))
    assert lost == ()
    assert [part.key for part in found.parts] == [part.key for part in item.parts]


def test_missing_bank_folder_holds_no_question(tmp_path: Path) -> None:
    assert read_bank(tmp_path / "nowhere") == []
