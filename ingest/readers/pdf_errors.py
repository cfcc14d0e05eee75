"""What pypdf raises on damaged files, and the one place where that becomes a `SourceError`."""

from __future__ import annotations

import struct
import zlib

from pypdf.errors import DependencyError, PyPdfError

DAMAGE = (
    PyPdfError,
    DependencyError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""Raised by pypdf on damaged files: its own errors, and builtin ones where an object is not of the
kind it expects."""
