"""Build practice items from the documents of a snapshot, lazily and always the same ones."""

from __future__ import annotations

import random
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from app.practice.generate.case_options import option_studies
from app.practice.generate.case_study import CASE_MAKERS, TOLD
from app.practice.generate.catalog import Catalog
from app.practice.generate.drills import DRILL_MAKERS, asked_already
from app.practice.generate.filters import ItemFilters
from app.practice.generate.gate import Twins, unprintable, unproved
from app.practice.generate.inventory import Inventory, reasons
from app.practice.generate.matching import MATCHING_MAKERS
from app.practice.generate.multiple_choice import CHOICE_MAKERS
from app.practice.generate.multiple_response import RESPONSE_MAKERS
from app.practice.generate.ordering import ordering_questions
from app.practice.generate.shelf import Shelf
from app.practice.generate.wordings import Wordings
from app.practice.records import ITEM_TYPES, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import DocumentSource
    from app.practice.records import Grade, Item, ItemType
    from index.snapshot import Snapshot

ALL = ItemFilters()
AT_ONCE = 2
"""Documents of the first batch, so that a quiz begins without waiting for the others."""
TOGETHER = 6
"""Documents whose items are mixed before the first is given out: variety without waiting."""
SHELVES = 2
"""Snapshots whose items are kept: the one that serves and the one before it."""
Maker = Callable[["Page", "Shelf"], "Iterable[Item]"]
_MAKERS: dict[Grade, dict[ItemType, dict[str, Maker]]] = {
    "exam": {
        "multiple_choice": {**CHOICE_MAKERS},
        "multiple_response": {**RESPONSE_MAKERS},
        "ordering": {"steps": ordering_questions},
        "matching": {**MATCHING_MAKERS},
        "case_study": {**CASE_MAKERS, "options of a section": option_studies},
    },
    "drill": {kind: {**makers} for kind, makers in DRILL_MAKERS.items()},
}


