"""Open the chat model that a spec names, through LangChain's `init_chat_model` or from a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.chat_model.chat import ChatModel
from app.chat_model.errors import ChatModelError
from app.chat_model.ollama import ollama_address
from app.chat_model.options import ModelOptions
from app.chat_model.providers import PROVIDERS, install_line, limit_arguments
from app.chat_model.spec import HOW_TO_NAME
from app.chat_model.translate import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from langchain_core.language_models.chat_models import BaseChatModel

    from app.chat_model.spec import ModelSpec

ADDRESS_VARIABLES = ("GROUNDWORK_MODEL_URL", "OPENAI_BASE_URL", "OPENAI_API_BASE")
"""Where an OpenAI-compatible server listens; the first that is set counts."""
NO_KEY_NEEDED = "none"
_HERE = ("127.0.0.1", "localhost", "::1")


def open_chat_model(
    spec: ModelSpec,
    options: ModelOptions | None = None,
    environment: Mapping[str, str] | None = None,
) -> ChatModel:
    """Open a chat model; a hosted one is not called yet.

    Args:
        spec: which one.
        options: time-outs, retries, token budget.
        environment: where addresses and keys are looked up; the process's own by default.

    Raises:
        ChatModelError: a package or a key is missing, or the model file cannot be loaded.
    """
    limits = options or ModelOptions()
    env = os.environ if environment is None else environment
    if spec.is_local:
        from app.chat_model.local import LocalChatModel  # LangChain takes a second to import

        path = Path(spec.model).expanduser()
        return ChatModel(spec, LocalChatModel.open(path, limits), limits)
    return ChatModel(spec, _hosted(spec, limits, env), limits)


def _hosted(spec: ModelSpec, options: ModelOptions, env: Mapping[str, str]) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    arguments: dict[str, Any] = {"temperature": 0.0}
    try:
        arguments |= limit_arguments(spec.provider, options) | _address_and_key(spec, env)
        model: BaseChatModel = init_chat_model(
            spec.model, model_provider=spec.provider, **arguments
        )
    except ImportError as error:
        raise _not_installed(spec, error) from error
    except ChatModelError:
        raise
    except ValueError as error:
        if "provider" in str(error).lower() and spec.provider not in PROVIDERS:
            raise ChatModelError(
                "no such model", f"'{spec.provider}' is no provider that is known", HOW_TO_NAME
            ) from error
        raise translate(error, spec) from None
    except Exception as error:  # the border to libraries that raise anything
        raise translate(error, spec) from None
    return model


def _address_and_key(spec: ModelSpec, env: Mapping[str, str]) -> dict[str, Any]:
    if spec.provider == "ollama":
        address = ollama_address(env)
        return {"base_url": address} if address else {}
    known = PROVIDERS.get(spec.provider)
    if known is None or not known.keys:
        return {}
    key = next((env[name] for name in known.keys if env.get(name)), "")
    address = ""
    if spec.provider == "openai":
        address = next((env[name] for name in ADDRESS_VARIABLES if env.get(name)), "")
    if not key and urlsplit(address).hostname in _HERE:
        key = NO_KEY_NEEDED
    if not key:
        raise ChatModelError(
            "no key",
            f"There is no key for {spec.provider}",
            f"Set {known.keys[0]} in the environment or in Streamlit's secrets, then start again",
        )
    return {"api_key": key, **({"base_url": address} if address else {})}


def _not_installed(spec: ModelSpec, error: ImportError) -> ChatModelError:
    known = PROVIDERS.get(spec.provider)
    package = (error.name or "").replace("_", "-")
    requirement = known.requirement if known else package or f"langchain-{spec.provider}"
    return ChatModelError(
        "not installed",
        f"Models of {spec.provider} need the package {requirement.partition('==')[0]}",
        f"Install it: {install_line(requirement)}",
    )
