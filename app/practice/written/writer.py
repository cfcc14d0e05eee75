"""Let a chat model write practice items, and keep those that everything agrees on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.chat_model.errors import ChatModelError
from app.practice.errors import ItemError
from app.practice.generate.catalog import Catalog
from app.practice.written.blind import blind_refusal
from app.practice.written.calling import asked_for
from app.practice.written.draft import drafted
from app.practice.written.gate import Claims, flawed, near_duplicate, unsafe_text
from app.practice.written.prompts import writing_prompt
from app.practice.written.proving import proved
from app.practice.written.quotes import PassageLibrary
from app.practice.written.refusal import Refusal
from app.practice.written.replies import REPLIES
from app.untrusted import is_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.practice.records import Question, QuestionType
    from app.practice.written.calling import StructuredModel
    from app.practice.written.refusal import Rule
    from app.practice.written.verifying import SentenceVerifier
    from index.records import Passage

RETRIES = 2
"""Further tries of one item, each told why the last one was refused."""


@dataclass(frozen=True, slots=True)
class Order:
    """One item to write: its type, and the passages that it is about."""

    kind: QuestionType
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a run. Every order became an item or is counted in `dropped`."""

    items: tuple[Question, ...] = ()
    dropped: Mapping[Rule, int] = field(default_factory=dict)
    """Orders given up, by the reason of the last try."""
    tried: int = 0
    """Orders begun."""
    refused: Mapping[Rule, int] = field(default_factory=dict)
    """All tries that were refused, those that a further try mended included."""
    problem: str = ""
    """Why the run ended before its time: the model could not be asked."""

    def describe(self) -> str:
        """Return one line: `2 of 5 items kept; dropped: quote not found 2, flaw 1`."""
        line = f"{len(self.items)} of {self.tried} items kept"
        if self.dropped:
            counted = ", ".join(f"{rule} {count}" for rule, count in self.dropped.items())
            line += f"; dropped: {counted}"
        return f"{line}; {self.problem}" if self.problem else line


class ItemWriter:
    """A model that writes items, and all that its items must pass."""

    def __init__(
        self,
        model: StructuredModel,
        verifier: SentenceVerifier,
        catalog: Catalog | None = None,
        exam: str = "mla-c01",
        retries: int = RETRIES,
    ) -> None:
        self._model = model
        self._verifier = verifier
        self._catalog = catalog or Catalog()
        self._exam = exam
        self._retries = retries

    def write(
        self, orders: Iterable[Order], existing: Iterable[str] = (), most: int | None = None
    ) -> Written:
        """Write one item for each order, until there are `most`.

        Args:
            orders: what to write, drawn from one by one.
            existing: stems of items that there are already.
            most: items after which to stop; None works through all orders.
        """
        stems = list(existing)
        items: list[Question] = []
        dropped: Counter[Rule] = Counter()
        refused: Counter[Rule] = Counter()
        tried = 0
        problem = ""
        for order in orders:
            if most is not None and len(items) >= most:
                break
            tried += 1
            try:
                item, refusals = self._item(order, stems)
            except ChatModelError as error:
                dropped["model failed"] += 1
                problem = error.what
                break
            refused.update(refusals)
            if item is None:
                dropped[refusals[-1]] += 1
            else:
                items.append(item)
                stems.append(item.stem)
        return Written(tuple(items), dict(dropped), tried, dict(refused), problem)

    def _item(self, order: Order, stems: Sequence[str]) -> tuple[Question | None, list[Rule]]:
        """Return an item, or None, and the rules by which tries were refused."""
        passages = _fit(order)
        if not passages:
            return None, ["no fit passage"]
        refusals: list[Rule] = []
        last: Refusal | None = None
        for _ in range(1 + self._retries):
            found = self._once(order.kind, passages, stems, last)
            if not isinstance(found, Refusal):
                return found, refusals
            last = found
            refusals.append(found.rule)
        return None, refusals

    def _once(
        self,
        kind: QuestionType,
        passages: Sequence[Passage],
        stems: Sequence[str],
        last: Refusal | None,
    ) -> Question | Refusal:
        prompt = writing_prompt(passages, kind, exam=self._exam, known=stems, refused=last)
        reply = asked_for(self._model, prompt, REPLIES[kind])
        if isinstance(reply, Refusal):
            return reply
        try:
            draft = drafted(reply, kind, self._exam)
        except ItemError as error:
            return Refusal("malformed item", error.problem)
        return self._checked(draft, PassageLibrary(passages), stems)

    def _checked(
        self, draft: Question, library: PassageLibrary, stems: Sequence[str]
    ) -> Question | Refusal:
        """Return the draft with its proof when nothing objects; the model is asked last."""
        question = proved(draft, library, self._catalog)
        if isinstance(question, Refusal):
            return question
        return (
            unsafe_text(question)
            or near_duplicate(question, stems)
            or Claims(self._verifier, library).refused(question)
            or flawed(question)
            or blind_refusal(question, library, self._model)
            or question
        )


def _fit(order: Order) -> tuple[Passage, ...]:
    """Return the passages that a model may see; an order of steps needs a procedure."""
    safe = tuple(passage for passage in order.passages if is_safe(passage))
    if order.kind == "ordering" and not any(p.kind == "procedure" for p in safe):
        return ()
    return safe
