"""The seam for a model that judges entailment: a cross-encoder, used only when one is configured.

It can only object: what the exact checks refuse stays refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np

from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class EntailmentModel(Protocol):
    """A model that says how far a premise entails a hypothesis."""

    def entails(self, premises: Sequence[str], hypotheses: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of entailment for each pair, `(n,)` float32 in 0..1."""


class CrossEncoderEntailment:
    """A sentence-transformers cross-encoder with an "entailment" label, or with one score."""

    def __init__(self, model: Any, label: int | None) -> None:
        self._model = model
        self._label = label

    @classmethod
    def load(cls, name_or_path: str) -> Self:
        """Load a model from a folder or the hub.

        Raises:
            UsageError: there is no such model, or it has several labels and none is "entailment".
        """
        from sentence_transformers import CrossEncoder  # takes seconds to import

        try:
            model = CrossEncoder(name_or_path)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"the entailment model {name_or_path!r} cannot be loaded ({error})",
                "Give a folder or a hub name of a cross-encoder",
            ) from error
        labels = {str(v).lower(): int(k) for k, v in model.model.config.id2label.items()}
        if len(labels) > 1 and "entailment" not in labels:
            raise UsageError(
                f"the model {name_or_path!r} has the labels {sorted(labels)}, not 'entailment'",
                "Give a model for natural language inference",
            )
        return cls(model, labels.get("entailment") if len(labels) > 1 else None)

    def entails(self, premises: Sequence[str], hypotheses: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of entailment for each pair, `(n,)` float32 in 0..1."""
        pairs = list(zip(premises, hypotheses, strict=True))
        several = self._label is not None
        scores = np.asarray(self._model.predict(pairs, apply_softmax=several), dtype=np.float32)
        chances: NDArray[np.float32] = scores[:, self._label] if several else scores.reshape(-1)
        return chances
