"""An answer while a chat model writes it: what was verified, what was taken out and why."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from app.answer.cite_marks import split_marks
from app.answer.judging import Judgement
from app.answer.prompts import HOSTED
from app.answer.prose import holds_address, holds_markup, plain, split_step, without_opening
from app.answer.records import (
    Answer,
    AnswerSentence,
    AnswerSource,
    CheckedSentence,
    Citation,
    RemovedSentence,
)
from app.answer.wording import may_be_copied, source_sentences, source_wording, stored_text
from app.untrusted import speaks_to_a_model
from index.lexical import tokenize
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.extractive import Found
    from app.answer.judging import Judge, Proof
    from app.answer.records import Role
    from app.answer.stream import Written
    from index.records import Passage

_WORD = re.compile(r"\w+")
MOST_REPEATED = 2
"""Sentences said again after which a model is stopped: small ones fall into loops."""
FEWEST_WORDS = 3
"""A statement has a subject, a verb, and something to say."""
TOO_SHORT = "it is too short to be a statement"
HOLDS_ADDRESS = "it holds an address; links are shown only as sources"
HOLDS_MARKUP = "it holds HTML"
_ENDS_WITHOUT_NAME = re.compile(r"\b(?:that|this)\W*\Z", re.IGNORECASE)
NAMES_NOTHING = "it ends with a word for something that it does not name"
POINTS_AT_NOTHING = "it says something of a thing that it does not name"
LEADS_NOWHERE = "it leads to something that does not follow"
_LEADS_NOWHERE = re.compile(r":\s*\.\Z")
ONLY_ASKED = "it turns the question into a statement, and no passage says it so"
ECHO = 0.8
"""Share of a sentence's terms that are those of the question, or of a heading, from which on the
sentence adds nothing but yes or no."""
ECHO_COVER = 0.9
"""What one place of a passage must hold of such a sentence. All its words stand near each other in
what was found for the question, whether that says yes or no: "Do scheduled actions wait for the
cooldown?" finds that they ignore it."""
_POINTS = re.compile(
    r"(?:(?:yes|no)\b\W*)?(?:that|this|it) (?:is|was|does|can|will)\b", re.IGNORECASE
)
_PATH = re.compile(r"\w > [A-Z]")
HOLDS_PATH = "it takes the place of a passage for what the passage says"
BREAKS_OFF = "it breaks off"
TALKS_OF_MODELS = "it speaks of instructions to a language model"


