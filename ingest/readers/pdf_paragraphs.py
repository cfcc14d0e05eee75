"""Lines to paragraphs: what was wrapped for width is joined; items, steps, code are told apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ingest.readers.pdf_lines import Piece, room_behind
from ingest.readers.pdf_marks import is_bullet, is_dash, list_mark, next_marks, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.readers.pdf_columns import Flow
    from ingest.readers.pdf_hyphens import Hyphens

ParagraphKind = Literal["text", "item", "code", "contents"]

USUAL_LEADING_EM = 1.2
"""Distance of baselines where a document is too short to tell."""

GAP_EM = 0.28
"""Lines this much farther apart than usual belong to different paragraphs."""

WRAPPED_GAP_EM = 0.6
"""The same where a sentence obviously goes on."""

CODE_GAP_EM = 2.6
"""Lines of code may have a blank line between them."""

SAME_SIZE = 0.1
"""Sizes in one paragraph differ by no more than this share."""

INDENT_EM = 0.8
"""A first line is indented by more than this."""

UPPER_QUANTILE = 0.98
"""One line in fifty may run over the right edge."""

SHORT_LINE = 0.25
"""A line that leaves this share of the column free ends its paragraph even without a full stop."""

MAX_INDENT_EM = 4
"""First lines are indented or outdented by no more than this."""

ALIGNED_EM = 0.5
"""Lines of one paragraph begin within this distance of each other."""

SENTENCE_END = re.compile(r"[.!?:;。！？：；…][\"'”’)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹·]*$")
_CONTENTS_ENTRY = re.compile(r" … (?:\d{1,4}|[ivxlc]{1,7})$")
_CONTENTS_LEADER = re.compile(r" …(?: |$)")


@dataclass(slots=True)
class Paragraph:
    """A paragraph, list item, run of code or entry of a table of contents."""

    kind: ParagraphKind
    text: str
    lines: list[Piece]
    mark: str = ""
    """The bullet or number, which is no part of `text`."""
    text_x: float = 0.0
    """Where its lines begin, an indented or outdented first line apart."""
    right: float = 0.0
    """Where its column ends."""
    column_x: float = 0.0
    """Where its column begins."""
    space_above: float | None = None
    """Distance of its first baseline from the one above; None at the top of a column."""
    pages: list[tuple[int, int]] = field(default_factory=list)
    """(offset in `text`, page) where the text of each page begins."""

    @property
    def first(self) -> Piece:
        """Return the first line."""
        return self.lines[0]

    @property
    def last(self) -> Piece:
        """Return the last line."""
        return self.lines[-1]

    @property
    def bold(self) -> bool:
        """Return True when all of it is set in bold."""
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        """Return True when all of it is set in italics."""
        return all(line.italic for line in self.lines)

    @property
    def size(self) -> float:
        """Return the type size of the first line in points."""
        return self.lines[0].size

    def append(self, other: Paragraph, hyphens: Hyphens) -> None:
        """Continue with a paragraph from the next column or page."""
        self.lines.extend(other.lines)
        if self.kind == "code":
            return
        start_of_line = other.text
        joined = hyphens.join(self.text, start_of_line)
        shift = len(joined) - len(start_of_line)
        self.text = joined
        self.pages.extend((shift + offset, page) for offset, page in other.pages)


class Leading:
    """The usual distance of baselines in a document, for each type size."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        by_size: dict[float, Counter[float]] = defaultdict(Counter)
        overall: Counter[float] = Counter()
        for flow in flows:
            for above, below in zip(flow.lines, flow.lines[1:], strict=False):
                ratio = round((above.y - below.y) / below.size, 2)
                alike = abs(above.size - below.size) < 0.05 * below.size
                if alike and 0.9 <= ratio <= 2.2 and not list_mark(below.text):
                    by_size[round(below.size, 1)][round(ratio, 1)] += 1
                    overall[round(ratio, 1)] += 1
        self._usual = overall.most_common(1)[0][0] if overall else USUAL_LEADING_EM
        self._by_size = {
            size: ratios.most_common(1)[0][0]
            for size, ratios in by_size.items()
            if ratios.most_common(1)[0][1] >= 3
        }

    def of(self, line: Piece) -> float:
        """Return the usual distance to the line above, in points."""
        return self._by_size.get(round(line.size, 1), self._usual) * line.size


