"""Transformation matrices and numeric operands of content streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.readers.pdf_content import Operand

Matrix = tuple[float, float, float, float, float, float]
"""`(a, b, c, d, e, f)` maps (x, y) to (ax + cy + e, bx + dy + f)."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def numbers(operands: list[Operand], count: int) -> list[float] | None:
    """Return the last `count` operands if they are numbers."""
    values = [v for v in operands[-count:] if isinstance(v, float)]
    return values if len(values) == count else None
