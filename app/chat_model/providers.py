"""What each provider needs: a package to install, a key in the environment, names of its limits."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.chat_model.options import ModelOptions


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider whose package is an optional extra."""

    extra: str
    """Name of the extra in pyproject.toml."""
    requirement: str
    """Package and version that were tried with the pinned LangChain."""
    module: str
    keys: tuple[str, ...] = ()
    """Variables of which one must hold the key; none where the provider finds it by itself."""


OPENAI = Provider("openai", "langchain-openai==1.7.3", "langchain_openai", ("OPENAI_API_KEY",))
PROVIDERS = {
    "openai": OPENAI,
    "anthropic": Provider(
        "anthropic", "langchain-anthropic==1.7.7", "langchain_anthropic", ("ANTHROPIC_API_KEY",)
    ),
    "bedrock_converse": Provider("bedrock", "langchain-aws==1.9.1", "langchain_aws"),
    "bedrock": Provider("bedrock", "langchain-aws==1.9.1", "langchain_aws"),
    "ollama": Provider("ollama", "langchain-ollama==1.1.0", "langchain_ollama"),
    "local": Provider("local", "xllamacpp==2026.10.11549", "xllamacpp"),
}
"""The providers that are known by name; LangChain's `init_chat_model` knows more of them."""


def install_line(requirement: str) -> str:
    """Return the command that installs a package for the Python that runs now."""
    return f"{sys.executable} -m pip install {requirement}"


def limit_arguments(provider: str, options: ModelOptions) -> dict[str, Any]:
    """Return the limits under the names that the provider's class takes them by.

    The libraries' own retries are off: a call is tried again in one place only.
    """
    if provider == "ollama":
        return {
            "num_predict": options.max_tokens,
            "client_kwargs": {"timeout": options.timeout},
        }
    if provider in ("bedrock", "bedrock_converse"):
        return {"max_tokens": options.max_tokens, "config": _aws_config(options)}
    return {"max_tokens": options.max_tokens, "timeout": options.timeout, "max_retries": 0}


def _aws_config(options: ModelOptions) -> Any:
    from botocore.config import Config

    return Config(
        read_timeout=options.timeout,
        connect_timeout=min(options.timeout, 10.0),
        retries={"total_max_attempts": 1},
    )
