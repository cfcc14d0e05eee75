"""What the factory makes of an index: counts, proof, statistics, and a sample to read.

    python -m eval questions --factory [--index DIR] [--sample 100 --seed N --grade exam|drill]

`factory_report` measures, `report_lines` and `sample_lines` lay out.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.grading import grade
from app.practice.proof import DocumentLibrary, prove, unproven_keys
from app.practice.records import GRADES, UNANSWERED, CaseStudy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from app.practice.generate.inventory import Inventory
    from app.practice.records import Item, Question
    from index.snapshot import Snapshot

ALL = ItemFilters(grades=GRADES)
FIRST = 20
"""Items whose making is timed: one quiz."""


@dataclass(frozen=True, slots=True)
class FactoryReport:
    """Figures of one run over one snapshot."""

    inventory: Inventory
    grades: dict[str, int]
    """How many items an exam could ask, and how many are drills."""
    makers: dict[str, str]
    """The maker of each item by the item's id, such as `matching: table`."""
    first_seconds: float
    """Until the first 20 items of an opened index, of the exam's grade as a quiz takes them."""
    all_seconds: float
    again_seconds: float
    """Until all items are given out a second time."""
    proved: int
    """Items whose every quote `app.practice.proof` finds in the documents."""
    graded: int
    """Questions whose own key is graded as right."""
    questions: int
    choices: int
    """Multiple-choice questions, those of case studies included."""
    longest: int
    """Of these, keys that are the one longest option."""
    shortest: int
    positions: tuple[int, ...]
    """How often the key stands first, second, third and fourth."""
    chi_square: float
    """Of the positions against even ones; 7.81 is the limit for p = .05 with four positions."""

    @property
    def total(self) -> int:
        """All items."""
        return self.inventory.total


def factory_report(
    snapshot: Snapshot, corpus: Path | None = None, seed: int = 0
) -> tuple[FactoryReport, list[Item]]:
    """Make all items of both grades of a snapshot; return the figures, and the items in the order
    of the seed."""
    started = time.perf_counter()
    factory = Factory.of_snapshot(snapshot, corpus, seed)
    list(islice(factory.items(), FIRST))
    first = time.perf_counter() - started
    items = list(factory.items(ALL))
    made = time.perf_counter() - started
    started = time.perf_counter()
    list(factory.items(ALL))
    again = time.perf_counter() - started
    library = _ByDocument(snapshot)
    questions = [part for item in items for part in item.parts]
    choices = [part for part in questions if part.type == "multiple_choice"]
    positions = Counter(part.key[0] for part in choices)
    counts = tuple(positions[place] for place in range(4))
    report = FactoryReport(
        inventory=factory.inventory(ALL),
        grades=dict(Counter(item.grade for item in items)),
        makers={item.id: factory.maker(item) for item in items},
        first_seconds=first,
        all_seconds=made,
        again_seconds=again,
        proved=sum(library.proves(item) for item in items),
        graded=sum(grade(part, part.key).correct for part in questions),
        questions=len(questions),
        choices=len(choices),
        longest=sum(_stands_out(part, longest=True) for part in choices),
        shortest=sum(_stands_out(part, longest=False) for part in choices),
        positions=counts,
        chi_square=_chi_square(counts),
    )
    return report, items


class _ByDocument:
    """Proves items against the documents that they name, one document at a time."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._store = snapshot.store
        self._libraries: dict[str, DocumentLibrary] = {}

    def proves(self, item: Item) -> bool:
        """Whether every quote of an item stands in the document that it names."""
        for part in item.parts:
            for evidence in (
                *(option.evidence for option in part.options),
                *(prompt.evidence for prompt in part.prompts),
            ):
                if evidence is None:
                    return False
                library = self._library(evidence.document_id)
                found = library.find(evidence)
                if found is None or found.document_id != evidence.document_id:
                    return False
        home = {e.document_id for p in item.parts for o in p.options if (e := o.evidence)}
        if len(home) == 1:
            proved, lost = prove(item, self._library(home.pop()))
            return not lost and not unproven_keys(proved)
        return not unproven_keys(item)

    def _library(self, document_id: str) -> DocumentLibrary:
        if document_id not in self._libraries:
            self._libraries[document_id] = DocumentLibrary([self._store.document(document_id)])
        return self._libraries[document_id]


def _stands_out(question: Question, *, longest: bool) -> bool:
    lengths = [len(option.text) for option in question.options]
    key = lengths[question.key[0]]
    others = [length for i, length in enumerate(lengths) if i != question.key[0]]
    return key > max(others) if longest else key < min(others)


def _chi_square(counts: Sequence[int]) -> float:
    mean = sum(counts) / len(counts)
    return sum((count - mean) ** 2 for count in counts) / mean if mean else 0.0


def report_lines(report: FactoryReport) -> list[str]:
    """Lay the figures out for people."""
    counts = ", ".join(f"{report.grades.get(grade, 0)} {grade}" for grade in GRADES)
    lines = [f"{report.total} distinct items ({counts})"]
    lines += [f"  {kind:18} {count}" for kind, count in report.inventory.counts.items()]
    counted = Counter(report.makers.values())
    lines += [f"    {maker:42} {count}" for maker, count in counted.most_common()]
    lines += [f"  no {reason.type}: {reason.text}" for reason in report.inventory.reasons]
    if not report.total:
        return lines
    share = report.choices or 1
    return [
        *lines,
        f"proof: {report.proved} of {report.total} items have every quote in its document",
        f"grading: {report.graded} of {report.questions} keys are graded as right",
        f"time: first {FIRST} items {report.first_seconds:.2f} s, all {report.all_seconds:.1f} s,"
        f" again {report.again_seconds:.2f} s",
        f"multiple choice: key longest {report.longest / share:.1%}, shortest"
        f" {report.shortest / share:.1%}, positions {list(report.positions)}"
        f" (chi-square {report.chi_square:.2f}, limit 7.81)",
    ]


def sample_lines(
    items: Sequence[Item], size: int, seed: int, makers: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Lay out a random sample with keys, reasons and evidence, to be read as a hostile writer.

    `makers` tells by an item's id which maker it came from.
    """
    chosen = random.Random(seed).sample(list(items), min(size, len(items)))
    for number, item in enumerate(chosen, 1):
        made = (makers or {}).get(item.id, item.type)
        yield f"#{number} {item.id} {made} {' '.join(item.bullets) or 'outside the outline'}"
        if isinstance(item, CaseStudy):
            yield f"  scenario: {item.scenario}"
        for part in item.parts:
            yield from _question_lines(part)
        yield ""


def _question_lines(question: Question) -> Iterator[str]:
    yield f"  {question.stem}"
    for prompt, key in zip(question.prompts, question.key, strict=False):
        yield f"    {prompt.text}  ->  {question.options[key].text}"
    for place, option in enumerate(question.options):
        mark = " "
        if place in question.key:
            rank = question.key.index(place) + 1
            mark = str(rank) if question.type == "ordering" else "*"
        yield f"   {mark} {option.text}"
        yield f"       {option.rationale}"
        if option.evidence is not None and option.evidence.start != UNANSWERED:
            yield f"       {option.evidence.path}: {option.evidence.quote}"
