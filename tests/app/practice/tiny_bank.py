"""Nine items of all five types over the notes of `tests.tiny_corpus`, written as a bank is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.practice.bank import load_bank
from app.practice.blueprint import Blueprint
from app.practice.matching import Catalogue
from app.practice.pool import Pool
from app.question_room import QuestionRoom
from app.settings import ROOT
from index.aliases import AliasTable
from ingest.document import read_document
from ingest.sources import discover
from tests.tiny_corpus import write_notes

if TYPE_CHECKING:
    from app.practice.records import Item
    from index.records import Document

BANK = Path(__file__).with_name("bank")
COUNT = 9
EXAMS = ROOT / "corpus" / "exams"


def documents(folder: Path) -> list[Document]:
    """Write the notes below a folder and read them as ingestion does."""
    return [read_document(file) for file in discover([write_notes(folder / "corpus")]).files]


def tiny_room(folder: Path, bank: list[Item] | None = None) -> QuestionRoom:
    """Return the questions of the tiny bank, proved, with the shipped blueprint and names."""
    aliases = AliasTable.load(ROOT / "corpus" / "aliases.toml")
    items = load_bank(BANK) if bank is None else bank
    pool = Pool.build(items, documents(folder), snapshot="tiny", date="2026-11-25T10:00:00")
    blueprint = Blueprint.open(EXAMS, "mla-c01")
    return QuestionRoom(pool, Catalogue(pool.items, aliases), blueprint, aliases)
