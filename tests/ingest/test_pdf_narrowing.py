from __future__ import annotations

import pytest

from index.errors import SourceError
from ingest.readers.pdf import read_pdf
from tests.ingest.pdf_draft import PdfDraft
from tests.ingest.pdf_structure import assert_structure, block_texts, outline_of, page_of

EXAMS = ("Cloud Practitioner", "Machine Learning Engineer", "Data Engineer")


def guide(*, bookmarks: bool = True) -> bytes:
    """Draw a guide of three exams, two pages each, with a running header."""
    draft = PdfDraft(title="All Exam Guides")
    for number, exam in enumerate(EXAMS):
        for part in ("Introduction", "Content"):
            draft.put(72, 760, "All Exam Guides", size=9)
            draft.put(300, 40, str(draft.canvas.getPageNumber()), size=9)
            if part == "Introduction":
                if bookmarks:
                    draft.bookmark(exam, 0)
                draft.heading(exam, size=20)
            if bookmarks:
                draft.bookmark(part, 1)
            draft.heading(part, size=14)
            draft.paragraph(f"The {part.lower()} of the {exam} exam is told on this page.")
            if (number, part) != (2, "Content"):
                draft.new_page()
    return draft.data()


def test_page_range_keeps_the_files_own_page_numbers() -> None:
    parsed = read_pdf(guide(), "a.pdf", pages=(3, 4))
    assert outline_of(parsed) == [(2, EXAMS[1]), (3, "Introduction"), (3, "Content")]
    assert len(parsed.page_starts) == 4
    assert parsed.page_starts[:3] == (0, 0, 0)
    assert page_of(parsed, EXAMS[1]) == 3
    assert page_of(parsed, "Content") == 4
    assert parsed.title == "All Exam Guides"
    assert_structure(parsed)


def test_single_page_loses_its_running_header() -> None:
    parsed = read_pdf(guide(), "a.pdf", pages=(4, 4))
    assert parsed.text == (
        "Content\n\nThe content of the Machine Learning Engineer exam is told on this page."
    )
    assert page_of(parsed, "Content") == 4


@pytest.mark.parametrize("bookmarks", [True, False])
@pytest.mark.parametrize("wanted", ["Machine Learning Engineer", "  machine learning ENGINEER "])
def test_heading_keeps_its_section(bookmarks: bool, wanted: str) -> None:
    parsed = read_pdf(guide(bookmarks=bookmarks), "a.pdf", heading=wanted)
    assert outline_of(parsed) == [(1, EXAMS[1]), (2, "Introduction"), (2, "Content")]
    assert parsed.title == EXAMS[1]
    assert [text for _, text in block_texts(parsed)] == [
        "The introduction of the Machine Learning Engineer exam is told on this page.",
        "The content of the Machine Learning Engineer exam is told on this page.",
    ]
    assert page_of(parsed, EXAMS[1]) == 3
    assert page_of(parsed, "Content") == 4
    assert len(parsed.page_starts) == 4
    assert_structure(parsed)


def test_part_of_a_title_is_enough_where_only_one_has_it() -> None:
    assert read_pdf(guide(), "a.pdf", heading="Practitioner").title == EXAMS[0]


def test_section_of_a_lower_level_ends_at_its_next_sibling() -> None:
    parsed = read_pdf(guide(), "a.pdf", heading="Introduction")
    assert outline_of(parsed) == [(1, "Introduction")]
    assert page_of(parsed, "Introduction") == 1


def test_heading_is_looked_for_within_the_page_range() -> None:
    parsed = read_pdf(guide(), "a.pdf", pages=(5, 6), heading="Content")
    assert parsed.text.endswith("The content of the Data Engineer exam is told on this page.")
    assert page_of(parsed, "Content") == 6


@pytest.mark.parametrize(
    ("pages", "what"),
    [
        ((5, 9), "pages 5-9 lie outside the file's 6 pages"),
        ((0, 2), "0-2 is no page range"),
        ((4, 3), "4-3 is no page range"),
    ],
)
def test_page_range_that_does_not_exist(pages: tuple[int, int], what: str) -> None:
    with pytest.raises(SourceError, match=what):
        read_pdf(guide(), "a.pdf", pages=pages)


def test_heading_that_does_not_exist_is_answered_with_near_ones() -> None:
    with pytest.raises(SourceError, match='has no heading "Machine Learning Enginer"') as caught:
        read_pdf(guide(), "a.pdf", heading="Machine Learning Enginer")
    assert '"Machine Learning Engineer"' in caught.value.remedy


def test_title_that_two_headings_contain_is_not_guessed() -> None:
    with pytest.raises(SourceError, match='has no heading "Engineer"') as caught:
        read_pdf(guide(), "a.pdf", heading="Engineer")
    assert caught.value.remedy.count("Engineer") == 2
