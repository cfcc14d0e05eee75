"""Practice items from a chat model about the indexed sources: the well that `--origin model` names.

Nothing is kept here: an item is written, passes the gate, and is given out.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from app.answering import open_verifier
from app.chat_model.opening import open_chat_model
from app.chat_model.spec import HOW_TO_NAME, ModelSpec
from app.practice.generate.catalog import Catalog
from app.practice.records import ITEM_TYPES
from app.practice.written.orders import orders_about
from app.practice.written.writer import ItemWriter
from index.errors import UsageError
from index.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.answer.verify.verifier import Verifier
    from app.chat_model.chat import ChatModel
    from app.chat_model.options import ModelOptions
    from app.practice.written.calling import StructuredModel
    from app.practice.written.writer import Written
    from app.retrieval import IndexPassageSource
    from app.settings import Settings
    from index.records import Passage

ITEM_TOKENS = 3_000
"""Tokens that a case study with its reasons and quotes may take: more than an answer."""
PROMPT_WORDS = 600
LOCAL_PROMPT_WORDS = 250
"""Words of passages for a model on this machine, which reads slowly."""
ORDERS_PER_ITEM = 3
"""Orders given for each item wanted: what is dropped is not made up for without end."""
FOUND = 24
"""Passages looked at when the wish names a topic."""


class Wished(Protocol):
    """What limits the passages to write about: `app.practice.wish.Wish`."""

    @property
    def exam(self) -> str:
        """The exam that items are for; empty means the one of the settings."""

    @property
    def domains(self) -> tuple[int, ...]:
        """Domains of the exam."""

    @property
    def tasks(self) -> tuple[str, ...]:
        """Task statements, e.g. `2.3`."""

    @property
    def bullets(self) -> tuple[str, ...]:
        """Outline entries."""

    @property
    def services(self) -> tuple[str, ...]:
        """Services by name."""

    @property
    def topic(self) -> str:
        """Words to search for."""

    @property
    def types(self) -> tuple[str, ...]:
        """Item types; none means all that a model writes."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Beginnings of the paths of documents."""


def open_item_model(settings: Settings, name: str = "") -> ChatModel:
    """Open the model that is to write items, with room for their length.

    Raises:
        UsageError: no model is named, here or in the settings.
        ChatModelError: it cannot be opened.
    """
    spec = ModelSpec.parse(name or settings.model)
    if spec is None:
        raise UsageError("No chat model is named to write questions", HOW_TO_NAME)
    return open_chat_model(spec, with_room_for_items(settings.model_options))


def with_room_for_items(limits: ModelOptions) -> ModelOptions:
    """Return the limits on a model that is to write items."""
    return replace(limits, max_tokens=max(limits.max_tokens, ITEM_TOKENS))


def write_items(
    model: ChatModel,
    source: IndexPassageSource,
    settings: Settings,
    wish: Wished,
    count: int,
    existing: Iterable[str] = (),
    seed: int = 0,
) -> Written:
    """Let a model write up to `count` items that a wish may mean."""
    verifier = open_verifier(source, settings.entailment)
    prepared = Prepared(model, source, settings, verifier, is_local=model.spec.is_local)
    return deque(item_steps(prepared, wish, count, existing, seed), maxlen=1).pop()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What writing needs, opened before it begins."""

    model: StructuredModel
    source: IndexPassageSource
    settings: Settings
    verifier: Verifier
    is_local: bool
    """Whether the model runs on this machine, which reads slowly."""


def item_steps(
    prepared: Prepared,
    wish: Wished,
    count: int,
    existing: Iterable[str] = (),
    seed: int = 0,
) -> Iterator[Written]:
    """Yield how far the writing is, at the beginning and at the end of each item."""
    settings = prepared.settings
    exam = wish.exam or settings.exam
    catalog = Catalog.read(settings.corpus)
    writer = ItemWriter(prepared.model, prepared.verifier, catalog, exam)
    kinds = [kind for kind in ITEM_TYPES if not wish.types or kind in wish.types]
    words = LOCAL_PROMPT_WORDS if prepared.is_local else PROMPT_WORDS
    orders = orders_about(wished_passages(prepared.source, wish), kinds, words, seed)
    return writer.steps(islice(orders, ORDERS_PER_ITEM * count), existing, count)


def wished_passages(source: IndexPassageSource, wish: Wished) -> list[Passage]:
    """Return the passages that a wish means; a topic is searched for."""
    filters = Filters(domains=wish.domains, tasks=wish.tasks, paths=wish.paths)
    topic = " ".join((wish.topic, *wish.services)).strip()
    if topic:
        found = source.search(topic, FOUND, filters)
        passages = sorted(found, key=lambda passage: (passage.path, passage.start))
    else:
        store = source.retriever.snapshot.store
        entries = source.retriever.documents(filters)
        passages = [kept.passage for entry in entries for kept in store.passages_of(entry.id)]
    wanted = set(wish.bullets)
    return [one for one in passages if not wanted or wanted & set(one.bullets)]
