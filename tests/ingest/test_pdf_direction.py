from __future__ import annotations

import pytest

from ingest.readers.pdf_direction import glyph_as_shown, reading_order

SALAM = "سلام"
HABIBI = "حبيبي"


def test_latin_lines_are_unchanged() -> None:
    assert reading_order("From left (to right), 100 %.") == "From left (to right), 100 %."


def test_arabic_line_is_read_from_the_right() -> None:
    assert reading_order(f"{SALAM[::-1]} {HABIBI[::-1]}") == f"{HABIBI} {SALAM}"


def test_numbers_and_latin_words_keep_their_order_in_an_arabic_line() -> None:
    assert reading_order(f"AWS 2026 {HABIBI[::-1]} {SALAM[::-1]}") == f"{SALAM} {HABIBI} AWS 2026"


def test_arabic_word_in_a_latin_line_is_turned_in_its_place() -> None:
    assert reading_order(f"The word {SALAM[::-1]} means peace.") == f"The word {SALAM} means peace."


def test_brackets_are_mirrored_with_the_line() -> None:
    assert reading_order(f"({SALAM[::-1]}) {HABIBI[::-1]}") == f"{HABIBI} ({SALAM})"


@pytest.mark.parametrize(("glyph", "shown"), [("a", "a"), ("ﺳ", "س"), ("ﻻ", "ال"), ("fi", "fi")])
def test_glyphs_are_unshaped_in_page_order(glyph: str, shown: str) -> None:
    assert glyph_as_shown(glyph) == shown
