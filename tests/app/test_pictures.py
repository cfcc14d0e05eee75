"""Which diagram goes with which passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.pictures import Gallery
from app.settings import ROOT
from index.records import Passage, Span

if TYPE_CHECKING:
    from pathlib import Path

NOTE = """---
title: Picture - A loop
---
# The loop

One sentence before it.

## Loop diagram
<!-- bullets: 4.1.k1 -->

```mermaid
flowchart LR
  accTitle: A loop
  a["Train"] --> b["Deploy"]
```

Caption: Train, then deploy.

The loop begins with training.
It ends with deployment.

Another paragraph.
"""
LENS = """
[defaults]
licence = "CC BY-SA 4.0"
attribution = "The lens"

[[picture]]
url = "https://docs.example.com/lens/images/loop.png"
page = "https://docs.example.com/lens/loop.html"
title = "Loop of the lens"
caption = "Their loop."
own = "loop.md"
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "loop.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "pictures" / "words.md").write_text("# Words\n\nNo diagram.\n", encoding="utf-8")
    (tmp_path / "pictures" / "lens.toml").write_text(LENS, encoding="utf-8")
    return tmp_path


def passage(
    path: str, headings: tuple[str, ...] = ("The loop",), collection: str = "corpus"
) -> Passage:
    return Passage(
        chunk_id=path,
        document_id="d",
        title="t",
        path=path,
        collection=collection,
        source_kind="markdown",
        heading_path=headings,
        text="x",
        sentences=(Span(0, 1),),
        kind="prose",
        start=0,
    )


def test_diagram_of_a_note_has_caption_and_description(corpus: Path) -> None:
    [diagram] = Gallery(corpus).diagrams([passage("pictures/loop.md")])
    assert diagram.title == "The loop"
    assert diagram.caption == "Train, then deploy."
    assert diagram.source.startswith("flowchart LR\n")
    assert diagram.description == "The loop begins with training. It ends with deployment."


def test_two_passages_of_one_note_give_one_diagram(corpus: Path) -> None:
    cited = [passage("pictures/loop.md"), passage("pictures/loop.md", ("The loop", "Loop diagram"))]
    assert len(Gallery(corpus).diagrams(cited)) == 1


def test_section_on_a_diagram_of_the_lens_leads_to_ours(corpus: Path) -> None:
    lens = passage("pictures/well-architected-ml-lens.md", ("x", "Lens diagram: Loop of the lens"))
    assert [d.path for d in Gallery(corpus).diagrams([lens])] == ["pictures/loop.md"]


def test_other_notes_and_collections_have_none(corpus: Path) -> None:
    cited = [
        passage("domain4/4.1-drift.md"),
        passage("pictures/loop.md", collection="uploads"),
        passage("pictures/words.md"),
        passage("pictures/gone.md"),
        passage("pictures/../pictures/loop.md"),
    ]
    assert Gallery(corpus).diagrams(cited) == ()


def test_fetched_image_is_shown_where_it_lies(corpus: Path) -> None:
    gallery = Gallery(corpus)
    diagram = gallery.diagram("pictures/loop.md")
    assert diagram is not None
    assert gallery.images(diagram) == ()
    file = corpus / "fetched" / "docs.example.com" / "lens" / "images" / "loop.png"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"png")
    [image] = gallery.images(diagram)
    assert (image.file, image.credit) == (file, "The lens. CC BY-SA 4.0")


def test_folder_without_pictures_has_none(tmp_path: Path) -> None:
    assert Gallery(tmp_path).diagrams([passage("pictures/loop.md")]) == ()


def test_every_picture_of_the_corpus_is_a_diagram_with_words() -> None:
    gallery = Gallery(ROOT / "corpus")
    notes = sorted((ROOT / "corpus" / "pictures").glob("*.md"))
    found = [gallery.diagram(f"pictures/{note.name}") for note in notes]
    diagrams = [one for one in found if one is not None]
    assert len(diagrams) >= 14
    assert all(d.caption and len(d.description) > 80 for d in diagrams)
