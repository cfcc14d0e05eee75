"""Lets scripted models write, over one server that speaks HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.answer.verify.verifier import Verifier
from app.chat_model.options import ModelOptions
from app.practice.generate.catalog import Catalog
from app.practice.written.writer import ItemWriter, Order, Written
from app.settings import ROOT
from tests.app.practice.written.author import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.chat_model.chat import ChatModel
    from app.practice.records import ItemType
    from index.records import Passage
    from tests.app.chat_model.openai_server import Script

ROOMY = ModelOptions(timeout=60.0, backoff=0.01, longest_wait=0.5, max_tokens=3000)


class Bench:
    """Lets scripted models write, over one server."""

    def __init__(self, model: ChatModel, script: Script) -> None:
        self._model = model
        self._script = script
        self._verifier = Verifier.load(ROOT / "corpus" / "aliases.toml")
        self._catalog = Catalog.read(ROOT / "corpus")

    def run(
        self,
        write: Callable[[dict[str, Any]], str],
        kind: ItemType = "multiple_choice",
        passages: Sequence[Passage] = (LIMITS,),
        existing: Sequence[str] = (),
        orders: int = 1,
        most: int | None = None,
    ) -> Written:
        """Let the model write items; `requests` are those of the last run."""
        self._script.write = write
        self._script.requests.clear()
        wanted = [Order(kind, tuple(passages))] * orders
        return self.writer().write(wanted, existing, most)

    def writer(self) -> ItemWriter:
        """Return a writer with the scripted model."""
        return ItemWriter(self._model, self._verifier, self._catalog)

    @property
    def script(self) -> Script:
        return self._script

    @property
    def requests(self) -> list[dict[str, Any]]:
        return list(self._script.requests)

    @property
    def users(self) -> list[str]:
        """What was sent to the model, without the system prompts."""
        return [request["messages"][1]["content"] for request in self.requests]
