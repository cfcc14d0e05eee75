"""Write an answer as Markdown: for the copy button, the export, and the terminal."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.records import Answer, AnswerSentence, AnswerSource

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$]|&(?=#?\w+;))")
_BLOCK_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+])(?=\s|$|-)")
_STEP = re.compile(r"^(\d{1,9}[.)])\s+")
_PLAIN_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()+,;=%-]+")
NOT_FOUND = "The sources do not hold an answer to this."


def escape(text: str) -> str:
    """Return document text on one line, with all that Markdown or HTML would act on escaped."""
    inline = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _BLOCK_START.sub(lambda m: f"{m[1] or ''}\\{m[2] or m[3]}", inline)


def answer_markdown(answer: Answer) -> str:
    """Return the answer with its numbered sources."""
    if answer.abstained:
        return _abstention(answer)
    notice = [f"> {escape(answer.notice)}"] if answer.notice else []
    if answer.missing_terms:
        notice.append(f"> {escape(not_about(answer))}")
    blocks = [*notice, *_blocks(answer.sentences), "**Sources**", _sources(answer)]
    return "\n\n".join(blocks) + "\n"


def not_about(answer: Answer) -> str:
    """Return in words that the sources know nothing of some words of the question."""
    words = ", ".join(f"\u201c{word}\u201d" for word in answer.missing_terms)
    return f"No source speaks of {words}: the answer is about the rest of the question."


def _abstention(answer: Answer) -> str:
    blocks = [f"**{NOT_FOUND}**"]
    if answer.missing_terms:
        blocks.append("Not found in any passage: " + ", ".join(map(escape, answer.missing_terms)))
    if answer.topics:
        names = (escape(" > ".join(topic.heading_path) or topic.title) for topic in answer.topics)
        blocks += ["Nearest topics:", "\n".join(f"- {name}" for name in names)]
    if answer.related:
        questions = "\n".join(f"- {escape(question)}" for question in answer.related)
        blocks += ["Questions that the sources answer:", questions]
    return "\n\n".join(blocks) + "\n"


def _blocks(sentences: Sequence[AnswerSentence]) -> list[str]:
    """Return paragraphs, lists and tables; a group is headed by its name where it begins."""
    blocks: list[str] = []
    group = ""
    for (name, form, header), run in groupby(sentences, _place):
        if name and name != group:
            group = name
            blocks.append(f"**{escape(name)}**")
        if form == "table":
            blocks.append(_table(header, list(run)))
        elif form == "list":
            blocks.append("\n".join(map(_list_line, run)))
        else:
            blocks += [_marked(escape(sentence.text), sentence) for sentence in run]
    return blocks


def _place(sentence: AnswerSentence) -> tuple[str, str, str]:
    """Return what sentences of one block have in common: group, form, and a table's header."""
    form = {"row": "table", "step": "list", "item": "list"}.get(sentence.role, "prose")
    return sentence.group, form, sentence.header if form == "table" else ""


def _marked(text: str, sentence: AnswerSentence) -> str:
    return f"{text} {_marks(sentence)}"


def _marks(sentence: AnswerSentence) -> str:
    return "".join(f"[{citation.n}]" for citation in sentence.citations)


def _list_line(sentence: AnswerSentence) -> str:
    if sentence.role == "item":
        return _marked(f"- {escape(sentence.text)}", sentence)
    number = _STEP.match(sentence.text)
    if number is None:
        return _marked(escape(sentence.text), sentence)
    return _marked(f"{number[1]} {escape(sentence.text[number.end() :])}", sentence)


def cells(row: str) -> list[str]:
    """Return the cells of a table row as readers write it: `cell | cell | cell`."""
    return [cell.strip() for cell in row.split(" | ")]


def _table(header: str, rows: Sequence[AnswerSentence]) -> str:
    """Return the rows under their header, with the marks in a column of their own."""
    names = cells(header) if header else []
    width = max(len(names), *(len(cells(row.text)) for row in rows))
    lines = [_table_line([*map(escape, names)], width), "|" + " --- |" * (width + 1)]
    lines += [_table_line([*map(escape, cells(row.text))], width, _marks(row)) for row in rows]
    return "\n".join(lines)


def _table_line(shown: Sequence[str], width: int, marks: str = "") -> str:
    filled = [*shown, *[""] * (width - len(shown)), marks]
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in filled)


def _sources(answer: Answer) -> str:
    return "\n".join(line for source in answer.sources for line in _source(source))


def _source(source: AnswerSource) -> list[str]:
    passage = source.passage
    where = " > ".join(passage.heading_path) or passage.title
    place = [escape(where)]
    if passage.page is not None:
        place.append(f"page {passage.page}")
    place.append(_address(passage.url or f"{passage.collection}/{passage.path}"))
    lines = [f"- [{source.n}] " + ", ".join(place)]
    if passage.urls:
        checked = f" (checked {passage.checked})" if passage.checked else ""
        lines.append("  - Official page: " + ", ".join(map(_address, passage.urls)) + checked)
    return lines


def _address(address: str) -> str:
    """Return a web address as it is, so that it can be followed; anything else escaped."""
    return address if _PLAIN_ADDRESS.fullmatch(address) else escape(address)
