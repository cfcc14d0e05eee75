"""The questions over one index: pool, blueprint and names joined, for pages and command line."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Self

from app.practice.blueprint import Blueprint
from app.practice.item_archive import load_item
from app.practice.matching import Catalogue
from app.practice.pool import Pool, read_bank
from app.practice.wish import Wish
from app.practice.written.proving import evidence_of
from app.question_factory import SnapshotFactory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.practice.pool import Quarantined
    from app.practice.records import Item
    from app.question_factory import ItemSource
    from app.retrieval import IndexPassageSource
    from app.settings import Settings
    from index.aliases import AliasTable

_log = logging.getLogger(__name__)

ROOM_TO_CHOOSE = 2
"""How many times the questions of a quiz the bank must hold, else the factory is asked too."""
FEW = 10
"""Questions that an exam could ask below which drills stand beside them, where all are wanted."""
MADE_TO_CHOOSE = 20
"""Items made for each question of a quiz, so that weights, tasks and history have a choice."""


@dataclass(frozen=True, slots=True)
class QuestionRoom:
    """Everything that choosing questions needs, for one snapshot."""

    pool: Pool
    catalogue: Catalogue
    """The items of the bank."""
    blueprint: Blueprint
    aliases: AliasTable
    factory: ItemSource | None = None
    written: Pool = field(default_factory=lambda: Pool(()))
    """The items that a chat model wrote and that were kept, proved against this index."""
    _wider: dict[tuple[object, ...], Catalogue] = field(default_factory=dict)

    @classmethod
    def open(cls, source: IndexPassageSource, settings: Settings, exam: str = "") -> Self:
        """Prove the bank against the index that serves.

        Raises BankError when a file of the bank is malformed, UsageError for an unknown exam.
        """
        snapshot = source.retriever.snapshot
        blueprint = Blueprint.open(settings.corpus / "exams", exam or settings.exam)
        read = source.retriever.document
        pool = Pool.build(
            read_bank(settings.bank),
            [read(entry.id) for entry in source.retriever.documents()],
            snapshot=snapshot.id,
            date=snapshot.manifest.created,
        )
        aliases = snapshot.aliases
        factory = SnapshotFactory.open(source, settings.corpus)
        return cls(pool, Catalogue(pool.items, aliases), blueprint, aliases, factory)

    def with_written(self, written: Pool) -> QuestionRoom:
        """Return the room with the items that a chat model wrote."""
        return replace(self, written=written)

    @property
    def kept_out(self) -> tuple[Quarantined, ...]:
        """The items whose source changed, of the bank and of the model's."""
        return (*self.pool.quarantined, *self.written.quarantined)

    def wish(self, wish: Wish) -> Wish:
        """Return a wish with names resolved, for this exam. Raises UsageError."""
        return Wish.from_json(wish.to_json() | {"exam": self.blueprint.exam}).checked(
            self.blueprint, self.aliases
        )

    def catalogue_for(self, wish: Wish, count: int) -> Catalogue:
        """Return the items to choose from: the bank, and the factory's where the bank is short.

        What a model wrote is among them where the wish names that well. Where all that an exam
        could ask is too little, the factory's drills are among them too.
        """
        found = self._with_drills(self._made_or_kept(wish, count), wish, count)
        if "model" not in wish.origins or not self.written.items:
            return found
        return Catalogue([*found.items, *self.written.items], self.aliases)

    def _with_drills(self, found: Catalogue, wish: Wish, count: int) -> Catalogue:
        """Return the items together with drills, where no grade is named and they are short."""
        makes = self.factory is not None and (not wish.origins or "factory" in wish.origins)
        enough = count or FEW
        if not makes or wish.grades or len(found.matching(wish)) >= enough:
            return found
        drills = self._made_or_kept(replace(wish, grades=("drill",), origins=("factory",)), count)
        known = {item.id for item in found.items}
        more = [item for item in drills.items if item.grade == "drill" and item.id not in known]
        return Catalogue([*found.items, *more], self.aliases) if more else found

    def _made_or_kept(self, wish: Wish, count: int) -> Catalogue:
        """Return the items of bank and factory.

        For a quiz of `count` questions the factory makes a good many times as many, not all that
        it can; a count of 0 wants them all, which takes a while the first time.
        """
        wants_made = "factory" in wish.origins
        bank_only = bool(wish.origins) and not wants_made
        if self.factory is None or bank_only:
            return self.catalogue
        if not wants_made and len(self.catalogue.matching(wish)) >= ROOM_TO_CHOOSE * count:
            return self.catalogue
        if count and not (wish.topic or wish.services):
            plain = self.catalogue.is_plainly_meant
            wanted = (item for item in self.factory.items(wish) if plain(item, wish))
            some = self.pool.joined(islice(wanted, MADE_TO_CHOOSE * count))
            return Catalogue(some, self.aliases)
        key = (wish.types, wish.paths, wish.grades)
        if key not in self._wider:
            made = self.pool.joined(self.factory.items(wish))
            self._wider[key] = Catalogue(made, self.aliases)
        return self._wider[key]

    def why_none(self, wish: Wish) -> str:
        """Return why the documents that a wish names give no question; empty where it is not known
        or the wish names none."""
        return self.factory.why_none(wish) if isinstance(self.factory, SnapshotFactory) else ""

    def stems(self) -> list[str]:
        """Return what is asked already, by the bank and by what a model wrote before."""
        return [item.stem for item in (*self.pool.items, *self.written.items)]

    def item(self, item_id: str) -> Item | None:
        """Return an item by its id, made ones included, or None."""
        known: tuple[Catalogue | Pool, ...] = (
            self.catalogue,
            self.written,
            *self._wider.values(),
        )
        return next((i for one in known for i in one.items if i.id == item_id), None)


def written_pool(archives: Iterable[str], source: IndexPassageSource) -> Pool:
    """Prove kept items of a model against the index that serves.

    Only the documents that they quote are read. An archive that cannot be read any more is left
    out.
    """
    items: list[Item] = []
    for archive in archives:
        try:
            items.append(load_item(archive))
        except ValueError as error:
            _log.warning("a written item cannot be read: %s", error)
    paths = {e.path for item in items for part in item.parts for e in evidence_of(part)}
    entries = source.retriever.documents() if items else []
    read = source.retriever.document
    snapshot = source.retriever.snapshot
    return Pool.build(
        items,
        [read(entry.id) for entry in entries if entry.source.path in paths],
        snapshot=snapshot.id,
        date=snapshot.manifest.created,
    )
