"""Answer with a chat model as the writer and the sources as the only authority.

The passages are found and judged as for an extractive answer; when they hold no answer the model
is not called. What it writes is cut into sentences as it arrives, and each is checked against the
passages it cites before it becomes part of the answer. What is not supported is kept apart with the
reason; when what is left does not answer, sentences of the sources complete it; when too little is
left, or the model fails, they are shown in its place.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.answer.completion import completed_answer
from app.answer.conversation import resolve
from app.answer.draft import SeenWords, visible_draft
from app.answer.excerpts import best_sentences, whole_passages
from app.answer.manner import request_of
from app.answer.prompts import HOSTED, NOT_FOUND, build_prompt
from app.answer.related import related_questions
from app.answer.rewrite import completed, leans_back
from app.answer.stream import SentenceStream
from app.answer.writing import Writing
from app.chat_model.errors import ChatModelError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from app.answer.excerpts import Excerpt
    from app.answer.extractive import ExtractiveAnswerer, Found
    from app.answer.judging import Judge
    from app.answer.manner import Manner
    from app.answer.prompts import Prompt, Style
    from app.answer.records import Answer
    from app.answer.rewrite import Writer
    from index.filters import Filters

WORD_FOR_WORD = "These are sentences of the sources, word for word."
ADDED_ONE = "The last sentence, word for word from the sources, completes what {model} wrote."
ADDED = "The last {count} sentences, word for word from the sources, complete what {model} wrote."
ENOUGH_LEFT = 1 / 5
"""Share of the written words that must be supported for the model's answer to be shown. What is
left need not answer by itself: the sources complete it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """An answer while it is being written."""

    answer: Answer
    """What was verified so far; in the last one, the whole answer."""
    draft: str = ""
    """What may be seen of the sentence that is being written."""
    done: bool = False


class GenerativeAnswerer:
    """Answers through a chat model; a passage supports every sentence that is shown."""

    def __init__(
        self,
        extractive: ExtractiveAnswerer,
        writer: Writer,
        judge: Judge,
        exam: str = "",
        style: Style = HOSTED,
    ) -> None:
        self._extractive = extractive
        self._writer = writer
        self._judge = judge
        self._exam = exam
        self._style = style

    def answer(
        self, text: str, earlier: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer one question; the arguments are those of the extractive answerer."""
        *_, last = self.stream(text, earlier, filters)
        return last.answer

    def stream(
        self, text: str, earlier: Sequence[str] = (), filters: Filters | None = None
    ) -> Generator[Progress, None, None]:
        """Yield the answer as it grows. Closing the generator stops the model."""
        request = request_of(text, earlier)
        try:
            asked = request.question if request else self._standing_alone(text, earlier)
        except ChatModelError as error:
            found = self._extractive.find(text, earlier, filters)
            yield self._fallen_back(found, _failed(error))
            return
        found = replace(
            self._extractive.find(asked, () if request else earlier, filters), text=text
        )
        manner: Manner = request.manner if request else "answer"
        excerpts = self._excerpts(found) if found.answerable else ()
        if not excerpts:
            answer = self._extractive.answer_found(found)
            yield Progress(replace(answer, asked_model=self._writer.name), done=True)
            return
        prompt = build_prompt(
            found.question.text, excerpts, exam=self._exam, manner=manner, style=self._style
        )
        in_source_words = self._style.in_source_words and manner == "answer"
        yield from self._written(found, prompt, in_source_words=in_source_words)

    def _excerpts(self, found: Found) -> tuple[Excerpt, ...]:
        """Return what the model is given to read."""
        if not self._style.excerpts:
            return whole_passages(found.passages, self._style.words)
        return best_sentences(self._extractive.ranked(found), self._style.words)

    def _standing_alone(self, text: str, earlier: Sequence[str]) -> str:
        """Return the question; the model completes it only where the rules could not."""
        if not earlier or resolve(text, earlier).carried or not leans_back(text):
            return text
        return completed(text, earlier, self._writer)

    def _written(
        self, found: Found, prompt: Prompt, *, in_source_words: bool
    ) -> Iterator[Progress]:
        writing = Writing(
            found,
            prompt.passages,
            self._judge,
            self._writer.name,
            self._style.most_sentences,
            in_source_words=in_source_words,
        )
        seen = SeenWords.of(prompt.user)
        stream = SentenceStream()
        problem = ""
        try:
            for piece in self._writer.stream(prompt.system, prompt.user):
                if piece:
                    writing.token_came()
                for written in stream.feed(piece):
                    writing.consider(written)
                if stream.draft.strip().upper().startswith(NOT_FOUND):
                    problem = f"{self._writer.name} found no answer in the passages"
                    break
                if writing.goes_in_circles:
                    break
                draft = visible_draft(stream.draft, seen)
                writing.words_seen(draft)
                yield Progress(writing.answer(), draft)
            else:
                for written in stream.finish():
                    writing.consider(written)
        except ChatModelError as error:
            problem = _failed(error)
        yield self._finished(found, writing, problem)

    def _finished(self, found: Found, writing: Writing, problem: str) -> Progress:
        """Return the whole answer: the model's, or the sources' own sentences in its place."""
        if writing.is_empty:
            why = problem or f"Nothing that {self._writer.name} wrote could be verified"
            return self._fallen_back(found, why, writing)
        if writing.share_supported < ENOUGH_LEFT:
            why = f"Too little of what {self._writer.name} wrote could be verified"
            return self._fallen_back(found, problem or why, writing)
        cut_off = f"{problem}. Shown is what was verified until then." if problem else ""
        written = writing.answer(cut_off)
        answer = completed_answer(written, self._extractive.answer_found(found))
        cited = {source.passage.chunk_id for source in answer.sources}
        related = related_questions(found.question.text, found.passages, cited)
        answer = replace(answer, related=related)
        count = len(answer.sentences) - len(written.sentences)
        if not count:
            return Progress(answer, done=True)
        words = ADDED_ONE if count == 1 else ADDED
        added = words.format(count=count, model=self._writer.name)
        return Progress(replace(answer, notice=f"{cut_off} {added}".strip()), done=True)

    def _fallen_back(self, found: Found, why: str, writing: Writing | None = None) -> Progress:
        answer = self._extractive.answer_found(found)
        return Progress(
            replace(
                answer,
                asked_model=self._writer.name,
                notice=f"{why}. {WORD_FOR_WORD}" if answer.sentences else f"{why}.",
                removed=writing.removed if writing else (),
                checked=writing.checked if writing else (),
                seconds=time.perf_counter() - found.started,
                stages={**answer.stages, **(writing.stages if writing else {})},
            ),
            done=True,
        )


def _failed(error: ChatModelError) -> str:
    return f"{error.what}. {error.remedy}" if error.remedy else error.what
