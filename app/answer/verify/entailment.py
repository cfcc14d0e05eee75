"""The seam for a model that judges entailment: a cross-encoder, used only when one is configured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class EntailmentModel(Protocol):
    """A model that says how far a premise entails a hypothesis."""

    def entails(self, premises: Sequence[str], hypotheses: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of entailment for each pair, `(n,)` float32 in 0..1."""
