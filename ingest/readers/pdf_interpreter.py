"""Follows the drawing operators of a page, collects its text and lines (ISO 32000-2, 8 and 9)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from ingest.readers.pdf_content import Operand, operations
from ingest.readers.pdf_font_cache import FontCache, resolved_dictionary
from ingest.readers.pdf_matrix import IDENTITY, Matrix, numbers, product
from ingest.readers.pdf_page import PageCollector, PageContent, Run, turned_point
from ingest.readers.pdf_paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdf import PageObject

    from ingest.readers.pdf_fonts import PdfFont, Shown

MAX_PAGE_BYTES = 40_000_000
"""Drawing instructions of one page, a form counted each time it is used; a detailed map takes 10
MB."""

MAX_PAGE_GLYPHS = 200_000
"""Characters of one page; a page of small print holds about 10,000."""

MAX_FORMS = 3000
"""Forms used on one page; a drawing may use a symbol some hundred times."""

MAX_FORM_DEPTH = 12
"""Forms inside forms; deeper nesting only occurs in files made to break readers."""

WORD_GAP_EM = 0.18
"""A gap as wide as this parts words; half a space of the font does when that is narrower."""

LEAST_WORD_GAP_EM = 0.1
"""Narrower gaps are kerning, whatever the font says of its space."""

PIECE_GAP_EM = 0.6
"""A wider gap starts a new run, so that columns and table cells stay apart."""

OVERPRINT_GAP_EM = -0.1
"""The same letter this far back is printed over itself to look bold."""


def read_page(page: PageObject, number: int, fonts: FontCache) -> PageContent:
    """Return the text and lines of a page.

    Raises pypdf's errors on damaged files, `LimitReachedError` on pages made to exhaust memory.
    """
    box = page.cropbox
    collector = PageCollector(
        (float(box.left), float(box.bottom), float(box.right), float(box.top))
    )
    contents = page.get_contents()
    if contents is not None:
        scope = _Scope(
            _PageTotals(collector, fonts), resolved_dictionary(page.get("/Resources")), IDENTITY
        )
        scope.run(contents.get_data())
    return collector.page(number)


@dataclass(slots=True)
class _PageTotals:
    """What the scopes of one page share."""

    collector: PageCollector
    fonts: FontCache
    last: Run | None = None
    last_turn: int = -1
    after_space: bool = False
    bytes_read: int = 0
    forms: int = 0
    glyphs: int = 0


@dataclass(slots=True)
class _TextState:
    """The part of the graphics state that text depends on."""

    ctm: Matrix
    font: PdfFont
    size: float = 12.0
    char_spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    fills_white: bool = False


@dataclass(slots=True)
class _Mark:
    """A marked-content sequence that is open."""

    artifact: bool
    actual_text: str | None = None


class _Scope:
    """Runs one content stream: the page's own, or that of a form it uses."""

    def __init__(
        self,
        totals: _PageTotals,
        resources: DictionaryObject,
        ctm: Matrix,
        open_forms: tuple[int, ...] = (),
        artifact: bool = False,
    ) -> None:
        self._totals = totals
        self._resources = resources
        self._fonts = totals.fonts.fonts(resources)
        self._open_forms = open_forms
        self._state = _TextState(ctm, totals.fonts.unknown)
        self._saved: list[_TextState] = []
        self._matrix = IDENTITY
        self._line_matrix = IDENTITY
        self._marks: list[_Mark] = [_Mark(artifact)]
        self._paths = Paths(totals.collector)
        self._paths.ctm = ctm

    def run(self, data: bytes) -> None:
        """Follow every operator of the stream."""
        self._totals.bytes_read += len(data)
        if self._totals.bytes_read > MAX_PAGE_BYTES:
            raise LimitReachedError(f"more than {MAX_PAGE_BYTES // 1_000_000} MB of drawing")
        self._totals.fonts.count(len(data))
        handlers: dict[bytes, Callable[[list[Operand]], None]] = {
            b"q": self._save,
            b"Q": self._restore,
            b"cm": self._concatenate,
            b"BT": self._begin_text,
            b"Tf": self._set_font,
            b"Tc": self._set_char_spacing,
            b"Tw": self._set_word_spacing,
            b"Tz": self._set_scale,
            b"TL": self._set_leading,
            b"Ts": self._set_rise,
            b"Td": self._move,
            b"TD": self._move_with_leading,
            b"Tm": self._set_matrix,
            b"T*": self._next_line,
            b"Tj": self._show,
            b"TJ": self._show_array,
            b"'": self._show_on_next_line,
            b'"': self._show_spaced_on_next_line,
            b"Do": self._draw_object,
            b"BDC": self._begin_mark,
            b"BMC": self._begin_mark,
            b"EMC": self._end_mark,
            b"m": self._paths.move_to,
            b"l": self._paths.line_to,
            b"re": self._paths.rectangle,
            b"c": self._paths.curve,
            b"v": self._paths.curve,
            b"y": self._paths.curve,
            b"h": self._paths.close,
            b"s": self._paths.stroke,
            b"S": self._paths.stroke,
            b"b": self._paths.stroke,
            b"b*": self._paths.stroke,
            b"B": self._paths.stroke,
            b"B*": self._paths.stroke,
            b"f": self._paths.fill,
            b"F": self._paths.fill,
            b"f*": self._paths.fill,
            b"n": self._paths.forget,
            b"g": self._set_fill_colour,
            b"rg": self._set_fill_colour,
            b"k": self._set_fill_inks,
            b"sc": self._set_fill_colour,
            b"scn": self._set_fill_colour,
        }
        for operator, operands in operations(data):
            handler = handlers.get(operator)
            if handler is not None:
                handler(operands)

    def _save(self, _operands: list[Operand]) -> None:
        if len(self._saved) < 1000:
            self._saved.append(replace(self._state))

    def _restore(self, _operands: list[Operand]) -> None:
        if self._saved:
            self._state = self._saved.pop()
            self._paths.ctm = self._state.ctm
            self._paths.fills_white = self._state.fills_white

    def _concatenate(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 6):
            a, b, c, d, e, f = values
            self._state.ctm = product((a, b, c, d, e, f), self._state.ctm)
            self._paths.ctm = self._state.ctm

    def _begin_text(self, _operands: list[Operand]) -> None:
        self._matrix = self._line_matrix = IDENTITY

    def _set_font(self, operands: list[Operand]) -> None:
        if len(operands) >= 2 and isinstance(operands[-2], str):
            self._state.font = self._fonts.get(operands[-2], self._totals.fonts.unknown)
        if values := numbers(operands, 1):
            self._state.size = values[0]

    def _set_char_spacing(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 1):
            self._state.char_spacing = values[0]

    def _set_word_spacing(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 1):
            self._state.word_spacing = values[0]

    def _set_scale(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 1):
            self._state.scale = values[0] / 100

    def _set_leading(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 1):
            self._state.leading = values[0]

    def _set_rise(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 1):
            self._state.rise = values[0]

    def _move(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 2):
            self._offset_line(values[0], values[1])

    def _move_with_leading(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 2):
            self._state.leading = -values[1]
            self._offset_line(values[0], values[1])

    def _offset_line(self, dx: float, dy: float) -> None:
        a, b, c, d, e, f = self._line_matrix
        self._line_matrix = (a, b, c, d, dx * a + dy * c + e, dx * b + dy * d + f)
        self._matrix = self._line_matrix

    def _set_matrix(self, operands: list[Operand]) -> None:
        if values := numbers(operands, 6):
            a, b, c, d, e, f = values
            self._matrix = self._line_matrix = (a, b, c, d, e, f)

    def _next_line(self, _operands: list[Operand]) -> None:
        self._offset_line(0.0, -self._state.leading)

    def _show(self, operands: list[Operand]) -> None:
        if operands and isinstance(operands[-1], bytes):
            self._show_codes(operands[-1])

    def _show_array(self, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], list):
            return
        for item in operands[-1]:
            if isinstance(item, bytes):
                self._show_codes(item)
            elif isinstance(item, float):
                self._advance(-item / 1000 * self._state.size * self._state.scale)

    def _show_on_next_line(self, operands: list[Operand]) -> None:
        self._next_line(operands)
        self._show(operands)

    def _show_spaced_on_next_line(self, operands: list[Operand]) -> None:
        if len(operands) >= 3 and (values := numbers(operands[-3:-1], 2)):
            self._state.word_spacing, self._state.char_spacing = values
        self._show_on_next_line(operands)

    def _advance(self, distance: float) -> None:
        a, b, c, d, e, f = self._matrix
        self._matrix = (a, b, c, d, e + distance * a, f + distance * b)

    def _show_codes(self, codes: bytes) -> None:
        state = self._state
        shown = state.font.show(codes)
        self._totals.glyphs += shown.glyphs
        if self._totals.glyphs > MAX_PAGE_GLYPHS:
            raise LimitReachedError(f"more than {MAX_PAGE_GLYPHS} characters")
        advance = (
            shown.width_em * state.size
            + shown.glyphs * state.char_spacing
            + shown.spaces * state.word_spacing
        ) * state.scale
        self._place(shown, advance)
        self._advance(advance)

    def _place(self, shown: Shown, advance: float) -> None:
        state = self._state
        m = product(self._matrix, state.ctm)
        along_x, along_y = (m[0], m[1]) if state.size >= 0 else (-m[0], -m[1])
        size = abs(state.size) * math.hypot(m[2], m[3])
        length = abs(advance) * math.hypot(m[0], m[1])
        x = m[4] + state.rise * m[2]
        y = m[5] + state.rise * m[3]
        if abs(along_y) <= abs(along_x):
            turn = 0 if along_x >= 0 else 2
        else:
            turn = 1 if along_y > 0 else 3
        if turn:
            x, y = turned_point(x, y, turn)
        if not (math.isfinite(x) and math.isfinite(y) and math.isfinite(length) and size > 0):
            return
        text = self._actual(shown.text)
        self._add_text(text, x, x + length, y, size, turn, shown.glyphs)

    def _actual(self, text: str) -> str:
        mark = self._marks[-1]
        if mark.actual_text is None:
            return text
        actual, mark.actual_text = mark.actual_text, ""
        return actual

    def _add_text(
        self, text: str, x0: float, x1: float, y: float, size: float, turn: int, glyphs: int
    ) -> None:
        totals = self._totals
        font = self._state.font
        last = totals.last
        artifact = self._marks[-1].artifact
        if (
            last is not None
            and last.font is font
            and turn == totals.last_turn
            and abs(y - last.y) < 0.05 * size
            and abs(size - last.size) < 0.02 * size
            and last.artifact == artifact
        ):
            gap = (x0 - last.x1) / size
            if -0.25 <= gap < PIECE_GAP_EM and not (
                gap < OVERPRINT_GAP_EM and last.text.endswith(text)
            ):
                if gap >= word_gap_em(font) or totals.after_space:
                    last.text += " "
                last.text += text
                last.x1 = max(x1, last.x1)
                totals.collector.glyphs[turn] += glyphs
                totals.after_space = False
                return
        if not text.strip():
            totals.after_space = True
            return
        run = Run(text, x0, x1, y, size, font, artifact, totals.after_space)
        totals.after_space = False
        totals.last = run
        totals.last_turn = turn
        totals.collector.add_run(turn, run, glyphs)

    def _draw_object(self, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], str):
            return
        table = resolved_dictionary(self._resources.get("/XObject"))
        form = table.get(f"/{operands[-1]}")
        if isinstance(form, IndirectObject):
            form = form.get_object()
        if not isinstance(form, StreamObject):
            return
        if form.get("/Subtype") != "/Form":
            self._totals.collector.images += 1
            return
        if id(form) in self._open_forms or len(self._open_forms) >= MAX_FORM_DEPTH:
            return
        self._totals.forms += 1
        if self._totals.forms > MAX_FORMS:
            raise LimitReachedError(f"more than {MAX_FORMS} drawings within drawings")
        matrix = form.get("/Matrix")
        ctm = self._state.ctm
        if isinstance(matrix, list) and len(matrix) == 6:
            a, b, c, d, e, f = (float(value) for value in matrix)
            ctm = product((a, b, c, d, e, f), ctm)
        scope = _Scope(
            self._totals,
            resolved_dictionary(form.get("/Resources")) or self._resources,
            ctm,
            (*self._open_forms, id(form)),
            self._marks[-1].artifact,
        )
        scope.run(form.get_data())

    def _begin_mark(self, operands: list[Operand]) -> None:
        outer = self._marks[-1]
        names = [operand for operand in operands if isinstance(operand, str)]
        properties: list[Operand] = operands
        if len(names) == 2 and len(operands) == 2:
            properties = [*names[:1], *self._named_properties(names[1])]
        artifact = "Artifact" in names[:1] and "Pagination" in properties
        self._marks.append(_Mark(outer.artifact or artifact, _short_actual_text(properties)))

    def _named_properties(self, name: str) -> list[Operand]:
        """Return a property list of the resources as flat operands; only names matter here."""
        entries = resolved_dictionary(
            resolved_dictionary(self._resources.get("/Properties")).get(f"/{name}")
        )
        return [str(value)[1:] for value in entries.values() if str(value).startswith("/")]

    def _set_fill_colour(self, operands: list[Operand]) -> None:
        self._fill_in_white(all(isinstance(v, float) and v >= 0.99 for v in operands))

    def _set_fill_inks(self, operands: list[Operand]) -> None:
        self._fill_in_white(all(isinstance(v, float) and v <= 0.01 for v in operands))

    def _fill_in_white(self, white: bool) -> None:
        self._state.fills_white = self._paths.fills_white = white

    def _end_mark(self, _operands: list[Operand]) -> None:
        if len(self._marks) > 1:
            self._marks.pop()


def word_gap_em(font: PdfFont) -> float:
    """Return the least gap between words, in units of the font size."""
    return max(LEAST_WORD_GAP_EM, min(WORD_GAP_EM, font.space_em / 2))


def _short_actual_text(properties: list[Operand]) -> str | None:
    """Return the text that replaces the glyphs of a mark, if short: a soft hyphen, a ligature."""
    if "ActualText" not in properties:
        return None
    after = properties[properties.index("ActualText") + 1 :][:1]
    if not after or not isinstance(after[0], bytes):
        return None
    raw = after[0]
    text = (
        raw[2:].decode("utf-16-be", "replace")
        if raw.startswith(b"\xfe\xff")
        else raw.decode("latin-1")
    )
    return text if (len(text) <= 3 and text.isascii()) or text == "\u00ad" else None
