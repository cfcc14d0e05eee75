"""What lies in a chunk, under which heading path, and what holds for every document."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UsageError
from index.records import Chunk, Document, Source
from ingest.chunking import ChunkingSettings, chunk_document
from ingest.readers.markdown import read_markdown
from ingest.sentences import find_sentences
from ingest.span_check import faults
from ingest.tokens import estimate_tokens


def document(markdown: str, title: str | None = None) -> Document:
    parsed = read_markdown(markdown, "page.md")
    return Document(
        text=parsed.text,
        source=Source("page.md", "0", "markdown", title or parsed.title),
        headings=parsed.headings,
        blocks=parsed.blocks,
        sentences=find_sentences(parsed.text, parsed.blocks),
    )


def chunks(markdown: str, **sizes: int) -> tuple[Document, list[Chunk]]:
    page = document(markdown)
    return page, chunk_document(page, ChunkingSettings(**sizes))


def words(count: int) -> str:
    """Return a paragraph of `count` one-token words in sentences of ten."""
    text = ["word"] * count
    text[9::10] = ["end."] * (count // 10)
    return " ".join(text)


def test_section_that_fits_is_one_chunk_under_its_path() -> None:
    page, found = chunks("# Guide\n\n## Part\n\nFirst. Second.\n\n- An item.\n")
    assert [(c.heading_path, c.text(page.text)) for c in found] == [
        (("Guide", "Part"), "First. Second.\n\n- An item.")
    ]
    assert [page.text[s.start : s.end] for s in found[0].sentences] == [
        "First.",
        "Second.",
        "An item.",
    ]


def test_no_chunk_crosses_a_heading_of_level_two() -> None:
    _, found = chunks("# Guide\n\nIntro.\n\n## A\n\nShort.\n\n## B\n\nShort too.\n")
    assert [c.heading_path for c in found] == [("Guide",), ("Guide", "A"), ("Guide", "B")]


def test_tiny_sections_of_one_parent_are_joined_with_their_headings() -> None:
    page, found = chunks(
        "# API\n\n## Fields\n\n### Name\n\nThe name.\n\n### Size\n\nThe size.\n\n"
        "## Errors\n\nNone.\n"
    )
    assert [(c.heading_path, c.text(page.text)) for c in found] == [
        (("API", "Fields"), "Name\n\nThe name.\n\nSize\n\nThe size."),
        (("API", "Errors"), "None."),
    ]


def test_large_sections_of_one_parent_stay_apart() -> None:
    _, found = chunks(f"# G\n\n## P\n\n### A\n\n{words(70)}\n\n### B\n\nTiny.\n")
    assert [c.heading_path for c in found] == [("G", "P", "A"), ("G", "P", "B")]


def test_long_section_is_cut_evenly_between_paragraphs() -> None:
    page, found = chunks("# G\n\n" + "\n\n".join(words(60) for _ in range(5)))
    sizes = [estimate_tokens(c.text(page.text)) for c in found]
    assert len(found) == 2
    assert sorted(sizes) == [132, 198]


def test_table_is_cut_by_rows_and_repeats_its_header() -> None:
    rows = "\n".join(f"| queue {n} | {words(30)} |" for n in range(9))
    page, found = chunks(f"# Limits\n\n| Name | Meaning |\n|---|---|\n{rows}\n")
    assert [len(c.sentences) for c in found] == [5, 4] or [len(c.sentences) for c in found] == [
        4,
        5,
    ]
    for chunk in found:
        assert chunk.kind == "table"
        assert chunk.text(page.text).startswith("Name | Meaning\nqueue ")
        first = chunk.passage_sentences()[0]
        assert chunk.text(page.text)[first.start :].startswith("queue ")


def test_introduction_stays_with_its_table() -> None:
    page, found = chunks(
        f"# L\n\n{words(205)}\n\nThe following table lists limits.\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n"
    )
    assert found[-1].text(page.text) == "The following table lists limits.\n\nA | B\n1 | 2"
    assert found[-1].kind == "table"
    assert found[-1].header is None


def test_procedure_that_fits_stays_whole() -> None:
    steps = "\n".join(f"{n}. {words(20)}" for n in range(1, 9))
    page, found = chunks(f"# How\n\n{words(100)}\n\nTo do it, follow these steps:\n\n{steps}\n")
    assert [c.kind for c in found] == ["prose", "procedure"]
    assert found[1].text(page.text).startswith("To do it, follow these steps:\n\n1. word")


def test_long_procedure_is_cut_between_steps() -> None:
    steps = "\n".join(f"{n}. {words(30)}\n   - {words(30)}" for n in range(1, 9))
    page, found = chunks(f"# How\n\n{steps}\n")
    assert len(found) > 1
    for chunk in found:
        assert chunk.text(page.text)[0].isdigit()


def test_chunk_keeps_anchor_bullets_and_addresses_of_its_section() -> None:
    text = (
        '# G<a name="g"></a>\n\n## P<a name="p"></a>\n'
        "<!-- bullets: 1.1.k1 · source: https://a.b · checked: 2026-01-02 -->\n\nText.\n\n"
        "### Q\n\n" + words(80)
    )
    _, found = chunks(text)
    assert [(c.anchor, c.bullets, c.urls, c.checked) for c in found] == [
        ("p", ("1.1.k1",), ("https://a.b",), "2026-01-02"),
        ("p", ("1.1.k1",), ("https://a.b",), "2026-01-02"),
    ]


def test_title_opens_the_path_where_headings_do_not_give_one() -> None:
    assert chunk_document(document("Text.", title="T"))[0].heading_path == ("T",)
    paths = [c.heading_path for c in chunk_document(document("# A\n\nx.\n\n# B\n\ny.\n", "T"))]
    assert paths == [("T", "A"), ("T", "B")]
    only = chunk_document(document("# A\n\nx.\n", title="Task 1.1 - A"))
    assert only[0].heading_path == ("A",)


def test_long_heading_path_loses_its_middle() -> None:
    titles = [f"level {n} {words(20)}" for n in range(1, 5)]
    text = "".join(f"{'#' * n} {t}\n\n" for n, t in enumerate(titles, 1)) + "Text.\n"
    page, found = chunks(text)
    assert found[0].heading_path == (titles[0], titles[3])
    assert len(chunk_document(page)) == 1


def test_equal_texts_have_different_ids_and_the_same_text_the_same() -> None:
    _, found = chunks("# G\n\n## A\n\nSame.\n\n## A\n\nSame.\n")
    assert len({c.id for c in found}) == 2
    assert [c.id for c in found] == [
        c.id for c in chunks("# G\n\n## A\n\nSame.\n\n## A\n\nSame.\n")[1]
    ]


PIECES = st.sampled_from(
    [
        "# H1",
        "## H2 with words",
        "### H3",
        "###### H6",
        "Text one. Text two.",
        "- item one\n- item two. More.",
        "1. step\n   - nested\n2. step two. And more.",
        "| a | b |\n|---|---|\n| c | d |\n| e | f. g |",
        "```\ncode()\n\nmore\n```",
        "The following table:",
        "long " * 150 + ".",
        "Sentence here. " * 40,
        "**Label**",
        "**Note**",
        "- " + "x " * 300,
        "| h |\n|---|\n" + "| row with words. and more |\n" * 60,
        "1. do\n\n   ```\n   x = 1\n   ```\n",
    ]
)
PAGES = st.lists(PIECES, min_size=1, max_size=14).map("\n\n".join)


@settings(max_examples=120, deadline=None)
@given(page=PAGES)
def test_every_sentence_lies_in_one_chunk_and_is_shown_as_it_is(page: str) -> None:
    assert list(faults(document(page))) == []


@settings(max_examples=120, deadline=None)
@given(page=PAGES)
def test_chunks_fit_the_model_unless_one_sentence_does_not(page: str) -> None:
    source = document(page)
    for chunk in chunk_document(source):
        size = estimate_tokens(chunk.embedding_text(source.text))
        assert size <= ChunkingSettings().max_tokens + 1 or len(chunk.sentences) == 1


def test_sizes_that_clash_are_refused() -> None:
    with pytest.raises(UsageError, match="chunk sizes 60, 200 and 150 clash"):
        ChunkingSettings(max_tokens=150)
