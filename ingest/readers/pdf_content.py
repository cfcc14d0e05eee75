"""Splits the bytes of a PDF content stream into operators and operands (ISO 32000-2, 7.8.2).

pypdf parses a content stream object by object, which takes most of the time of reading a page. Text
needs only numbers, strings, names and arrays, and one regular expression finds those several times
as fast. Damaged streams never raise: bytes that are no token are skipped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Operand = float | bytes | str | list["Operand"]
"""A number, a string (bytes), a name (str, without its slash) or an array."""

MAX_OPERANDS = 100_000
"""An array or operator with more operands than this is damage; the rest is dropped."""

MAX_NESTING = 16
"""Arrays nested deeper than this are damage."""

_TOKEN = re.compile(
    rb"""
      (?P<number> [+\-.\d] [\d.\-]* )
    | \( (?P<plain> [^()\\]* ) \)
    | < (?P<hex> [0-9A-Fa-f\s]* ) >
    | / (?P<name> [^\s\x00()<>\[\]{}/%]* )
    | (?P<operator> [A-Za-z'"] [A-Za-z0-9*'"]* )
    | (?P<open> \[ )
    | (?P<close> \] )
    | (?P<string> \( )
    | % [^\r\n]*
    """,
    re.VERBOSE,
)
_STRING_PART = re.compile(rb"\\(\r\n|[0-7]{1,3}|.|$)|[()]", re.DOTALL)
_INLINE_IMAGE_END = re.compile(rb"[\s\x00]EI(?=[\s\x00]|$)")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SPACE = re.compile(rb"\s+")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_NOT_OPERATORS = frozenset({b"true", b"false", b"null"})


def operations(data: bytes) -> Iterator[tuple[bytes, list[Operand]]]:
    """Yield each operator with its operands.

    Inline images are left out; a dictionary's keys and values appear as plain operands.
    """
    operands: list[Operand] = []
    open_arrays: list[list[Operand]] = []
    current = operands
    position = 0
    while position >= 0:
        start, position = position, -1
        for token in _TOKEN.finditer(data, start):
            kind = token.lastgroup
            if kind == "number":
                current.append(_number(token[0]))
            elif kind == "operator":
                operator = token[0]
                if operator in _NOT_OPERATORS:
                    continue
                if operator == b"BI":
                    position = _after_inline_image(data, token.end())
                else:
                    yield operator, operands
                current = operands = []
                open_arrays.clear()
                if position >= 0:
                    break
            elif kind == "plain":
                current.append(token["plain"])
            elif kind == "hex":
                current.append(_hex_string(token["hex"]))
            elif kind == "string":
                text, position = _literal_string(data, token.end())
                current.append(text)
                break
            elif kind == "name":
                current.append(_name(token["name"]))
            elif kind == "open" and len(open_arrays) < MAX_NESTING:
                array: list[Operand] = []
                current.append(array)
                open_arrays.append(current)
                current = array
            elif kind == "close" and open_arrays:
                current = open_arrays.pop()
            if len(current) > MAX_OPERANDS:
                current.clear()


def _number(token: bytes) -> float:
    try:
        return float(token)
    except ValueError:
        found = _NUMBER.search(token)
        return float(found[0]) if found else 0.0


def _hex_string(digits: bytes) -> bytes:
    digits = _SPACE.sub(b"", digits)
    if len(digits) % 2:
        digits += b"0"
    return bytes.fromhex(digits.decode("ascii"))


def _name(token: bytes) -> str:
    if b"#" in token:
        token = _NAME_ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), token)
    return token.decode("utf-8", "surrogateescape")


def _literal_string(data: bytes, start: int) -> tuple[bytes, int]:
    """Return the string whose opening bracket ends at `start`, and the position behind it."""
    pieces: list[bytes] = []
    depth = 1
    position = start
    for part in _STRING_PART.finditer(data, start):
        pieces.append(data[position : part.start()])
        position = part.end()
        mark = part[0]
        if mark == b"(":
            depth += 1
        elif mark == b")":
            depth -= 1
            if depth == 0:
                return b"".join(pieces), position
        else:
            mark = _unescaped(part[1])
        pieces.append(mark)
    return b"".join(pieces), len(data)


def _unescaped(escaped: bytes) -> bytes:
    if escaped[:1].isdigit() and escaped[:1] < b"8":
        return bytes([int(escaped, 8) & 0xFF])
    return _ESCAPES.get(escaped, escaped)


def _after_inline_image(data: bytes, start: int) -> int:
    begin = data.find(b"ID", start)
    end = _INLINE_IMAGE_END.search(data, begin + 2) if begin >= 0 else None
    return end.end() if end else len(data)