class Workshop:
    """The items of a shelf, made per document and type when they are first wanted, then kept."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._made: dict[tuple[str, ItemType, Grade], tuple[Item, ...]] = {}
        self._makers: dict[str, str] = {}
        self._lock = threading.RLock()

    def made(self, document_id: str, kind: ItemType, grade: Grade = "exam") -> tuple[Item, ...]:
        """Return the proved items of one type and grade about one document.

        A drill that asks what an item of the exam's grade asks already is left out.
        """
        with self._lock:
            made = self._made.get((document_id, kind, grade))
            if made is None:
                made = tuple(self._make(document_id, kind, grade))
                self._made[document_id, kind, grade] = made
            return made

    def _make(self, document_id: str, kind: ItemType, grade: Grade) -> Iterator[Item]:
        page = self.shelf.page(document_id)
        better = self.made(document_id, kind) if grade == "drill" else ()
        known = frozenset(asked_already(better))
        for name, make in _MAKERS[grade].get(kind, {}).items():
            for item in make(page, self.shelf):
                if unproved(item, self.shelf) or not known.isdisjoint(asked_already([item])):
                    continue
                if grade == "exam" and unprintable(item, is_told=name == TOLD):
                    continue
                self._makers.setdefault(item.id, f"{kind}: {name}")
                if grade == "drill" and isinstance(item, Question):
                    yield replace(item, grade="drill")
                else:
                    yield item

    def maker(self, item: Item) -> str:
        """Return which maker an item of this workshop came from."""
        with self._lock:
            return self._makers.get(item.id, "")


class Factory:
    """Items about the documents of one snapshot, in an order that a seed fixes."""

    def __init__(self, workshop: Workshop, seed: int = 0) -> None:
        self._workshop = workshop
        self._seed = seed

    @classmethod
    def of_snapshot(cls, snapshot: Snapshot, corpus: Path | None = None, seed: int = 0) -> Self:
        """Return the factory of a snapshot; `corpus` holds the blueprints of the exams.

        What was made of a snapshot is kept in memory for the next factory of the same one.
        """
        return cls(_workshop_of(snapshot, corpus), seed)

    @classmethod
    def of_documents(
        cls,
        documents: DocumentSource,
        catalog: Catalog | None = None,
        seed: int = 0,
        wordings: Wordings | None = None,
    ) -> Self:
        """Return a factory of any documents."""
        return cls(Workshop(Shelf(documents, catalog or Catalog(), wordings)), seed)

    def items(self, filters: ItemFilters = ALL) -> Iterator[Item]:
        """Yield the items that pass the filters, one after the other as they are wanted.

        The same seed gives the same order. Which items there are does not depend on the seed, but
        for which of two near-duplicates comes first.
        """
        rng = random.Random(self._seed)
        ids = self._documents(filters)
        rng.shuffle(ids)
        twins = Twins()
        for first, last in _batches(len(ids)):
            for grade in filters.wanted_grades:
                batch = [
                    item
                    for document_id in ids[first:last]
                    for kind in filters.wanted_types
                    for item in self._workshop.made(document_id, kind, grade)
                    if filters.admits(item)
                ]
                rng.shuffle(batch)
                yield from (item for item in batch if twins.is_new(item))

    def maker(self, item: Item) -> str:
        """Return which maker an item came from, for reports."""
        return self._workshop.maker(item)

    def inventory(self, filters: ItemFilters = ALL) -> Inventory:
        """Count the items of each type, and say why a type has none."""
        counted = Counter(item.type for item in self.items(filters))
        counts = {kind: counted[kind] for kind in filters.wanted_types}
        return Inventory(counts, reasons(counts, self._missing(filters)))

    def _documents(self, filters: ItemFilters) -> list[str]:
        known = self._workshop.shelf.document_ids
        if not filters.documents:
            return list(known)
        return [one for one in known if one in filters.documents]

    def _missing(self, filters: ItemFilters) -> dict[ItemType, str]:
        """Return for each type why these documents gave no item."""
        pages = [self._workshop.shelf.page(one) for one in self._documents(filters)]
        if not pages:
            return dict.fromkeys(ITEM_TYPES, "There is no document to ask about.")
        tables = sum(len(page.tables) for page in pages)
        steps = sum(listing.ordered for page in pages for listing in page.listings)
        lists = sum(not listing.ordered for page in pages for listing in page.listings)
        asked = filters.domain or filters.task or filters.bullet or filters.service
        scope = " about what was asked for" if asked else ""
        table_part = _found(tables, "table")
        return {
            "multiple_choice": f"No rule, limit, definition or table{scope} with four alternatives"
            f" that the text tells apart ({table_part}).",
            "multiple_response": f"No table or list{scope} that parts its entries in two groups"
            f" ({table_part}, {_found(lists, 'list')}).",
            "ordering": f"No numbered procedure{scope} with three steps in a row that have one"
            f" order and a stated goal ({_found(steps, 'procedure')}).",
            "matching": f"No table{scope} with three short, distinct pairs ({table_part}).",
            "case_study": f"No decision rules{scope} that tell two cases apart ({table_part}).",
        }


def _batches(count: int) -> Iterator[tuple[int, int]]:
    """Yield where each batch of documents begins and ends; the first one is small."""
    first, size = 0, AT_ONCE
    while first < count:
        yield first, min(first + size, count)
        first, size = first + size, TOGETHER


def _found(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'} found"


_workshops: OrderedDict[tuple[str, str], Workshop] = OrderedDict()
_workshops_lock = threading.Lock()


def _workshop_of(snapshot: Snapshot, corpus: Path | None) -> Workshop:
    key = (str(snapshot.folder), str(corpus))
    with _workshops_lock:
        if key not in _workshops:
            _workshops[key] = Workshop(
                Shelf(snapshot.store, Catalog.read(corpus), Wordings.of_corpus(corpus))
            )
            while len(_workshops) > SHELVES:
                _workshops.popitem(last=False)
        _workshops.move_to_end(key)
        return _workshops[key]
