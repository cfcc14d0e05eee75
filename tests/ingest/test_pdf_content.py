from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.pdf_content import operations


def test_operators_come_with_their_operands() -> None:
    data = b"q 1 0 0 -1 .5 792. cm\nBT /F1 12 Tf (Hi) Tj [(A) -250 <42>] TJ ET % text\nQ"
    assert list(operations(data)) == [
        (b"q", []),
        (b"cm", [1.0, 0.0, 0.0, -1.0, 0.5, 792.0]),
        (b"BT", []),
        (b"Tf", ["F1", 12.0]),
        (b"Tj", [b"Hi"]),
        (b"TJ", [[b"A", -250.0, b"B"]]),
        (b"ET", []),
        (b"Q", []),
    ]


def test_strings_are_unescaped() -> None:
    data = rb"(a\(b\)c) Tj (nested (round) brackets) Tj (\101\60\n\\) Tj <4 1 4> Tj"
    assert [operands for _, operands in operations(data)] == [
        [b"a(b)c"],
        [b"nested (round) brackets"],
        [b"A0\n\\"],
        [b"A@"],
    ]


def test_inline_image_is_skipped_even_when_it_looks_like_text() -> None:
    data = b"BI /W 2 /H 1 ID (no) Tj EIx \x00 EI (yes) Tj"
    assert list(operations(data)) == [(b"Tj", [b"yes"])]


def test_property_lists_are_flattened() -> None:
    data = b"/Artifact <</Type /Pagination /BBox [0 0 9 9] /Shown true>> BDC EMC"
    assert list(operations(data)) == [
        (b"BDC", ["Artifact", "Type", "Pagination", "BBox", [0.0, 0.0, 9.0, 9.0], "Shown"]),
        (b"EMC", []),
    ]


def test_damaged_numbers_and_brackets_are_survived() -> None:
    assert list(operations(b"--5 1.2.3 - ] [ [ 1 (open Tj")) == []
    assert list(operations(b"--5 1.2.3 m")) == [(b"m", [-5.0, 1.2])]


@given(st.binary(max_size=400))
def test_any_bytes_are_survived(data: bytes) -> None:
    for operator, operands in operations(data):
        assert operator
        assert isinstance(operands, list)
