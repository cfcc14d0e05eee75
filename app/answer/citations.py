"""Number the cited passages and place every shown sentence in its passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.records import AnswerSentence, AnswerSource, Citation, Role
from app.answer.scoring import is_row, table_header

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
                header=table_header(passage) if is_row(passage, pick.number) else "",
            )
        )
    return tuple(sentences), tuple(sources)
