"""What a proved question must pass before a model may see it blind: nothing here asks a model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.quality.duplicates import SAME_WORDS
from app.practice.quality.flaws import flaws_of
from app.practice.quality.words import telling
from app.practice.written.claims import (
    answers,
    asks_of_case,
    claim,
    common,
    is_about,
    is_scenario,
    predicate,
    speaks_of,
    states_something,
    with_other,
)
from app.practice.written.proving import parts_of
from app.practice.written.refusal import Refusal
from app.untrusted import as_data, speaks_to_a_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.practice.records import Option, Prompt, Question
    from app.practice.written.quotes import PassageLibrary
    from app.practice.written.verifying import SentenceVerifier
    from index.records import Passage

_SPEAKS_OF_PASSAGES = re.compile(
    r"\bpassages?\b (?:\d|above|below|says?|states?)|\b(?:the|these|this|given|provided) "
    r"(?:passages?|evidence|excerpts?|quotes?)\b|\baccording to the (?:text|notes?|document)\b",
    re.IGNORECASE,
)
"""The reader of a question sees no passages."""


def unsafe_text(question: Question) -> Refusal | None:
    """Refuse texts that hold links, tags or hidden signs, speak to a model, or of passages."""
    return unsafe(_texts(question))


def unsafe(texts: Iterable[str]) -> Refusal | None:
    """Refuse such texts, wherever they are to be shown."""
    for text in texts:
        if as_data(text) != text or speaks_to_a_model(text):
            return Refusal("unsafe text", "Write plain sentences: no links, tags, marks or orders")
        if _SPEAKS_OF_PASSAGES.search(text):
            return Refusal("unsafe text", "Do not mention the passages: the reader has none")
    return None


def near_duplicate(asked: str, stems: Iterable[str]) -> Refusal | None:
    """Refuse a stem or scenario that is nearly one of those given."""
    flat = " ".join(asked.split()).casefold()
    words = telling(asked)
    for stem in stems:
        others = telling(stem)
        same = flat == " ".join(stem.split()).casefold()
        if same or (words and len(words & others) >= SAME_WORDS * len(words | others)):
            return Refusal("near duplicate", f'This is asked already: "{stem}"')
    return None


def flawed(question: Question) -> Refusal | None:
    """Refuse a question with an item-writing flaw, or with one reason for two options."""
    for flaw in flaws_of(question):
        return Refusal("flaw", f"{flaw.name}: {flaw.message}")
    told: tuple[Option | Prompt, ...] = question.prompts or question.options
    reasons = [part.rationale for part in told]
    if len(set(reasons)) < len(reasons):
        return Refusal("flaw", "Two options have the same reason")
    return None


class Claims:
    """Checks what a question says against the passages, sentence by sentence."""

    def __init__(self, verifier: SentenceVerifier, library: PassageLibrary) -> None:
        self._verifier = verifier
        self._library = library

    def refused(self, question: Question) -> Refusal | None:
        """Return what the passages do not support of a question, or support of a distractor."""
        if question.type == "matching":
            return self._reasons(question) or self._pairs(question)
        if question.type == "ordering":
            return self._reasons(question) or self._order(question)
        return (
            self._reasons(question)
            or self._keys(question)
            or self._nearest(question)
            or self._distractors(question)
        )

    def _reasons(self, question: Question) -> Refusal | None:
        """Every reason is shown to the reader: its own quote must support it."""
        for part in parts_of(question):
            why = self._unsupported(part.rationale, part)
            if why:
                return Refusal(
                    "reason not supported", f'The quote of "{part.text}" does not say: {why}'
                )
            says = states_something(part.rationale)
            if not says or not speaks_of(part.rationale, part.text, least=0.0):
                return Refusal("reason not supported", f'The reason says nothing of "{part.text}"')
        return None

    def _keys(self, question: Question) -> Refusal | None:
        for place in question.key:
            key = question.options[place]
            if self._unsupported(key.text, key):
                return Refusal("key not supported", f'The quote does not say "{key.text}"')
            if not self._answers(question.stem, key):
                return Refusal(
                    "key not supported",
                    f'Neither quote nor reason says that "{key.text}" answers the question',
                )
        return None

    def _nearest(self, question: Question) -> Refusal | None:
        """Refuse a scenario that a distractor's quote meets as well as the key's.

        What a scenario's company needs stands in no passage; that the key's proof takes up more
        of it than any other is what can be told without asking a model.
        """
        if not is_scenario(question.stem):
            return None
        met = [common(question.stem, _proof_of(option)) for option in question.options]
        wrong = max(n for i, n in enumerate(met) if i not in question.key)
        for place in question.key:
            if met[place] <= wrong:
                text = question.options[place].text
                return Refusal(
                    "key not supported",
                    f'The scenario does not take up what the quote of "{text}" says',
                )
        return None

    def _answers(self, stem: str, key: Option) -> bool:
        """Whether the quote, read in its passage, makes the key the answer.

        Of a scenario, whose company no passage knows, the reason must join key and stem.
        """
        if not speaks_of(key.rationale, key.text):
            return False
        if is_scenario(stem):
            return answers(key.rationale, stem)
        said = claim(stem, key.text)
        return (
            key.evidence is not None
            and not self._unsupported(said, key)
            and self._holds(said, self._library.holding(key.evidence))
        )

    def _distractors(self, question: Question) -> Refusal | None:
        for i, option in enumerate(question.options):
            if i in question.key:
                continue
            about = (predicate(question.stem), option.text)
            if any(self._is_true(said, about) for said in _claims_of(question, option)):
                return Refusal("distractor true", f'The passages support "{option.text}" as well')
        return None

    def _pairs(self, question: Question) -> Refusal | None:
        for prompt, place in zip(question.prompts, question.key, strict=True):
            answer = question.options[place].text
            told = speaks_of(prompt.rationale, answer) and speaks_of(prompt.rationale, prompt.text)
            if not told and self._unsupported(f"{prompt.text} {answer}.", prompt):
                return Refusal(
                    "key not supported", f'No quote says that "{answer}" goes with "{prompt.text}"'
                )
            for i, other in enumerate(question.options):
                swapped = with_other(prompt.rationale, answer, other.text)
                pair = f"{prompt.text} {other.text}."
                about = (prompt.text, other.text)
                if i != place and any(self._is_true(one, about) for one in (swapped, pair) if one):
                    return Refusal(
                        "distractor true", f'"{prompt.text}" goes with "{other.text}" as well'
                    )
        return None

    def _order(self, question: Question) -> Refusal | None:
        """Steps must follow each other in one numbered procedure, as their quotes do."""
        steps = [question.options[k] for k in question.key]
        for step in steps:
            if self._unsupported(step.text, step):
                return Refusal("key not supported", f'The quote does not say "{step.text}"')
        proofs = [step.evidence for step in steps if step.evidence]
        places = [(e.document_id, e.heading_path) for e in proofs]
        starts = [e.start for e in proofs]
        is_procedure = all(self._library.narrowed(e).kind == "procedure" for e in proofs)
        if not is_procedure or len(set(places)) > 1 or starts != sorted(set(starts)):
            return Refusal(
                "order not shown", "Take the steps of one numbered procedure, in its order"
            )
        return None

    def _unsupported(self, sentence: str, part: Option | Prompt) -> str:
        """Return what the quote of an option or prompt does not support; empty if all is."""
        if part.evidence is None:
            return sentence
        check = self._verifier.check(sentence, (self._library.narrowed(part.evidence),))
        if check.verdict == "supported" and not check.generic:
            return ""
        return f"{sentence} ({'; '.join(check.reasons) or 'it states nothing'})"

    def _is_true(self, sentence: str, about: tuple[str, ...]) -> bool:
        """Whether a passage supports a sentence in a place that speaks of all it is about."""
        for passage in self._library.passages:
            check = self._verifier.check(sentence, (passage,))
            if check.verdict != "supported" or check.generic:
                continue
            headings = " ".join((passage.title, *passage.heading_path))
            places = (f"{headings} {passage.text[s.start : s.end]}" for _, s in check.spans)
            if any(all(is_about(one, place) for one in about) for place in places):
                return True
        return False

    def _holds(self, sentence: str, passage: Passage) -> bool:
        check = self._verifier.check(sentence, (passage,))
        return check.verdict == "supported" and not check.generic


def _claims_of(question: Question, option: Option) -> Iterator[str]:
    """Yield the statements that would make a distractor right."""
    if not asks_of_case(question.stem, option.text):
        yield claim(question.stem, option.text)
    for place in question.key:
        key = question.options[place]
        swapped = with_other(key.rationale, key.text, option.text)
        if swapped:
            yield swapped


def _proof_of(option: Option) -> str:
    """Return the quote of an option."""
    return option.evidence.quote if option.evidence else ""


def _texts(question: Question) -> Iterator[str]:
    yield question.stem
    for part in parts_of(question):
        yield part.text
        yield part.rationale
