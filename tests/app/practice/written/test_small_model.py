"""A small real model writes: what it writes badly is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.answer.verify.verifier import Verifier
from app.practice.proof import prove, unproven_keys
from app.practice.written.quotes import PassageLibrary
from app.practice.written.writer import ItemWriter, Order, Written
from app.settings import ROOT
from tests.app.chat_model.models import small_model
from tests.app.practice.written.author import CHOICE, LIMITS

if TYPE_CHECKING:
    from app.chat_model.chat import ChatModel
    from app.practice.records import ItemType

TOKENS = 80


class ReadyWriter:
    """Sends a written item, and leaves the blind pass to a real model."""

    name = "ready"

    def __init__(self, reply: dict[str, Any], reader: ChatModel) -> None:
        self._reply = reply
        self._reader = reader
        self.read: list[dict[str, Any]] = []

    def structured(self, system: str, user: str, schema: dict[str, Any]) -> dict[str, Any]:
        if "answers" not in schema["properties"]:
            return self._reply
        self.read.append(self._reader.structured(system, user, schema))
        return self.read[-1]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier.load(ROOT / "corpus" / "aliases.toml")


@pytest.fixture
def model() -> ChatModel:
    """The loaded small model, with room for a part of an item."""
    return small_model().with_room(TOKENS)


def require_proof(written: Written) -> None:
    assert len(written.items) + sum(written.dropped.values()) == written.tried == 1
    for item in written.items:
        assert prove(item, PassageLibrary([LIMITS])) == (item, ())
        assert unproven_keys(item) == ()


@pytest.mark.parametrize("kind", ["multiple_choice", "case_study"])
def test_what_a_small_model_writes_is_proved_or_dropped(
    model: ChatModel, verifier: Verifier, kind: ItemType
) -> None:
    writer = ItemWriter(model, verifier, retries=0)
    written = writer.write([Order(kind, (LIMITS,))])
    require_proof(written)
    assert "model failed" not in written.dropped


def test_a_small_model_reads_an_item_blind(model: ChatModel, verifier: Verifier) -> None:
    ready = ReadyWriter(CHOICE, model)
    written = ItemWriter(ready, verifier, retries=0).write([Order("multiple_choice", (LIMITS,))])
    require_proof(written)
    assert ready.read
    assert all(set(reply["answers"]) <= set("ABCDEFGH") for reply in ready.read)
    assert set(written.dropped) <= {"blind answer differs"}
