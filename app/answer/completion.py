"""Complete what was verified of a chat model's answer with sentences of the sources.

The extractive answer says which stored sentences answer the question. When what the model wrote
rests on none of them, they are put below it, word for word and marked as such, in place of throwing
away what was verified.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.answer.records import AnswerSource
from app.answer.wording import may_be_copied
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.records import Answer, AnswerSentence

HEADING = "Word for word from the sources"
MOST_ADDED = 3
"""Sentences of prose: the one that answers, and what explains it."""
ENOUGH_SENTENCES = 2
"""A single verified sentence leaves out what explains it: that is added too."""
_WHOLE = ("list", "steps", "table")
"""What reads badly with holes in it."""
SAME_STRETCH = 0.5
"""Share of a stored sentence that a citation must cover to rest on it."""
SAME_WORDS = 0.72
"""Share of a stored sentence's terms from which a written one says the same."""


def completed_answer(written: Answer, own: Answer) -> Answer:
    """Return the written answer with the sentences of the sources that it lacks; itself if none.

    Args:
        written: what was verified of the chat model's answer.
        own: the extractive answer to the same question.
    """
    shown = {sentence.text for sentence in written.sentences}
    added = [sentence for sentence in _lacking(written, own) if sentence.text not in shown]
    if not added:
        return written
    sources = {source.passage.chunk_id: source for source in written.sources}
    sentences = tuple(_moved(sentence, own, sources) for sentence in added)
    return replace(
        written,
        sentences=(*written.sentences, *sentences),
        sources=tuple(sources.values()),
    )


def _lacking(written: Answer, own: Answer) -> Sequence[AnswerSentence]:
    if not own.sentences or not _may_stand_here(own.sentences[0], own):
        return ()
    safe = [sentence for sentence in own.sentences if _may_stand_here(sentence, own)]
    lacking = [sentence for sentence in safe if not _is_held(sentence, written, own)]
    thin = len(written.sentences) < ENOUGH_SENTENCES
    if not thin and all(sentence not in lacking for sentence in _needed(safe, own)):
        return ()
    return safe if own.layout in _WHOLE else _some(lacking)


def _some(lacking: Sequence[AnswerSentence]) -> Sequence[AnswerSentence]:
    """Return the first sentences; where they end in the rows of a table, all of its rows."""
    end = min(MOST_ADDED, len(lacking))
    while 0 < end < len(lacking) and lacking[end - 1].role == lacking[end].role == "row":
        end += 1
    return lacking[:end]


def _may_stand_here(sentence: AnswerSentence, own: Answer) -> bool:
    """Whether a sentence is as harmless as what a model writes has to be."""
    passages = (own.source(citation.n).passage for citation in sentence.citations)
    return all(may_be_copied(sentence.text, passage) for passage in passages)


def _needed(sentences: Sequence[AnswerSentence], own: Answer) -> Sequence[AnswerSentence]:
    """Return the sentences without which the question is not answered."""
    return sentences if own.layout in ("list", "steps") else sentences[:1]


def _is_held(sentence: AnswerSentence, written: Answer, own: Answer) -> bool:
    """Whether a written sentence rests on a stored one, or says the same."""
    terms = set(tokenize(sentence.text))
    return any(
        _rests_on(one, written, sentence, own)
        or (terms and len(terms.intersection(tokenize(one.text))) >= SAME_WORDS * len(terms))
        for one in written.sentences
    )


def _rests_on(one: AnswerSentence, written: Answer, stored: AnswerSentence, own: Answer) -> bool:
    for held in stored.citations:
        chunk = own.source(held.n).passage.chunk_id
        for cited in one.citations:
            if written.source(cited.n).passage.chunk_id != chunk:
                continue
            common = min(held.end, cited.end) - max(held.start, cited.start)
            if common >= SAME_STRETCH * (held.end - held.start):
                return True
    return False


def _moved(
    sentence: AnswerSentence, own: Answer, sources: dict[str, AnswerSource]
) -> AnswerSentence:
    """Return a sentence of the extractive answer under the numbers of the written one."""
    citations = []
    for citation in sentence.citations:
        passage = own.source(citation.n).passage
        source = sources.setdefault(passage.chunk_id, AnswerSource(len(sources) + 1, passage))
        citations.append(replace(citation, n=source.n))
    return replace(
        sentence,
        citations=tuple(citations),
        role="support" if sentence.role == "lead" else sentence.role,
        group=sentence.group or HEADING,
        added=True,
    )