@dataclass(frozen=True, slots=True)
class Typography:
    """What holds for the whole document and decides where paragraphs end."""

    leading: Leading
    hyphens: Hyphens
    right_edges: dict[int, float]
    """Where lines end at the right, by where columns begin; one entry for pages of one column."""
    monospaced_body: bool

    @classmethod
    def of_flows(
        cls, flows: Sequence[Flow], hyphens: Hyphens, *, monospaced_body: bool
    ) -> Typography:
        """Measure a document's flows."""
        ends: dict[int, list[float]] = defaultdict(list)
        for flow in flows:
            ends[_column_key(flow)].extend(_line_ends(flow, monospaced_body))
        edges = {key: _upper(values) for key, values in ends.items() if values}
        return cls(Leading(flows), hyphens, edges, monospaced_body)

    def right_edge(self, flow: Flow) -> float:
        """Return where lines of a flow may end."""
        own = _upper(_line_ends(flow, self.monospaced_body) or [flow.x1])
        return max(own, self.right_edges.get(_column_key(flow), own))


def _column_key(flow: Flow) -> int:
    return round(flow.x0 / 10) if flow.beside else -1


def _line_ends(flow: Flow, monospaced_body: bool) -> list[float]:
    """Return where the lines of text end; code runs over the edge."""
    return [line.x1 for line in flow.lines if monospaced_body or not line.monospaced]


def _upper(values: list[float]) -> float:
    """Return the greatest value but for the few that stick out."""
    return sorted(values)[int(UPPER_QUANTILE * (len(values) - 1))]


def paragraphs_of(flow: Flow, typography: Typography) -> list[Paragraph]:
    """Return the paragraphs of one column on one page."""
    return _FlowReader(flow, typography).read()


