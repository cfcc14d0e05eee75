"""Let a chat model write practice items, and keep those that everything agrees on."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.chat_model.errors import ChatModelError
from app.practice.errors import ItemError
from app.practice.generate.catalog import Catalog
from app.practice.records import CaseStudy
from app.practice.written.calling import asked_for
from app.practice.written.case import CaseWriter
from app.practice.written.draft import drafted
from app.practice.written.examiner import Examiner
from app.practice.written.prompts import writing_prompt
from app.practice.written.quotes import PassageLibrary
from app.practice.written.refusal import Refusal
from app.practice.written.replies import REPLIES
from app.practice.written.tries import first_accepted
from app.untrusted import is_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from app.practice.records import Item, ItemType, Question, QuestionType
    from app.practice.written.calling import StructuredModel
    from app.practice.written.refusal import Rule
    from app.practice.written.verifying import SentenceVerifier
    from index.records import Passage

RETRIES = 2
"""Further tries of one item, each told why the last one was refused."""
UNREADABLE = 3
"""Orders in a row without one readable reply, after which the model is not asked again."""


@dataclass(frozen=True, slots=True)
class Order:
    """One item to write: its type, and the passages that it is about."""

    kind: ItemType
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a run. Every order became an item or is counted in `dropped`."""

    items: tuple[Item, ...] = ()
    dropped: Mapping[Rule, int] = field(default_factory=dict)
    """Orders given up, by the reason of the last try."""
    tried: int = 0
    """Orders begun."""
    refused: Mapping[Rule, int] = field(default_factory=dict)
    """All tries that were refused, those that a further try mended included."""
    problem: str = ""
    """Why the run ended before its time: the model could not be asked."""
    dropped_parts: Mapping[Rule, int] = field(default_factory=dict)
    """Questions of case studies given up, by the reason of the last try."""
    doing: ItemType | None = None
    """What is being written: the last order is open then."""

    def describe(self) -> str:
        """Return one line: `2 of 5 items kept; dropped: quote not found 2, flaw 1`."""
        line = f"{len(self.items)} of {self.tried} items kept"
        if self.dropped:
            line += f"; dropped: {_counted(self.dropped)}"
        if self.dropped_parts:
            line += f"; questions of case studies dropped: {_counted(self.dropped_parts)}"
        return f"{line}; {self.problem}" if self.problem else line


def _counted(rules: Mapping[Rule, int]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in rules.items())


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
        self._examiner = Examiner(model, verifier, catalog or Catalog())
        self._exam = exam
        self._retries = retries
        self._cases = CaseWriter(model, self._examiner, exam, retries)

    def write(
        self, orders: Iterable[Order], existing: Iterable[str] = (), most: int | None = None
    ) -> Written:
        """Write one item for each order, until there are `most`.

        Args:
            orders: what to write, drawn from one by one.
            existing: stems of items that there are already.
            most: items after which to stop; None works through all orders.
        """
        return deque(self.steps(orders, existing, most), maxlen=1).pop()

    def steps(
        self, orders: Iterable[Order], existing: Iterable[str] = (), most: int | None = None
    ) -> Iterator[Written]:
        """Yield how far `write` is when an order is begun and when it is done; the last is all."""
        run = _Run(list(existing))
        for order in orders:
            if run.problem or (most is not None and len(run.items) >= most):
                break
            run.tried += 1
            yield run.so_far(order.kind)
            try:
                item, refusals = self._item(order, run)
            except ChatModelError as error:
                run.fail(error)
                break
            run.note(item and by(item, self._model.name), refusals)
            if run.unreadable >= UNREADABLE:
                run.problem = f"{self._model.name} did not send questions in the form asked for"
            yield run.so_far()
        yield run.so_far()

    def _item(self, order: Order, run: _Run) -> tuple[Item | None, Sequence[Rule]]:
        """Return an item, or None, and the rules by which tries were refused."""
        passages = _fit(order)
        if not passages:
            return None, ["no fit passage"]
        if order.kind == "case_study":
            written = self._cases.write(passages, run.stems)
            run.dropped_parts.update(written.dropped_parts)
            return written.study, written.refused
        return self._question(order.kind, passages, run.stems)

    def _question(
        self, kind: QuestionType, passages: Sequence[Passage], stems: Sequence[str]
    ) -> tuple[Question | None, list[Rule]]:
        refusals: list[Rule] = []

        def once(last: Refusal | None) -> Question | Refusal:
            return self._once(kind, passages, stems, last)

        return first_accepted(once, self._retries, refusals), refusals

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
        return self._examiner.question(draft, PassageLibrary(passages), stems)


class _Run:
    """The counts of a run while it goes on."""

    def __init__(self, stems: list[str]) -> None:
        self.stems = stems
        self.items: list[Item] = []
        self.tried = 0
        self.problem = ""
        self.unreadable = 0
        self.dropped_parts: Counter[Rule] = Counter()
        self._dropped: Counter[Rule] = Counter()
        self._refused: Counter[Rule] = Counter()

    def note(self, item: Item | None, refusals: Sequence[Rule]) -> None:
        """Count an order that is done."""
        self._refused.update(refusals)
        nothing_read = bool(refusals) and set(refusals) == {"invalid reply"}
        self.unreadable = self.unreadable + 1 if item is None and nothing_read else 0
        if item is None:
            self._dropped[refusals[-1]] += 1
        else:
            self.items.append(item)
            self.stems.append(item.stem)

    def fail(self, error: ChatModelError) -> None:
        """Count the order at which the model could not be asked."""
        self._dropped["model failed"] += 1
        self.problem = error.what

    def so_far(self, doing: ItemType | None = None) -> Written:
        """Return the counts as they stand."""
        return Written(
            tuple(self.items),
            dict(self._dropped),
            self.tried,
            dict(self._refused),
            self.problem,
            dict(self.dropped_parts),
            doing,
        )


def by(item: Item, author: str) -> Item:
    """Return an item with the name of the model that wrote it, on all its parts."""
    if isinstance(item, CaseStudy):
        parts = tuple(replace(part, author=author) for part in item.questions)
        return replace(item, questions=parts, author=author)
    return replace(item, author=author)


def _fit(order: Order) -> tuple[Passage, ...]:
    """Return the passages that a model may see; an order of steps needs a procedure."""
    safe = tuple(passage for passage in order.passages if is_safe(passage))
    if order.kind == "ordering" and not any(p.kind == "procedure" for p in safe):
        return ()
    return safe
