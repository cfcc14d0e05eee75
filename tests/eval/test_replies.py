"""Replies of a chat model that are kept: asked once, read again, never mistaken for another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.chat_model.errors import ChatModelError
from eval.replies import RecordedWriter
from index.errors import UsageError
from tests.app.chat_model.models import scripted_model
from tests.app.chat_model.openai_server import Script

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "replies.jsonl"


def words_of(writer: RecordedWriter, user: str = "What is a batch?") -> str:
    return "".join(writer.stream("Answer.", user))


def test_a_prompt_that_was_asked_before_is_not_asked_again(file: Path) -> None:
    script = Script(write=lambda _: "A batch is a part of the data.")
    with scripted_model(script) as model:
        assert words_of(RecordedWriter.open(model, file)) == "A batch is a part of the data."
        again = RecordedWriter.open(model, file)
        assert again.name == model.name
        assert words_of(again) == "A batch is a part of the data."
        assert len(script.requests) == 1


def test_another_prompt_is_asked(file: Path) -> None:
    script = Script(write=lambda request: f"You asked: {request['messages'][-1]['content']}")
    with scripted_model(script) as model:
        writer = RecordedWriter.open(model, file)
        assert words_of(writer, "What is a batch?") == "You asked: What is a batch?"
        assert words_of(writer, "What is an epoch?") == "You asked: What is an epoch?"
        assert "".join(writer.stream("Answer briefly.", "What is a batch?"))
        assert len(script.requests) == 3


def test_a_reply_that_the_reader_stopped_is_kept_as_far_as_it_came(file: Path) -> None:
    script = Script(write=lambda _: "one two three four five six seven eight", pause=0.02)
    with scripted_model(script) as model:
        stream = RecordedWriter.open(model, file).stream("Count.", "Please.")
        read = ""
        while "four" not in read:
            read += next(stream)
        stream.close()  # type: ignore[attr-defined]
        assert "".join(RecordedWriter.open(model, file).stream("Count.", "Please.")) == read


def test_a_reply_that_was_too_long_fails_again_without_being_asked(file: Path) -> None:
    script = Script(write=lambda _: "It goes on", finish="length")
    with scripted_model(script) as model:
        for _ in range(2):
            with pytest.raises(ChatModelError, match="stopped after 200 tokens") as failed:
                words_of(RecordedWriter.open(model, file))
            assert failed.value.cause == "too long"
        assert len(script.requests) == 1


def test_a_failure_that_may_pass_is_not_kept(file: Path) -> None:
    script = Script(write=lambda _: "Well.", statuses=[401])
    with scripted_model(script) as model:
        writer = RecordedWriter.open(model, file)
        with pytest.raises(ChatModelError):
            words_of(writer)
        assert not file.exists()
        assert words_of(writer) == "Well."


def test_a_line_that_was_cut_off_is_asked_again(file: Path) -> None:
    script = Script(write=lambda _: "Well.")
    with scripted_model(script) as model:
        words_of(RecordedWriter.open(model, file))
        file.write_text(file.read_text(encoding="utf-8")[:-5], encoding="utf-8")
        assert words_of(RecordedWriter.open(model, file)) == "Well."
        assert len(script.requests) == 2
        assert words_of(RecordedWriter.open(model, file)) == "Well."
        assert len(script.requests) == 2


def test_a_line_that_is_no_reply_is_named(file: Path) -> None:
    file.write_text('{"id": "q1"}\n', encoding="utf-8")
    with scripted_model(Script()) as model, pytest.raises(UsageError, match=r"line 1 is no reply"):
        RecordedWriter.open(model, file)
