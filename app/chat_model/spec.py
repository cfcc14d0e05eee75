"""Which chat model is meant: `provider:model`, as `init_chat_model` writes it, or `local:/path`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Self

from index.errors import UsageError

EXTRACTIVE = "extractive"
"""The name that stands for no chat model at all."""
LOCAL = "local"
HOW_TO_NAME = (
    "Write PROVIDER:MODEL, such as ollama:llama3.2, openai:gpt-4.1-mini, "
    "anthropic:claude-sonnet-4-5, bedrock_converse:MODEL-ID, or local:/path/to/model.gguf; "
    f"'{EXTRACTIVE}' needs no model"
)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A provider and the name that it knows the model by (for `local`, a file)."""

    provider: str
    model: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the model that a text names; None for the empty text and for `extractive`.

        Raises:
            UsageError: the text is not of the form `provider:model`.
        """
        text = text.strip()
        if text in ("", EXTRACTIVE):
            return None
        provider, colon, model = text.partition(":")
        provider = provider.strip().lower().replace("-", "_")
        if not colon or not provider or not model.strip():
            raise UsageError(f"'{text}' names no chat model", HOW_TO_NAME)
        return cls(provider, model.strip())

    @property
    def is_local(self) -> bool:
        """Whether the model is a file that runs in this process."""
        return self.provider == LOCAL

    @property
    def label(self) -> str:
        """The name that is shown and stored: of a local file without its folders."""
        return f"{self.provider}:{PurePath(self.model).name if self.is_local else self.model}"

    def __str__(self) -> str:
        return f"{self.provider}:{self.model}"
