"""A PDF that a reader uploads is asked about like a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.records import Question
from ingest.document import read_document
from ingest.sources import discover
from tests.app.practice.generate.notes import Notes
from tests.ingest.pdf_draft import PdfDraft

if TYPE_CHECKING:
    from pathlib import Path

STEPS = (
    "Collect the readings of every pump in one bucket.",
    "Write a script that turns the readings into a table.",
    "Train a forest on the table of the script.",
    "Send the scores of the forest to the operators.",
)


def test_procedure_of_an_uploaded_pdf_becomes_an_ordering_question(tmp_path: Path) -> None:
    draft = PdfDraft(title="Pump handbook")
    draft.heading("Pump handbook", size=20)
    draft.paragraph("This handbook tells how the pumps of the plant are watched over the year.")
    draft.heading("Watching pumps")
    draft.paragraph("To watch the pumps, follow these steps:")
    for number, step in enumerate(STEPS, 1):
        draft.item(f"{number}.", step)
    (tmp_path / "pumps.pdf").write_bytes(draft.data())
    [file] = discover([tmp_path]).files
    document = read_document(file)
    items = Factory.of_documents(Notes([document])).items(ItemFilters(documents=(document.id,)))
    [asked] = [item for item in items if item.type == "ordering"]
    assert isinstance(asked, Question)
    assert "watch the pumps" in asked.stem
    assert [f"{asked.options[place].text}." for place in asked.key] == list(STEPS)
    assert asked.bullets == ()
    evidence = asked.options[asked.key[0]].evidence
    assert evidence is not None
    assert document.text[evidence.start :].startswith(STEPS[0])
