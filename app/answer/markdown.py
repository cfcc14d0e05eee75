"""Write an answer as Markdown: for the copy button, the export of a conversation, and the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.answer.records import Answer, AnswerSentence, AnswerSource

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$])")
NOT_FOUND = "The sources do not hold an answer to this."


def escape(text: str) -> str:
    """Return document text with every character that Markdown or HTML would act on escaped."""
    return _SPECIAL.sub(r"\\\1", text)


def answer_markdown(answer: Answer) -> str:
    """Return the answer with its numbered sources and the quoted sentences' passages."""
    if answer.abstained:
        return _abstention(answer)
    return "\n".join([*_body(answer), "", "**Sources**", "", *_sources(answer)]).strip() + "\n"


def _abstention(answer: Answer) -> str:
    lines = [f"**{NOT_FOUND}**"]
    if answer.missing_terms:
        lines += ["", "Not found in any passage: " + ", ".join(map(escape, answer.missing_terms))]
    if answer.topics:
        lines += ["", "Nearest topics:", ""]
        lines += [f"- {escape(' > '.join(t.heading_path) or t.title)}" for t in answer.topics]
    return "\n".join(lines) + "\n"


def _body(answer: Answer) -> list[str]:
    lines: list[str] = []
    group = ""
    header = ""
    in_list = False
    for sentence in answer.sentences:
        if sentence.group and sentence.group != group:
            lines += ["", f"**{escape(sentence.group)}**", ""]
            group = sentence.group
        if sentence.role == "row":
            if sentence.header != header:
                lines += ["", *_table_header(sentence)]
            header = sentence.header
            lines.append(_row(sentence))
            continue
        header = ""
        marked = f"{escape(sentence.text)} {_marks(sentence)}"
        if sentence.role in ("step", "item"):
            if not in_list:
                lines.append("")
            lines.append(marked if sentence.role == "step" else f"- {marked}")
            in_list = True
        else:
            lines += ["", marked] if lines else [marked]
            in_list = False
    return lines


def _marks(sentence: AnswerSentence) -> str:
    return "".join(f"[{citation.n}]" for citation in sentence.citations)


def cells(row: str) -> list[str]:
    """Return the cells of a table row as readers write it: `cell | cell | cell`."""
    return [cell.strip() for cell in row.split(" | ")]


def _table_header(sentence: AnswerSentence) -> list[str]:
    names = cells(sentence.header or sentence.text)
    if not sentence.header:
        names = [""] * len(names)
    return ["| " + " | ".join(map(escape, names)) + " | |", "|" + " --- |" * (len(names) + 1)]


def _row(sentence: AnswerSentence) -> str:
    return "| " + " | ".join(map(escape, cells(sentence.text))) + f" | {_marks(sentence)} |"


def _sources(answer: Answer) -> list[str]:
    return [line for source in answer.sources for line in _source(source)]


def _source(source: AnswerSource) -> list[str]:
    passage = source.passage
    where = " > ".join(passage.heading_path) or passage.title
    place = [escape(where)]
    if passage.page is not None:
        place.append(f"page {passage.page}")
    place.append(passage.url or escape(f"{passage.collection}/{passage.path}"))
    lines = [f"- [{source.n}] " + ", ".join(place)]
    if passage.urls:
        checked = f" (checked {passage.checked})" if passage.checked else ""
        lines.append("  - Official page: " + ", ".join(passage.urls) + checked)
    return lines
