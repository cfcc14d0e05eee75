"""Fonts of a PDF: what a string of codes says, how wide it is, and what the letters look like."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pypdf.generic._font import Font

from ingest.readers.pdf_direction import glyph_as_shown
from ingest.readers.pdf_errors import DAMAGE

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject, StreamObject

UNMAPPED = "\ufffd"
"""Stands for a glyph whose character the file does not tell."""

UNUSED_CODE = "•"
"""What codes show that the usual encoding leaves unused (ISO 32000-2, annex D.2)."""

DEFAULT_WIDTH_EM = 0.5
BOLD_WEIGHT = 600
"""The lightest weight (OpenType `usWeightClass`) that reads as bold: semi-bold."""

MONOSPACED_GLYPHS = 8
"""Fewer glyphs of one width may be chance: a font that shows only digits."""

_SYMBOLIC_FLAG = 1 << 2
_ITALIC_FLAG = 1 << 6
_FORCE_BOLD_FLAG = 1 << 18
_CACHED_STRINGS = 4096
_CACHED_STRING_BYTES = 8

_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|cmbx|-bd\b|,b\b", re.IGNORECASE)
_REGULAR_NAME = re.compile(r"regular|light|roman|book|medium|italic|oblique|cmr\d", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|cmti|cmsl", re.IGNORECASE)
_MONOSPACED_NAME = re.compile(
    r"courier|mono(?!type)|consol|menlo|typewriter|cmtt|lucidacon|inconsolata|(?<!uni)code",
    re.IGNORECASE,
)
_PICTURE_NAME = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)

_PICTURES = {
    0x6C: "●",
    0x6E: "■",
    0x71: "❑",
    0x76: "❖",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "◻",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFE: "☑",
}
"""The glyphs of Symbol and Wingdings that documents use as list marks and ticks, by code."""

_UNICODE_ENCODINGS = ("/Uni", "/GB", "/ETen", "/90ms", "/B5", "/HK", "/KSC")
"""Predefined CMaps of CID fonts from which pypdf decodes straight to Unicode."""

_CLEANED = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u200b": "",
        "\u2060": "",
        "\ufeff": "",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
    | {chr(code): "" for code in range(32) if code not in (9, 10, 13)}
    | {chr(code): "" for code in range(0x7F, 0xA0)}
    | {chr(0xF000 + code): picture for code, picture in _PICTURES.items()}
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A string of codes as text."""

    text: str
    width_em: float
    """Sum of the glyphs' widths, in units of the font size."""
    glyphs: int
    spaces: int
    """How many single-byte codes 32 there are, to which word spacing applies."""


