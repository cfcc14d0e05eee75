from __future__ import annotations

from typing import TYPE_CHECKING

from index.asked import AskedQuestion
from index.snapshot import Snapshot
from ingest.asked import asked_questions
from ingest.pipeline import build_index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ingest.pipeline import IngestSettings
    from tests.index.hashing_embedder import HashingEmbedder

NOTE = "# Stores\n\nAlpha keeps objects for years. Beta keeps them for a day.\n"
BANK = """
exam = "mla-c01"

[[item]]
id = "one"
type = "multiple_choice"
stem = \"\"\"
A choir records
every rehearsal. Where do the recordings go?
\"\"\"

[[item.option]]
text = "Alpha"
key = true
quote = "Alpha keeps objects for years"

[[item.option]]
text = "Beta"
quote = "Beta keeps them for a day"

[[item]]
id = "two"
type = "case_study"
scenario = "A choir grows."

[[item.question]]
type = "matching"
stem = "Match each span of time with a store."

[[item.question.prompt]]
text = "Years"
answer = "Alpha"
quote = "Alpha keeps objects for years"

[[item.question.extra]]
text = "Gamma"
quote = "Beta keeps them for a day"
"""
ASKED = """
[[sentence]]
quote = "Alpha keeps objects for years"
asked = [
    "Where do I put what must outlive me?",
    "archive for   decades",
]
"""
CHOIR = AskedQuestion(
    "docs",
    "A choir records every rehearsal. Where do the recordings go?",
    proofs=("Alpha keeps objects for years",),
    refutations=("Beta keeps them for a day",),
)
SPANS = AskedQuestion(
    "docs", "Match each span of time with a store.", CHOIR.proofs, CHOIR.refutations
)


def test_stems_and_quotes_are_read_and_case_studies_taken_apart(docs: Callable[..., Path]) -> None:
    folder = docs(**{"questions__a.toml": BANK})
    assert asked_questions([folder]) == ((CHOIR, SPANS), ())


def test_what_people_ask_is_read_below_the_sentence_that_answers_it(
    docs: Callable[..., Path],
) -> None:
    folder = docs(**{"asked__stores.toml": ASKED})
    texts = ("Where do I put what must outlive me?", "archive for decades")
    assert asked_questions([folder]) == (
        tuple(AskedQuestion("docs", text, CHOIR.proofs, plain=True) for text in texts),
        (),
    )


def test_a_sentence_without_questions_is_named(docs: Callable[..., Path]) -> None:
    folder = docs(**{"asked__stores.toml": '[[sentence]]\nquote = "Alpha"\n'})
    found, [error] = asked_questions([folder])
    assert found == ()
    assert str(error).startswith("asked/stores.toml: holds no questions ('asked').")


def test_a_folder_without_a_bank_asks_nothing(docs: Callable[..., Path]) -> None:
    assert asked_questions([docs(a=NOTE)]) == ((), ())


def test_a_file_that_is_no_bank_is_named_and_the_others_are_read(
    docs: Callable[..., Path],
) -> None:
    folder = docs(**{"questions__a.toml": "item = [", "questions__b.toml": BANK})
    found, errors = asked_questions([folder])
    assert found == (CHOIR, SPANS)
    assert [error.path for error in errors] == ["questions/a.toml"]


def test_a_changed_bank_is_published_and_nothing_else_is_read_again(
    docs: Callable[..., Path], settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    folder = docs(a=NOTE)
    build_index([folder], settings, embedder=embedder)
    assert len(Snapshot.open(settings.index).asked) == 0
    docs(**{"questions__a.toml": BANK})
    report = build_index([folder], settings, embedder=embedder)
    assert (report.published, report.reused, report.embedded) == (True, 1, 0)
    assert Snapshot.open(settings.index).asked.questions == (CHOIR, SPANS)
    assert not build_index([folder], settings, embedder=embedder).published


def test_questions_of_other_collections_stay_when_those_stay(
    docs: Callable[..., Path], settings: IngestSettings, embedder: HashingEmbedder, tmp_path: Path
) -> None:
    build_index([docs(a=NOTE, **{"questions__a.toml": BANK})], settings, embedder=embedder)
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "b.md").write_text("# Other\n\nGamma is new.\n", encoding="utf-8")
    before = embedder.texts_embedded
    assert build_index([uploads], settings, keep_others=True, embedder=embedder).published
    assert Snapshot.open(settings.index).asked.questions == (CHOIR, SPANS)
    assert embedder.texts_embedded == before + 1
