"""A real small model from a GGUF file, in this process and behind an HTTP server."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from app.chat_model.errors import ChatModelError
from app.chat_model.opening import open_chat_model
from app.chat_model.spec import ModelSpec
from tests.app.chat_model.models import FEW, small_model, small_model_path

if TYPE_CHECKING:
    from pathlib import Path

    from app.chat_model.chat import ChatModel


@pytest.fixture(name="small_model")
def loaded() -> ChatModel:
    return small_model()


def test_it_streams_within_its_budget(small_model: ChatModel) -> None:
    came: list[str] = []
    with pytest.raises(ChatModelError) as caught:
        came.extend(small_model.stream("You are brief.", "Count from one to fifty in words."))
    assert caught.value.cause == "too long"
    assert 2 <= len([piece for piece in came if piece]) <= 16
    assert "".join(came).strip()


def test_the_same_question_gives_the_same_words(small_model: ChatModel) -> None:
    def said() -> str:
        came: list[str] = []
        with pytest.raises(ChatModelError):
            came.extend(small_model.stream("You are brief.", "Name the days of the week, all."))
        return "".join(came)

    assert said() == said()


def test_closing_the_stream_stops_the_model(small_model: ChatModel) -> None:
    stream = small_model.stream("You are brief.", "Count from one to fifty in words.")
    assert next(piece for piece in stream if piece)
    stream.close()  # type: ignore[attr-defined]
    for thread in threading.enumerate():
        if thread.name in ("local-model", "chat-model"):
            thread.join(20)
            assert not thread.is_alive()


def test_a_prompt_beyond_its_context_is_one_clear_error(small_model: ChatModel) -> None:
    with pytest.raises(ChatModelError) as caught:
        small_model.invoke("You are brief.", "word " * 3000)
    assert caught.value.cause == "request refused"
    assert "GROUNDWORK_MODEL_CONTEXT" in caught.value.remedy


@pytest.mark.parametrize(
    "content", [None, b"", b"PK\x03\x04 a zip", b"GGUF\x03\x00\x00\x00cut off"]
)
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes | None) -> None:
    pytest.importorskip("xllamacpp")
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ChatModelError) as caught:
        open_chat_model(ModelSpec("local", str(path)), FEW)
    assert caught.value.cause == "no such model"
    assert "model.gguf" in caught.value.what


def test_a_cut_off_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.gguf"
    with small_model_path().open("rb") as whole:
        path.write_bytes(whole.read(3_000_000))
    with pytest.raises(ChatModelError) as caught:
        open_chat_model(ModelSpec("local", str(path)), FEW)
    assert caught.value.cause == "no such model"
