"""One way to call any chat model: stream text, with a time limit, a budget, and further tries."""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.chat_model.errors import ChatModelError
from app.chat_model.options import ModelOptions
from app.chat_model.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from langchain_core.language_models.chat_models import BaseChatModel

    from app.chat_model.spec import ModelSpec

_log = logging.getLogger(__name__)

WORTH_ANOTHER_TRY = ("busy", "server error")
CUT_SHORT = ("length", "max_tokens")
"""What providers call an answer that ended because its tokens were used up."""
CHARACTERS_PER_TOKEN = 8
"""More than any tokenizer gives for prose: beyond this an answer ignores its budget."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    finish: str


class ChatModel:
    """A chat model behind one method each for streaming, a whole text, and structured output."""

    def __init__(
        self,
        spec: ModelSpec,
        model: BaseChatModel,
        options: ModelOptions | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.spec = spec
        self.options = options or ModelOptions()
        self._model = model
        self._sleep = sleep

    @property
    def name(self) -> str:
        """The name that is shown and stored with answers."""
        return self.spec.label

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Yield the answer piece by piece, as it is written.

        Closing the generator stops the model.

        Raises:
            ChatModelError: nothing came, it stopped coming, or it did not come to an end; what
                was yielded before stands.
        """
        for attempt in range(self.options.retries + 1):
            began = False
            try:
                for piece in self._once(system, user):
                    began = True
                    yield piece
            except ChatModelError as error:
                wait = self._wait(error, attempt)
                if began or wait is None:
                    raise
                _log.info("%s: %s, trying again in %.1f s", self.name, error.cause, wait)
                self._sleep(wait)
            else:
                return

    def invoke(self, system: str, user: str) -> str:
        """Return the whole answer. Raises ChatModelError."""
        return "".join(self.stream(system, user))

    def structured(self, system: str, user: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Return an object that was asked for by a JSON schema; the caller checks what it holds.

        Raises:
            ChatModelError: the call failed, or what came back is no JSON object.
        """
        asked = {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}}
        named = {"response_format": asked} if self.spec.provider in ("openai", "local") else {}
        told = f"{system}\n\nReply with one JSON object of this schema:\n{json.dumps(schema)}"
        text = "".join(piece.text for piece in self._pieces(told, user, **named))
        start, end = text.find("{"), text.rfind("}")
        try:
            found = json.loads(text[start : end + 1])
        except json.JSONDecodeError as error:
            raise ChatModelError("unreadable", f"{self.name} sent no JSON object") from error
        if not isinstance(found, dict):
            raise ChatModelError("unreadable", f"{self.name} sent no JSON object")
        return found

    def _wait(self, error: ChatModelError, attempt: int) -> float | None:
        """Return the seconds before the next try; None when there is to be none."""
        if error.cause not in WORTH_ANOTHER_TRY or attempt >= self.options.retries:
            return None
        wait = max(self.options.backoff * 2**attempt, error.retry_after or 0.0)
        return wait if wait <= self.options.longest_wait else None

    def _once(self, system: str, user: str) -> Iterator[str]:
        """Yield one try's text, and hold it to the budget."""
        most = self.options.max_tokens * CHARACTERS_PER_TOKEN
        written = 0
        visible = False
        finish = ""
        for piece in self._pieces(system, user):
            finish = piece.finish or finish
            written += len(piece.text)
            if written > most:
                raise self._too_long()
            if piece.text:
                visible = visible or not piece.text.isspace()
                yield piece.text
        if not visible:
            raise ChatModelError("empty", f"{self.name} sent an empty answer")
        if finish in CUT_SHORT:
            raise self._too_long()

    def _too_long(self) -> ChatModelError:
        return ChatModelError(
            "too long",
            f"{self.name} was stopped after {self.options.max_tokens} tokens",
            "Its last sentence was left out",
        )

    def _pieces(self, system: str, user: str, **named: Any) -> Iterator[_Piece]:
        """Yield what the provider's library gives, waiting for each piece no longer than allowed.

        The library runs in a thread of its own: only so does the limit hold for every provider.
        """
        pieces: queue.Queue[_Piece | BaseException | None] = queue.Queue()
        stopped = threading.Event()
        threading.Thread(
            target=self._read,
            args=([("system", system), ("human", user)], named, pieces, stopped),
            name="chat-model",
            daemon=True,
        ).start()
        deadline = time.monotonic() + self.options.longest_answer
        try:
            while True:
                piece = self._next(pieces, deadline)
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise translate(piece, self.spec) from None
                yield piece
        finally:
            stopped.set()

    def _next(
        self, pieces: queue.Queue[_Piece | BaseException | None], deadline: float
    ) -> _Piece | BaseException | None:
        seconds = min(self.options.timeout, deadline - time.monotonic())
        try:
            return pieces.get(timeout=max(0.0, seconds))
        except queue.Empty:
            raise ChatModelError(
                "timeout",
                f"{self.name} was silent for {seconds:.0f} s"
                if seconds == self.options.timeout
                else f"{self.name} took longer than {self.options.longest_answer:.0f} s",
            ) from None

    def _read(
        self,
        messages: list[tuple[str, str]],
        named: dict[str, Any],
        pieces: queue.Queue[_Piece | BaseException | None],
        stopped: threading.Event,
    ) -> None:
        try:
            stream = self._model.stream(messages, **named)
            for chunk in stream:
                if stopped.is_set():
                    stream.close()  # type: ignore[attr-defined]
                    return
                metadata = chunk.response_metadata
                finish = metadata.get("finish_reason") or metadata.get("stop_reason") or ""
                pieces.put(_Piece(chunk.text, str(finish)))
        except Exception as error:  # the border to libraries that raise anything
            pieces.put(error)
        else:
            pieces.put(None)
