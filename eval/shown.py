"""The sentences of an answer as a result keeps them: verdict, reasons, citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.case_result import ShownCitation, ShownSentence
from eval.measures.copy_ratio import copy_ratio

if TYPE_CHECKING:
    from app.answer.records import Answer, AnswerSentence
    from eval.sentence_checks import SentenceChecks
    from index.records import Passage


def shown_sentences(answer: Answer, checks: SentenceChecks | None) -> tuple[ShownSentence, ...]:
    """Return each sentence with its citations and, with a verifier, the verdict on them."""
    sources = {source.n: source.passage for source in answer.sources}
    return tuple(_shown(sentence, sources, checks) for sentence in answer.sentences)


def _shown(
    sentence: AnswerSentence, sources: dict[int, Passage], checks: SentenceChecks | None
) -> ShownSentence:
    numbers = dict.fromkeys(citation.n for citation in sentence.citations)
    cited = [sources[n] for n in numbers if n in sources]
    check = checks.check(sentence.text, cited) if checks and cited else None
    verdict = check.verdict if check else "not supported" if checks else ""
    return ShownSentence(
        text=sentence.text,
        verdict=verdict,
        reasons=check.reasons if check else (),
        copy_ratio=round(copy_ratio(sentence.text, [passage.text for passage in cited]), 4),
        citations=tuple(
            ShownCitation(c.n, c.start, c.end, sources[c.n].chunk_id, sources[c.n].path)
            if c.n in sources
            else ShownCitation(c.n, c.start, c.end)
            for c in sentence.citations
        ),
    )
