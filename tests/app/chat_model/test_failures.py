"""What can go wrong with a provider, each from a real HTTP server."""

from __future__ import annotations

import logging
import socket

import pytest

from app.chat_model.errors import ChatModelError
from app.chat_model.opening import open_chat_model
from app.chat_model.options import ModelOptions
from app.chat_model.spec import ModelSpec
from tests.app.chat_model.models import IMPATIENT, KEY, QUICK, SPEC, scripted_model
from tests.app.chat_model.openai_server import Script

PATIENT = ModelOptions(timeout=20, max_tokens=200)


def failure(script: Script, options: ModelOptions = QUICK) -> tuple[ChatModelError, str]:
    """Return how a call fails, and what came before that."""
    came: list[str] = []
    with scripted_model(script, options) as model:
        pieces = model.stream("system", "user")
        with pytest.raises(ChatModelError) as caught:
            came.extend(pieces)
    return caught.value, "".join(came)


def test_text_streams_from_the_server() -> None:
    script = Script(write=lambda _: "Pipe mode streams the data [1].")
    with scripted_model(script) as model:
        pieces = [piece for piece in model.stream("Be brief.", "What is Pipe mode?") if piece]
    assert "".join(pieces) == "Pipe mode streams the data [1]."
    assert len(pieces) == 3
    [request] = script.requests
    assert request["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What is Pipe mode?"},
    ]
    assert request["stream"] is True
    assert script.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (401, "key refused"),
        (403, "key refused"),
        (404, "no such model"),
        (429, "busy"),
        (400, "request refused"),
        (500, "server error"),
        (503, "busy"),
    ],
)
def test_a_status_is_named(status: int, cause: str) -> None:
    error, came = failure(Script(statuses=[status] * 9, body='{"error": {"message": "no"}}'))
    assert (error.cause, came) == (cause, "")
    assert "openai:scripted" in error.what


def test_a_busy_server_is_asked_again() -> None:
    script = Script(write=lambda _: "Yes.", statuses=[429, 500])
    with scripted_model(script) as model:
        assert model.invoke("system", "user") == "Yes."
    assert len(script.requests) == 3


def test_a_refused_key_is_not_tried_again() -> None:
    script = Script(statuses=[401] * 9)
    failure(script)
    assert len(script.requests) == 1


def test_a_short_wait_is_kept_and_a_long_one_is_not() -> None:
    waits: list[float] = []
    script = Script(write=lambda _: "Yes.", statuses=[429], headers={"retry-after": "0.3"})
    with scripted_model(script) as model:
        model._sleep = waits.append
        assert model.invoke("system", "user") == "Yes."
    assert waits == [0.3]
    error, _ = failure(Script(statuses=[429] * 9, headers={"retry-after": "120"}))
    assert error.what == "openai:scripted is busy (429); it asks to wait 120 s"


def test_back_off_doubles() -> None:
    waits: list[float] = []
    script = Script(statuses=[500] * 9)
    options = ModelOptions(retries=3, backoff=0.5)
    with scripted_model(script, options) as model:
        model._sleep = waits.append
        with pytest.raises(ChatModelError):
            model.invoke("system", "user")
    assert waits == [0.5, 1.0, 2.0]


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    model = open_chat_model(SPEC, QUICK, {"GROUNDWORK_MODEL_URL": address})
    with pytest.raises(ChatModelError) as caught:
        model.invoke("system", "user")
    assert caught.value.cause == "unreachable"


def test_silence_before_the_first_token_is_a_timeout() -> None:
    error, came = failure(Script(write=lambda _: "Never.", silent_after=0), IMPATIENT)
    assert (error.cause, came) == ("timeout", "")
    assert error.what in (  # whichever clock of the two rings first
        "openai:scripted was silent for 1.5 s",
        "openai:scripted did not answer in time",
    )