class Writing:
    """Collects sentences into an `Answer`; only supported ones become part of it."""

    def __init__(
        self,
        found: Found,
        passages: Sequence[Passage],
        judge: Judge,
        model: str,
        most_sentences: int = HOSTED.most_sentences,
        *,
        in_source_words: bool = False,
    ) -> None:
        """Begin without a sentence.

        With `in_source_words` the sources' own sentences are shown that the written ones rest on.
        """
        self._found = found
        self._most_sentences = most_sentences
        self._in_source_words = in_source_words
        self._passages = passages
        self._judge = judge
        self._model = model
        self._began = time.perf_counter()
        self._first_token: float | None = None
        self._first_shown: float | None = None
        self._verifying = 0.0
        self._questions = tuple(
            " ".join(_WORD.findall(text.lower())) for text in (found.text, found.question.text)
        )
        self._headings = {
            frozenset(tokenize(heading))
            for passage in passages
            for path in ((passage.title, *passage.heading_path),)
            for heading in (*path, " ".join(path))
        }
        self._asked = frozenset(tokenize(f"{found.text} {found.question.text}"))
        self._said: set[str] = set()
        self._repeated = 0
        self._sources: dict[str, AnswerSource] = {}
        self._sentences: list[AnswerSentence] = []
        self._removed: list[RemovedSentence] = []
        self._checked: list[CheckedSentence] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing was verified so far."""
        return not self._sentences

    @property
    def removed(self) -> tuple[RemovedSentence, ...]:
        """What was taken out so far."""
        return tuple(self._removed)

    @property
    def checked(self) -> tuple[CheckedSentence, ...]:
        """All that was checked so far, shown or not."""
        return tuple(self._checked)

    @property
    def goes_in_circles(self) -> bool:
        """Whether the model only repeats itself, or will not come to an end."""
        return self._repeated >= MOST_REPEATED or len(self._said) >= self._most_sentences

    @property
    def share_supported(self) -> float:
        """Share of the written words that stand in supported sentences; 1.0 before any word."""
        kept = sum(len(_WORD.findall(one.text)) for one in self._sentences)
        gone = sum(len(_WORD.findall(one.text)) for one in self._removed)
        return kept / (kept + gone) if kept + gone else 1.0

    @property
    def stages(self) -> dict[str, float]:
        """Seconds by stage: "first token" from the call of the model, "first shown" from there."""
        token, shown = self._first_token, self._first_shown
        return {
            "retrieve": self._found.retrieved_at - self._found.started,
            **({} if token is None else {"first token": token - self._began}),
            **({} if token is None or shown is None else {"first shown": shown - token}),
            "write": time.perf_counter() - self._began,
            "verify": self._verifying,
        }

    def token_came(self) -> None:
        """Note when the first token came."""
        if self._first_token is None:
            self._first_token = time.perf_counter()

    def words_seen(self, draft: str) -> None:
        """Note when the reader first sees a word: of a draft, or of a sentence."""
        if self._first_shown is None and (self._sentences or _WORD.search(draft)):
            self._first_shown = time.perf_counter()

    def consider(self, written: Written) -> None:
        """Check a sentence; show it, or keep it apart with the reason."""
        began = time.perf_counter()
        self._consider(written)
        self._verifying += time.perf_counter() - began

    def answer(self, notice: str = "") -> Answer:
        """Return the answer as far as it goes."""
        found = self._found
        return Answer(
            question=found.text,
            understood_as=found.question.text,
            kind=found.question.kind,
            model=self._model,
            snapshot=found.snapshot,
            sentences=tuple(self._sentences),
            sources=tuple(self._sources.values()),
            answerability=found.answerability,
            missing_terms=found.unknown,
            searched=found.searched,
            retrieved=found.passages,
            seconds=time.perf_counter() - found.started,
            stages=self.stages,
            removed=self.removed,
            checked=self.checked,
            notice=notice,
            asked_model=self._model,
        )

    def _consider(self, written: Written) -> None:
        raw, numbers = split_marks(written.text)
        number, body = split_step(raw) if written.form == "step" else ("", raw)
        text = without_opening(plain(body))
        key = " ".join(_WORD.findall(text.lower()))
        names_only = text.endswith("?") or key in self._questions or self._is_heading(text)
        if written.form == "heading" or not key or names_only:
            return
        if key in self._said:
            self._repeated += 1
            return
        self._said.add(key)
        cited = [self._passages[n - 1] for n in numbers if 1 <= n <= len(self._passages)]
        refused = _refusal(written.text, text)
        judgement = (
            Judgement("not supported", reasons=(refused,)) if refused else self._judged(text, cited)
        )
        shown = judgement.verdict == "supported"
        if shown and not judgement.proofs:
            return  # it states nothing, and nothing is shown without a source
        if not shown and any(f" {key} " in f" {asked} " for asked in self._questions):
            return  # what the reader wrote, over again
        ids = tuple(passage.chunk_id for passage in cited)
        verdict, reasons = judgement.verdict, judgement.reasons
        proofs = judgement.proofs
        self._checked.append(
            CheckedSentence(written.text, text, ids, verdict, reasons, shown=shown)
        )
        if shown and self._in_source_words:
            self._show_sources(written, text, proofs)
        elif shown:
            copied = source_wording(text, proofs)
            if copied:
                text, proofs = copied[0], (copied[1],)
                if self._stands(text):
                    return
            citations = tuple(self._citation(proof) for proof in proofs)
            role = self._role(written)
            self._sentences.append(AnswerSentence(number + text, citations, "supported", role))
        else:
            self._removed.append(RemovedSentence(text, reasons, verdict))

    def _show_sources(self, written: Written, text: str, proofs: Sequence[Proof]) -> None:
        """Show the sentences and rows of the sources that a written sentence rests on."""
        for part in source_sentences(text, proofs):
            stored = stored_text(part)
            harmless = may_be_copied(stored, part.passage) and not speaks_to_a_model(stored)
            if self._stands(stored) or not harmless:
                continue
            is_row = CELL in stored
            role = "row" if is_row else self._role(written)
            header = part.passage.table_header() if is_row else ""
            citations = (self._citation(part),)
            self._sentences.append(AnswerSentence(stored, citations, role=role, header=header))

    def _is_heading(self, text: str) -> bool:
        """Whether a sentence only says over again what a section is called."""
        said = frozenset(tokenize(text))
        return len(said) >= FEWEST_WORDS and any(_echoes(said, one) for one in self._headings)

    def _stands(self, text: str) -> bool:
        """Whether a sentence is part of the answer already."""
        return any(text in sentence.text for sentence in self._sentences)

    def _judged(self, text: str, cited: Sequence[Passage]) -> Judgement:
        """Judge a sentence; what only says yes or no to the question must be said nearly so."""
        judgement = self._judge.judge(text, cited, self._passages)
        echo = judgement.verdict == "supported" and judgement.cover < ECHO_COVER
        if echo and _echoes(frozenset(tokenize(text)), self._asked):
            return Judgement("not supported", reasons=(ONLY_ASKED,))
        return judgement

    def _citation(self, proof: Proof) -> Citation:
        """Number a passage by its first use, as the reader sees it."""
        chunk = proof.passage.chunk_id
        source = self._sources.setdefault(
            chunk, AnswerSource(len(self._sources) + 1, proof.passage)
        )
        return Citation(source.n, proof.span.start, proof.span.end)

    def _role(self, written: Written) -> Role:
        if written.form in ("item", "step"):
            return "item" if written.form == "item" else "step"
        return "support" if self._sentences else "lead"


def _echoes(said: frozenset[str], heard: frozenset[str]) -> bool:
    """Whether the terms of a sentence are nearly all those of another text."""
    return len(said & heard) >= ECHO * len(said)


def _refusal(raw: str, text: str) -> str:
    """Return why a sentence is not even checked; empty when it is."""
    if holds_address(raw):
        return HOLDS_ADDRESS
    if holds_markup(raw):
        return HOLDS_MARKUP
    if len(_WORD.findall(text)) < FEWEST_WORDS:
        return TOO_SHORT
    if _ENDS_WITHOUT_NAME.search(text):
        return NAMES_NOTHING
    if _LEADS_NOWHERE.search(text):
        return LEADS_NOWHERE
    if _POINTS.match(text):
        return POINTS_AT_NOTHING
    if _PATH.search(text):
        return HOLDS_PATH
    if text.rstrip(" .").endswith("…") or text.endswith(".."):
        return BREAKS_OFF
    return TALKS_OF_MODELS if speaks_to_a_model(text) else ""