class _FlowReader:
    """Reads a column line by line."""

    def __init__(self, flow: Flow, typography: Typography) -> None:
        self._flow = flow
        self._typography = typography
        self._right = typography.right_edge(flow)
        self._done: list[Paragraph] = []
        self._expected: dict[int, set[str]] = {}
        """The marks that may follow, by the place where marks stand."""

    def read(self) -> list[Paragraph]:
        """Return the paragraphs."""
        above: Piece | None = None
        for line in self._flow.lines:
            self._add(line, above)
            above = line
        return self._done

    def _add(self, line: Piece, above: Piece | None) -> None:
        current = self._done[-1] if self._done else None
        step = above.y - line.y if above is not None else None
        mark = self._mark(line, current, step)
        if current is None or step is None or mark:
            self._open(line, mark, step)
        elif self._continues(current, line, step):
            self._extend(current, line)
        else:
            self._open(line, "", step)

    def _open(self, line: Piece, mark: str, step: float | None) -> None:
        kind: ParagraphKind = "item" if mark else "text"
        if _CONTENTS_LEADER.search(line.text):
            kind = "contents"
        elif self._is_code(line) and not line.bold:
            kind = "code"
            mark = ""
        text = line.text[len(mark) :].strip()
        if mark:
            text = without_marks(text)
        text_x = line.x0
        if mark:
            self._expected[round(line.x0 / 4)] = next_marks(mark)
            text_x = line.x0 + (len(mark) + 1) * line.character_em * line.size
        self._done.append(
            Paragraph(
                kind,
                text,
                [line],
                mark,
                text_x,
                self._right,
                self._flow.x0,
                step,
                [(0, line.page)],
            )
        )

    def _extend(self, current: Paragraph, line: Piece) -> None:
        if current.kind != "code":
            if len(current.lines) == 1:
                current.text_x = line.x0
            current.text = self._typography.hyphens.join(current.text, line.text)
        current.lines.append(line)

    def _is_code(self, line: Piece) -> bool:
        return line.monospaced and not self._typography.monospaced_body

    def _mark(self, line: Piece, current: Paragraph | None, step: float | None) -> str:
        """Return the line's list mark, unless the line only looks like an item."""
        mark = list_mark(line.text)
        if not mark or self._is_code(line):
            return ""
        if current is None or step is None or self._is_gap(line, step):
            return mark
        if is_bullet(mark) and not is_dash(mark):
            return mark
        if mark in self._expected.get(round(line.x0 / 4), ()):
            return mark
        goes_on = abs(line.x0 - current.text_x) <= ALIGNED_EM * line.size
        if is_dash(mark):
            return "" if goes_on and not SENTENCE_END.search(current.text) else mark
        if goes_on and not self._fits(current, line):
            return ""
        opens = mark.strip("().") in {"1", "a", "i"}
        return mark if opens or not goes_on else ""

    def _fits(self, current: Paragraph, line: Piece) -> bool:
        return room_behind(current.last, line, self._right) > line.size

    def _is_gap(self, line: Piece, step: float, allowance: float = GAP_EM) -> bool:
        return step > self._typography.leading.of(line) + allowance * line.size

    def _continues(self, current: Paragraph, line: Piece, step: float) -> bool:
        last = current.last
        if current.kind == "code":
            return self._is_code(line) and step <= CODE_GAP_EM * line.size
        wraps = line.text[:1].islower() and not SENTENCE_END.search(current.text)
        if step <= 0 or self._is_gap(line, step, WRAPPED_GAP_EM if wraps else GAP_EM):
            return False
        if current.kind == "contents" or _CONTENTS_LEADER.search(line.text):
            return not _CONTENTS_ENTRY.search(current.text) and not _looks_finished(current)
        room = room_behind(last, line, self._right)
        full = room <= line.size
        if self._is_code(line):
            return full and not SENTENCE_END.search(current.text) and self._aligned(current, line)
        if abs(line.size - current.size) > SAME_SIZE * current.size:
            return False
        if current.bold != line.bold and not full:
            return False
        if current.bold and not line.bold and current.size == line.size and _is_short(current):
            return False
        if not self._aligned(current, line):
            return False
        return full or not self._ends(current, line, room)

    def _ends(self, current: Paragraph, following: Piece, room: float) -> bool:
        """Return True when a line break that was not needed for width ends a paragraph."""
        if SENTENCE_END.search(current.text):
            return True
        if following.text[:1].islower():
            return False
        return room > SHORT_LINE * (self._right - current.text_x)

    def _aligned(self, current: Paragraph, line: Piece) -> bool:
        """Return True when the line begins where the paragraph's next line would."""
        tolerance = ALIGNED_EM * line.size
        if len(current.lines) > 1:
            return abs(line.x0 - current.text_x) <= tolerance or _centred(current, line)
        shift = line.x0 - current.first.x0
        if current.kind == "item":
            hanging = line.x0 - current.text_x
            return -tolerance <= shift and hanging <= 2 * INDENT_EM * line.size + tolerance
        if abs(shift) <= tolerance or _centred(current, line):
            return True
        return abs(shift) <= MAX_INDENT_EM * line.size and not self._fits(current, line)


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.text.split()) <= 14 and not SENTENCE_END.search(paragraph.text)


def _looks_finished(paragraph: Paragraph) -> bool:
    return bool(_CONTENTS_ENTRY.search(paragraph.text))


def _centred(current: Paragraph, line: Piece) -> bool:
    last = current.last
    middle = (last.x0 + last.x1) / 2
    same_middle = abs(middle - (line.x0 + line.x1) / 2) <= 0.3 * line.size
    return same_middle and abs(last.x0 - line.x0) > ALIGNED_EM * line.size


def set_code_text(paragraph: Paragraph) -> None:
    """Lay code out as on the page: indentation from the places of its lines, blank lines kept."""
    left = min(line.x0 for line in paragraph.lines)
    rows: list[str] = []
    pages: list[tuple[int, int]] = []
    length = 0
    above: Piece | None = None
    for line in paragraph.lines:
        if above is not None and above.page == line.page and above.y - line.y > 1.7 * line.size:
            rows.append("")
            length += 1
        advance = max(line.character_em * line.size, 1.0)
        row = " " * min(round((line.x0 - left) / advance), 80) + line.text
        if not pages or pages[-1][1] != line.page:
            pages.append((length, line.page))
        rows.append(row)
        length += len(row) + 1
        above = line
    paragraph.text = "\n".join(rows)
    paragraph.pages = pages