@dataclass(slots=True)
class PdfFont:
    """One font of a file; `show` turns character codes into text."""

    name: str
    bold: bool
    italic: bool
    monospaced: bool
    guessed: bool
    """True when only the font program knows what the codes mean: they may be arbitrary."""
    space_em: float
    _code_bytes: int
    _font: Font | None
    _glyphs: dict[int, tuple[str, float]] = field(default_factory=dict)
    _strings: dict[bytes, Shown] = field(default_factory=dict)
    _pictures: bool = False
    _decoded: bool = False
    """True when the codes of a composite font are Unicode themselves."""
    _width_scale: float = 0.001

    @classmethod
    def from_resource(cls, resource: DictionaryObject) -> PdfFont:
        """Build a font from its dictionary; a damaged one knows no character."""
        try:
            return cls._read(resource)
        except DAMAGE:
            return cls.unknown()

    @classmethod
    def unknown(cls) -> PdfFont:
        """Return a font of which nothing is known."""
        return cls("unknown", False, False, False, False, 0.25, 1, None)

    @classmethod
    def _read(cls, resource: DictionaryObject) -> PdfFont:
        font = Font.from_font_resource(resource)
        composite = font.sub_type == "Type0"
        encoding = resource.get("/Encoding")
        descriptor = font.font_descriptor
        flags = int(descriptor.flags)
        scale = 0.001
        if font.sub_type == "Type3" and "/FontMatrix" in resource:
            matrix: Any = resource["/FontMatrix"]
            scale = abs(float(matrix[0])) or 0.001
        name = font.name.rpartition("+")[2]
        pictures = bool(_PICTURE_NAME.search(name)) and not font.character_map
        return cls(
            name=name,
            bold=_is_bold(name, flags, descriptor.weight, descriptor.font_file),
            italic=bool(_ITALIC_NAME.search(name) or flags & _ITALIC_FLAG),
            monospaced=bool(_MONOSPACED_NAME.search(name)) or _is_monospaced(font.character_widths),
            guessed=(
                not composite
                and not pictures
                and encoding is None
                and not font.character_map
                and bool(flags & _SYMBOLIC_FLAG)
                and descriptor.font_file is not None
            ),
            space_em=min(max(float(font.space_width) * scale, 0.1), 0.6),
            _code_bytes=2 if composite and font.encoding == "utf-16-be" else 1,
            _font=font if font.interpretable else None,
            _pictures=pictures,
            _decoded=composite and str(encoding).startswith(_UNICODE_ENCODINGS),
            _width_scale=scale,
        )

    def show(self, codes: bytes) -> Shown:
        """Return the text of a string, cleaned of ligatures and control characters."""
        known = self._strings.get(codes)
        if known is None:
            known = self._show(codes)
            if len(codes) <= _CACHED_STRING_BYTES and len(self._strings) < _CACHED_STRINGS:
                self._strings[codes] = known
        return known

    def _show(self, codes: bytes) -> Shown:
        if (
            self._font is not None
            and isinstance(self._font.encoding, str)
            and self._code_bytes == 1
        ):
            return self._show_multibyte(codes, self._font.encoding)
        if self._code_bytes == 2:
            numbers = [
                codes[i] << 8 | codes[i + 1] if i + 1 < len(codes) else codes[i]
                for i in range(0, len(codes), 2)
            ]
            spaces = 0
        else:
            numbers = list(codes)
            spaces = codes.count(32)
        text = []
        width = 0.0
        glyphs = self._glyphs
        for number in numbers:
            glyph = glyphs.get(number)
            if glyph is None:
                glyph = glyphs[number] = self._glyph(number)
            text.append(glyph[0])
            width += glyph[1]
        return Shown("".join(text), width, len(numbers), spaces)

    def _show_multibyte(self, codes: bytes, encoding: str) -> Shown:
        text = codes.decode(encoding, "replace")
        width = sum(DEFAULT_WIDTH_EM if char < "\u0100" else 1.0 for char in text)
        return Shown(text.translate(_CLEANED), width, len(text), text.count(" "))

    def _glyph(self, code: int) -> tuple[str, float]:
        font = self._font
        if font is None:
            return UNMAPPED, DEFAULT_WIDTH_EM
        raw = chr(code)
        widths: dict[str, Any] = font.character_widths
        width = widths.get(raw, widths.get("default", 500))
        em = (
            float(width) * self._width_scale if isinstance(width, int | float) else DEFAULT_WIDTH_EM
        )
        return glyph_as_shown(self._text(font, code, raw).translate(_CLEANED)), em

    def _text(self, font: Font, code: int, raw: str) -> str:
        if self._pictures:
            return _PICTURES.get(code & 0xFF, "•")
        if isinstance(font.encoding, dict):
            named = font.encoding.get(code, raw)
            text = font.character_map.get(named, font.character_map.get(raw, named))
            if len(text) == 1 and "\x7f" <= text <= "\x9f":
                return UNUSED_CODE
            return UNMAPPED if len(text) > 1 and text[0] == "/" else str(text)
        if raw in font.character_map:
            return str(font.character_map[raw])
        return raw if self._decoded else UNMAPPED


def _is_bold(name: str, flags: int, weight: object, font_file: StreamObject | None) -> bool:
    if _BOLD_NAME.search(name) or flags & _FORCE_BOLD_FLAG:
        return True
    if isinstance(weight, int | float):
        return weight >= BOLD_WEIGHT
    if _REGULAR_NAME.search(name) or font_file is None:
        return False
    return _font_program_is_bold(font_file.get_data())


def _is_monospaced(widths: dict[str, Any]) -> bool:
    """Return True when all glyphs are equally wide; the file's own flag is often wrong.

    Chinese fonts, whose glyphs are all 1000 wide, are not meant.
    """
    values = {width for code, width in widths.items() if code != "default" and width}
    return len(widths) >= MONOSPACED_GLYPHS and len(values) == 1 and 450 <= values.pop() <= 700


def _font_program_is_bold(program: bytes) -> bool:
    """Read the style bits of a TrueType `head` table; printer drivers drop the font's name."""
    if program[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return False
    count = min(struct.unpack_from(">H", program, 4)[0], 64)
    for record in range(12, 12 + 16 * count, 16):
        if program[record : record + 4] == b"head":
            offset = struct.unpack_from(">I", program, record + 8)[0]
            return bool(struct.unpack_from(">H", program, offset + 44)[0] & 1)
    return False
