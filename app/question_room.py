"""The questions over one index: pool, blueprint and names joined, for pages and command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from app.practice.blueprint import Blueprint
from app.practice.matching import Catalogue
from app.practice.pool import ItemSource, Pool, read_bank
from app.practice.wish import Wish

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource
    from app.settings import Settings
    from index.aliases import AliasTable


@dataclass(frozen=True, slots=True)
class QuestionRoom:
    """Everything that choosing questions needs, for one snapshot."""

    pool: Pool
    catalogue: Catalogue
    blueprint: Blueprint
    aliases: AliasTable

    @classmethod
    def open(
        cls,
        source: IndexPassageSource,
        settings: Settings,
        exam: str = "",
        factory: ItemSource | None = None,
    ) -> Self:
        """Prove the bank against the index that serves.

        Raises BankError when a file of the bank is malformed, UsageError for an unknown exam.
        """
        snapshot = source.retriever.snapshot
        blueprint = Blueprint.open(settings.corpus / "exams", exam or settings.exam)
        documents = [source.retriever.document(entry.id) for entry in source.retriever.documents()]
        pool = Pool.build(
            read_bank(settings.bank),
            documents,
            snapshot=snapshot.id,
            date=snapshot.manifest.created,
            factory=factory,
        )
        return cls(pool, Catalogue(pool.items, snapshot.aliases), blueprint, snapshot.aliases)

    def wish(self, wish: Wish) -> Wish:
        """Return a wish with names resolved, for this exam. Raises UsageError."""
        return Wish.from_json(wish.to_json() | {"exam": self.blueprint.exam}).checked(
            self.blueprint, self.aliases
        )
