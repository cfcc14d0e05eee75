"""Runs of text to pieces and lines: what stands on one baseline, word spaces, raised note marks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers.pdf_direction import has_rtl, reading_order
from ingest.readers.pdf_interpreter import word_gap_em

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.readers.pdf_page import Rule, Run

BASELINE_EM = 0.25
"""Baselines closer than this are one line."""

RAISED_SIZE = 0.8
"""Type smaller than this share of its neighbour's may be a raised or lowered mark."""

RAISED_EM = 0.6
"""A mark stands at most this far above or below the baseline."""

PIECE_GAP_EM = 0.9
"""A wider gap parts pieces: columns, table cells, a list mark and its text."""

_SPACES = re.compile(r" {2,}")
_LEADERS = re.compile(r"(?:\s*[.·…‥_]){4,}\s*")
_RAISED_MARK = re.compile(r"[0-9]{1,3}(?:,\s?[0-9]{1,3})*")
_RAISED = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")


@dataclass(slots=True)
class Piece:
    """Text on one baseline without a wide gap; a line, or its part in a column or table cell."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    font: str
    bold: bool
    italic: bool
    monospaced: bool
    character_em: float
    """Mean advance of a character, in units of the size."""
    artifact: bool = False
    order: int = 0
    """Its place in the order in which the file shows text."""

    @property
    def top(self) -> float:
        """Return the upper edge, about a capital letter's height above the baseline."""
        return self.y + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Return the lower edge of letters that reach below the baseline."""
        return self.y - 0.2 * self.size


def pieces_by_row(runs: Iterable[Run], page: int, rules: Sequence[Rule] = ()) -> list[list[Piece]]:
    """Return a page's rows from top to bottom, each as pieces from left to right.

    An upright line between two runs parts them whatever the gap.
    """
    upright = sorted((rule for rule in rules if not rule.horizontal), key=lambda rule: rule.x0)
    rows = _rows(_without_overprint(runs))
    return [row for row in (_pieces(row, page, upright) for row in rows) if row]


def _without_overprint(runs: Iterable[Run]) -> list[Run]:
    """Drop runs printed a second time in the same place to look bold or shaded."""
    kept: list[Run] = []
    seen: dict[str, list[Run]] = {}
    for run in runs:
        if not run.text:
            continue
        twins = seen.setdefault(run.text, [])
        near = 0.15 * run.size
        if any(abs(t.x0 - run.x0) < near and abs(t.y - run.y) < near for t in twins[-8:]):
            continue
        twins.append(run)
        kept.append(run)
    return kept


@dataclass(slots=True)
class _Row:
    y: float
    size: float
    runs: list[Run]


def _rows(runs: list[Run]) -> list[list[Run]]:
    rows: list[_Row] = []
    for run in sorted(runs, key=lambda r: (-r.y, r.x0)):
        for row in reversed(rows[-4:]):
            if abs(row.y - run.y) <= BASELINE_EM * min(run.size, row.size):
                row.runs.append(run)
                row.size = max(row.size, run.size)
                break
        else:
            rows.append(_Row(run.y, run.size, [run]))
    _attach_raised(rows)
    return [row.runs for row in rows if row.runs]


def _attach_raised(rows: list[_Row]) -> None:
    """Move small raised or lowered marks to the row whose text they touch."""
    for number, row in enumerate(rows):
        for other in rows[max(0, number - 3) : number + 4]:
            if other is row or abs(other.y - row.y) > RAISED_EM * other.size:
                continue
            moved = [run for run in row.runs if _touches(run, other.runs)]
            if moved:
                other.runs.extend(moved)
                row.runs = [run for run in row.runs if run not in moved]


def _touches(mark: Run, runs: list[Run]) -> bool:
    if len(mark.text) > 12:
        return False
    return any(
        mark.size <= RAISED_SIZE * run.size
        and abs(mark.y - run.y) <= RAISED_EM * run.size
        and (
            -0.3 * run.size <= mark.x0 - run.x1 <= 0.5 * run.size
            or -0.1 * run.size <= run.x0 - mark.x1 <= 0.5 * run.size
        )
        for run in runs
    )


def _pieces(runs: list[Run], page: int, upright: list[Rule]) -> list[Piece]:
    runs.sort(key=lambda run: run.x0)
    groups: list[list[Run]] = []
    last: Run | None = None
    for run in runs:
        if (
            last is not None
            and run.x0 - last.x1 <= PIECE_GAP_EM * max(run.size, last.size)
            and not _parted(last, run, upright)
        ):
            groups[-1].append(run)
        else:
            groups.append([run])
        if last is None or run.x1 > last.x1 or groups[-1] == [run]:
            last = run
    return [_piece(group, page) for group in groups]


def _parted(left: Run, right: Run, upright: list[Rule]) -> bool:
    if not upright or right.x0 - left.x1 < 0.2 * left.size:
        return False
    middle = left.y + 0.3 * left.size
    return any(
        left.x1 - 1 <= rule.x0 <= right.x0 + 1 and rule.y0 <= middle <= rule.y1 for rule in upright
    )


def _piece(runs: list[Run], page: int) -> Piece:
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for run in runs:
        sizes[run.size] += len(run.text)
        fonts[run.font.name] += len(run.text)
    size = sizes.most_common(1)[0][0]
    y = median(run.y for run in runs if run.size == size)
    text = _LEADERS.sub(" … ", reading_order(_joined(runs, size, y))).strip()
    lettered = [run for run in runs if any(char.isalnum() for char in run.text)] or runs
    monospaced = all(run.font.monospaced for run in lettered)
    x0, x1 = runs[0].x0, max(run.x1 for run in runs)
    return Piece(
        text=text if monospaced else _SPACES.sub(" ", text),
        x0=x0,
        x1=x1,
        y=y,
        size=size,
        page=page,
        font=fonts.most_common(1)[0][0],
        bold=all(run.font.bold for run in lettered),
        italic=all(run.font.italic for run in lettered),
        monospaced=monospaced,
        character_em=(x1 - x0) / size / max(1, sum(len(run.text) for run in runs)),
        artifact=all(run.artifact for run in runs),
        order=min(run.order for run in runs),
    )


def _joined(runs: list[Run], size: float, y: float) -> str:
    parts: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None:
            gap = (run.x0 - last.x1) / max(run.size, last.size)
            least = max(word_gap_em(run.font), word_gap_em(last.font))
            raised = _is_raised(run, size, y)
            if gap >= least or (run.spaced and gap > 0 and not raised):
                parts.append(" ")
        parts.append(_raised_text(run) if _is_raised(run, size, y) else run.text)
        last = run
    return "".join(parts)


def _is_raised(run: Run, size: float, y: float) -> bool:
    return run.size <= RAISED_SIZE * size and run.y - y > 0.1 * size


def _raised_text(run: Run) -> str:
    return run.text.translate(_RAISED) if _RAISED_MARK.fullmatch(run.text) else run.text


def joined_pieces(pieces: Sequence[Piece]) -> Piece:
    """Return pieces of one row as one, with spaces between.

    They stand from left to right; in Arabic, the order in which the file shows them is kept.
    """
    if len(pieces) == 1:
        return pieces[0]
    longest = max(pieces, key=lambda piece: len(piece.text))
    lettered = [p for p in pieces if any(char.isalnum() for char in p.text)] or pieces
    shown = sorted(pieces, key=lambda p: p.order) if has_rtl(longest.text) else pieces
    return Piece(
        text=" ".join(piece.text for piece in shown),
        x0=min(p.x0 for p in pieces),
        x1=max(p.x1 for p in pieces),
        y=longest.y,
        size=longest.size,
        page=longest.page,
        font=longest.font,
        bold=all(p.bold for p in lettered),
        italic=all(p.italic for p in lettered),
        monospaced=all(p.monospaced for p in lettered),
        character_em=longest.character_em,
        artifact=all(p.artifact for p in pieces),
        order=min(p.order for p in pieces),
    )


def room_behind(line: Piece, following: Piece, right: float) -> float:
    """Return the points left at the end of a line if it took the next line's first word as well.

    More than nothing means that the line break was meant. `right` is where lines may end.
    """
    word = following.text.partition(" ")[0]
    return right - line.x1 - (len(word) * following.character_em + 0.3) * following.size
