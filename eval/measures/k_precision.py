"""K-precision: the share of a text's content stems that the knowledge holds.

Adlakha et al., "Evaluating correctness and faithfulness of instruction-following models for
question answering", 2023, there over tokens; here over stems without stop words, each counted as
often as it occurs in the text.
"""

from __future__ import annotations

from index.terms import tokenize


def k_precision(text: str, knowledge: str) -> float:
    """Return the share of the text's stems that occur in the knowledge; 1.0 for a text of none."""
    stems = tokenize(text)
    if not stems:
        return 1.0
    held = set(tokenize(knowledge))
    return sum(stem in held for stem in stems) / len(stems)
