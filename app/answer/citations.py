"""Number the cited passages and place every shown sentence in its passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.records import AnswerSentence, AnswerSource, Citation, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Passage


@dataclass(frozen=True, slots=True)
class Pick:
    """A stored sentence chosen for an answer."""

    passage: Passage
    number: int
    role: Role
    group: str = ""

    @property
    def text(self) -> str:
        """Return the sentence, verbatim."""
        return self.passage.sentence(self.number)


def cite(picks: Sequence[Pick]) -> tuple[tuple[AnswerSentence, ...], tuple[AnswerSource, ...]]:
    """Turn picks into cited sentences and the numbered sources they use, in order of first use."""
    numbers: dict[str, int] = {}
    sources: list[AnswerSource] = []
    sentences: list[AnswerSentence] = []
    for pick in picks:
        passage = pick.passage
        n = numbers.setdefault(passage.chunk_id, len(numbers) + 1)
        if n > len(sources):
            sources.append(AnswerSource(n, passage))
        span = passage.sentences[pick.number]
        sentences.append(
            AnswerSentence(
                text=passage.text[span.start : span.end],
                citations=(Citation(n, span.start, span.end),),
                role=pick.role,
                group=pick.group,
                header=table_header(passage, pick.number),
            )
        )
    return tuple(sentences), tuple(sources)


def table_header(passage: Passage, number: int) -> str:
    """Return the header row of a table passage, unless the sentence is the header itself."""
    if passage.kind != "table":
        return ""
    first_line = passage.text.partition("\n")[0]
    return "" if passage.sentences[number].start == 0 else first_line