def test_silence_in_mid_stream_keeps_what_came() -> None:
    error, came = failure(
        Script(write=lambda _: "One two three four five.", silent_after=2), IMPATIENT
    )
    assert (error.cause, came) == ("timeout", "One two three four ")


def test_a_steady_drip_ends_too() -> None:
    script = Script(write=lambda _: "drip drip", endless=True, pause=0.02)
    error, _ = failure(script, ModelOptions(timeout=0.1, max_tokens=5000))
    assert error.what == "openai:scripted took longer than 0.4 s"


def test_an_empty_answer_is_a_failure() -> None:
    assert failure(Script())[0].cause == "empty"
    assert failure(Script(write=lambda _: " \n "))[0].cause == "empty"


def test_an_endless_answer_is_cut_at_the_budget() -> None:
    script = Script(write=lambda _: "All work and no play. ", endless=True)
    error, came = failure(script, ModelOptions(timeout=5, max_tokens=50))
    assert error.cause == "too long"
    assert len(came) <= 50 * 8


def test_an_answer_cut_by_the_server_says_so() -> None:
    error, came = failure(Script(write=lambda _: "Half a", finish="length"))
    assert (error.cause, came) == ("too long", "Half a")


@pytest.mark.parametrize(
    "raw",
    [
        b'data: {"choices": [{"delta": {"content": "half\n\n',
        b"<html><body>proxy</body></html>",
        b'data: {"surprise": 1}\n\ndata: [DONE]\n\n',
        b"\xff\xfe\x00\x01",
        b"data: [1, 2, 3]\n\n",
        b'data: {"error": {"message": "overloaded"}}\n\n',
    ],
)
def test_a_broken_stream_is_one_clear_error(raw: bytes) -> None:
    error, came = failure(Script(raw=raw))
    assert error.cause in ("unreadable", "empty")
    assert came == ""
    assert len(str(error)) < 260


def test_a_key_never_reaches_a_text_or_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level(logging.INFO)
    body = f'{{"error": {{"message": "Incorrect API key provided: {KEY}"}}}}'
    for status in (400, 401, 429, 500):
        error, _ = failure(Script(statuses=[status] * 9, body=body))
        assert KEY not in f"{error} {error.what} {error.remedy} {error!r}"
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("app")]
    assert KEY not in "\n".join(ours)
    assert ours


def test_structured_output_is_an_object() -> None:
    script = Script(write=lambda _: 'Here: {"stem": "What is PSI?"}')
    with scripted_model(script, PATIENT) as model:
        reply = model.structured("system", "user", {"type": "object"})
    assert reply == {"stem": "What is PSI?"}
    assert script.requests[0]["response_format"]["json_schema"]["schema"] == {"type": "object"}


def test_structured_output_that_is_no_json_is_refused() -> None:
    with scripted_model(Script(write=lambda _: "no {"), PATIENT) as model:
        with pytest.raises(ChatModelError) as caught:
            model.structured("system", "user", {"type": "object"})
        assert caught.value.cause == "unreadable"


def test_a_missing_key_names_the_variable() -> None:
    with pytest.raises(ChatModelError) as caught:
        open_chat_model(SPEC, QUICK, {})
    assert caught.value.cause == "no key"
    assert "OPENAI_API_KEY" in caught.value.remedy


def test_a_missing_package_gives_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    with pytest.raises(ChatModelError) as caught:
        open_chat_model(
            ModelSpec("anthropic", "claude"), QUICK, {"ANTHROPIC_API_KEY": "sk-ant-123456789"}
        )
    assert caught.value.cause == "not installed"
    assert caught.value.remedy.endswith("-m pip install langchain-anthropic==1.7.7")


def test_an_unknown_provider_is_told_how_to_name_one() -> None:
    with pytest.raises(ChatModelError) as caught:
        open_chat_model(ModelSpec("acme", "m1"), QUICK, {})
    assert "acme" in caught.value.what
    assert "PROVIDER:MODEL" in caught.value.remedy
