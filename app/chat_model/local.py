"""A GGUF file as a LangChain chat model, run in this process by llama.cpp (package xllamacpp)."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any, Self

from langchain_core.language_models.chat_models import BaseChatModel, generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from app.chat_model.errors import ChatModelError
from app.chat_model.providers import PROVIDERS, install_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from langchain_core.callbacks import CallbackManagerForLLMRun

    from app.chat_model.options import ModelOptions

GGUF_MAGIC = b"GGUF"
PROMPT_CACHE_MIB = 256
"""Memory for prompts that were read before; llama.cpp's own default takes up to 8 GiB."""
QUIET = -1
"""llama.cpp's verbosity that writes nothing to the terminal."""
_ROLES = {"human": "user", "ai": "assistant", "system": "system"}


class LocalChatModel(BaseChatModel):
    """Streams from one file; calls wait for one another, since they share the processor."""

    path: str
    max_tokens: int = 600
    temperature: float = 0.0
    seed: int = 0
    _server: Any = PrivateAttr(default=None)
    _busy: Any = PrivateAttr(default_factory=threading.Lock)

    @classmethod
    def open(cls, path: Path, options: ModelOptions) -> Self:
        """Load a model file.

        Raises:
            ChatModelError: the package is not installed, or the file is not a usable GGUF.
        """
        try:
            import xllamacpp
        except ImportError as error:
            raise ChatModelError(
                "not installed",
                "A local model needs the package xllamacpp",
                f"Install it: {install_line(PROVIDERS['local'].requirement)}",
            ) from error
        _require_gguf(path)
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(path)
        parameters.n_ctx = options.context_tokens
        parameters.n_parallel = 1
        parameters.verbosity = QUIET
        parameters.cache_ram_mib = PROMPT_CACHE_MIB
        if options.threads:
            parameters.cpuparams.n_threads = options.threads
        model = cls(path=str(path), max_tokens=options.max_tokens)
        try:
            model._server = xllamacpp.Server(parameters)
        except (RuntimeError, ValueError, OSError) as error:
            raise ChatModelError(
                "no such model", f"{path.name} cannot be loaded", "Download the file again"
            ) from error
        return model

    @property
    def _llm_type(self) -> str:
        return "groundwork-local"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002  LangChain's signature
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        request = {
            "messages": _plain(messages),
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
            "seed": self.seed,
            "stream": True,
            **({"stop": stop} if stop else {}),
            **kwargs,
        }
        pieces: queue.Queue[Any] = queue.Queue()
        stopped = threading.Event()
        # No daemon: leaving Python while llama.cpp runs would abort the process.
        threading.Thread(
            target=self._write, args=(request, pieces, stopped), name="local-model"
        ).start()
        try:
            while (piece := pieces.get()) is not None:
                yield _chunk(piece)
        finally:
            stopped.set()

    def _write(
        self, request: dict[str, Any], pieces: queue.Queue[Any], stopped: threading.Event
    ) -> None:
        """Run one request; every piece goes into the queue, then None."""

        def keep(piece: Any) -> bool:
            pieces.put(piece)
            return stopped.is_set()

        try:
            with self._busy:
                if not stopped.is_set():
                    self._server.handle_chat_completions(request, keep)
        except (RuntimeError, ValueError) as error:
            pieces.put({"error": {"message": str(error)}})
        finally:
            pieces.put(None)


def _plain(messages: Sequence[BaseMessage]) -> list[dict[str, str]]:
    return [{"role": _ROLES.get(m.type, "user"), "content": m.text} for m in messages]


def _chunk(piece: dict[str, Any]) -> ChatGenerationChunk:
    """Return one piece of an OpenAI-shaped stream as LangChain's chunk."""
    if "error" in piece:
        raise _failure(piece["error"])
    choice: dict[str, Any] = next(iter(piece.get("choices") or ({},)))
    message = AIMessageChunk(content=choice.get("delta", {}).get("content") or "")
    reason = choice.get("finish_reason")
    if reason:
        message.response_metadata = {"finish_reason": reason}
    return ChatGenerationChunk(message=message)


def _failure(error: Any) -> ChatModelError:
    said = str(error.get("message", error) if isinstance(error, dict) else error)
    if "context" in said:
        return ChatModelError(
            "request refused",
            "The passages are longer than the local model can read",
            "Set GROUNDWORK_MODEL_CONTEXT higher, or choose another model",
        )
    return ChatModelError("server error", f"The local model failed: {said[:160]}")


def _require_gguf(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(GGUF_MAGIC))
    except OSError as error:
        raise ChatModelError(
            "no such model",
            f"There is no model file {path.name} ({error.strerror})",
            "Give the path of a .gguf file: local:/path/to/model.gguf",
        ) from error
    if magic != GGUF_MAGIC:
        raise ChatModelError("no such model", f"{path.name} is not a GGUF file", "Give another")
