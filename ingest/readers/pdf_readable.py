"""Tells pages of text from scans, blank pages, and fonts whose characters nobody can know."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from index.errors import SourceError
from ingest.readers.pdf_fonts import UNMAPPED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_page import PageContent, Run

UNREADABLE_SHARE = 0.3
"""A file with a larger share of unknown characters is refused: what is left would be holes."""

SCANNED_CHARACTERS = 10
"""A page that shows an image and fewer characters is a scan with a stamp or page number."""

SCANNED_SHARE = 0.8
"""A file with so many scanned pages is a scan, whatever text a few of its pages hold."""

_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_CID = re.compile(r"\(cid:\d+\)")
_LETTERS_AND_SPACES = re.compile(r"[^\W\d_]|\s")
_LATIN = re.compile(r"[A-Za-z]")
_VOWEL = re.compile(r"[AEIOUYaeiouy]")

_OCR = "Run OCR, e.g. `ocrmypdf scanned.pdf readable.pdf`."
_FORCE_OCR = (
    "Export it again from the program that made it, or run OCR, e.g. "
    "`ocrmypdf --force-ocr in.pdf out.pdf`."
)


def keep_readable(pages: Sequence[PageContent], path: str) -> None:
    """Take characters out of the pages that cannot be known.

    Raises SourceError when the pages are blank or scanned, or when too little is left.
    """
    runs = [run for page in pages for run in (*page.runs, *page.asides)]
    characters = sum(len(run.text.replace(" ", "")) for run in runs)
    shown = sum(page.glyphs for page in pages)
    scanned = sum(_is_scan(page) for page in pages)
    if scanned >= SCANNED_SHARE * len(pages):
        whole = scanned == len(pages)
        what = "has" if whole else f"{scanned} of its {len(pages)} pages have"
        raise SourceError(path, f"is scanned and {what} no text layer", _OCR)
    if characters == 0 and shown == 0:
        _refuse_empty(pages, path)
    unknown = _take_out_unknown(runs)
    lost = max(0, shown - 3 * sum(len(run.text) for run in runs) - unknown)
    if unknown + lost > UNREADABLE_SHARE * max(characters, lost, 1):
        raise SourceError(
            path, "the text cannot be read because its fonts have no Unicode map", _FORCE_OCR
        )
    if not any(run.text for run in runs):
        _refuse_empty(pages, path)


def _is_scan(page: PageContent) -> bool:
    characters = sum(len(run.text.replace(" ", "")) for run in (*page.runs, *page.asides))
    return page.images > 0 and characters < SCANNED_CHARACTERS


def _refuse_empty(pages: Sequence[PageContent], path: str) -> None:
    if any(page.images or page.drawings for page in pages):
        raise SourceError(path, "has no text layer, only drawings", _OCR)
    raise SourceError(path, "holds only blank pages", "Remove it, or download it again.")


def _take_out_unknown(runs: Sequence[Run]) -> int:
    """Blank what cannot be known and return how many characters that were."""
    unknown = 0
    arbitrary = _arbitrary_fonts(runs)
    for run in runs:
        if id(run.font) in arbitrary:
            unknown += len(run.text.replace(" ", ""))
            run.text = ""
            continue
        if run.text.isascii():
            if "(cid:" in run.text:
                unknown += len(run.text) - len(_CID.sub("", run.text))
                run.text = _CID.sub("", run.text).strip()
            continue
        strange = len(_UNKNOWN.findall(run.text))
        list_mark = len(run.text) == 1 and run.text != UNMAPPED
        if strange and not list_mark:
            unknown += strange
            run.text = _UNKNOWN.sub("", run.text).strip()
    return unknown


def _arbitrary_fonts(runs: Sequence[Run]) -> set[int]:
    """Return the fonts (by id) whose codes, read as characters, give no language.

    Only fonts that leave the meaning of codes to the font program are in question.
    """
    texts: dict[int, list[str]] = defaultdict(list)
    for run in runs:
        if run.font.guessed:
            texts[id(run.font)].append(run.text)
    return {font for font, parts in texts.items() if not _is_language(" ".join(parts))}


def _is_language(text: str) -> bool:
    latin = len(_LATIN.findall(text))
    letters = len(_LETTERS_AND_SPACES.findall(text))
    if letters < 0.5 * len(text):
        return False
    return latin < 4 or len(_VOWEL.findall(text)) >= 0.15 * latin
