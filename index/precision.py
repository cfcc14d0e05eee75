"""Choose the arithmetic for passages: what is fastest on this machine and still ranks alike."""

from __future__ import annotations

import copy
import logging
import time
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from index.encoder import Encoder, TokenisedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.ranking import FloatArray

Precision = Literal["fp32", "bf16", "int8"]

SAMPLE_TEXTS = 48
"""Texts on which vectors are compared: about two seconds of 32-bit arithmetic."""
TIMED_TOKENS = 2048
"""Tokens of the pass that is timed."""
WORTHWHILE = 1.15
"""Speed over 32-bit floats below which nothing is given up for it."""
LEAST_COSINE = 0.99
"""Mean cosine between vectors in the two arithmetics."""
LEAST_SHARED_TOP_10 = 0.9
"""Mean share of the ten nearest sample texts that stay the ten nearest."""

_log = logging.getLogger(__name__)


def at_precision(encoder: Encoder, precision: Precision) -> Encoder:
    """Return the encoder in another arithmetic. Raises RuntimeError where it does not exist."""
    import torch

    if precision == "fp32":
        return encoder
    if precision == "bf16":
        return Encoder(copy.deepcopy(encoder.model).to(torch.bfloat16))
    from index.quantised_linear import quantised

    return Encoder(quantised(encoder.model))


def fastest_precision(
    encoder: Encoder, texts: Sequence[TokenisedText]
) -> tuple[Precision, Encoder]:
    """Time the arithmetics on some texts and return the fastest one that ranks alike.

    Processor time is measured, so that other work on the machine does not disturb the choice.
    Call it on the thread that will encode, with as many threads per pass.
    """
    sample = list(texts[:: max(1, len(texts) // SAMPLE_TEXTS)][:SAMPLE_TEXTS])
    longest = sorted(sample, key=lambda text: -len(text.ids))
    timed = longest[: max(1, TIMED_TOKENS // len(longest[0].ids))]
    encoders: dict[Precision, Encoder] = {}
    seconds: dict[Precision, float] = {}
    for precision in get_args(Precision):
        try:
            encoders[precision] = at_precision(encoder, precision)
            seconds[precision] = _seconds(encoders[precision], timed)
        except (RuntimeError, AttributeError) as error:
            _log.info("no %s arithmetic here: %s", precision, error)
    reference = _vectors(encoder, sample)
    for precision in sorted(seconds, key=lambda p: seconds[p]):
        gain = seconds["fp32"] / seconds[precision]
        if precision == "fp32" or gain < WORTHWHILE:
            break
        if ranks_alike(reference, _vectors(encoders[precision], sample)):
            _log.info("%s arithmetic for passages: %.1f times as fast", precision, gain)
            return precision, encoders[precision]
    return "fp32", encoder


def ranks_alike(reference: FloatArray, vectors: FloatArray) -> bool:
    """Tell whether two sets of `(n, d)` unit rows agree in cosine and in nearest neighbours."""
    cosine = float((reference * vectors).sum(axis=1).mean())
    if not cosine >= LEAST_COSINE:
        return False
    wanted, found = (_nearest(rows, reference) for rows in (reference, vectors))
    shared = [
        len(set(a) & set(b)) / len(a)
        for a, b in zip(wanted.tolist(), found.tolist(), strict=True)
        if a
    ]
    return not shared or float(np.mean(shared)) >= LEAST_SHARED_TOP_10


def _nearest(
    rows: FloatArray, others: FloatArray
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    similarity = rows @ others.T
    np.fill_diagonal(similarity, -np.inf)
    return np.argsort(-similarity, axis=1, kind="stable")[:, : min(10, len(others) - 1)]


def _seconds(encoder: Encoder, texts: Sequence[TokenisedText]) -> float:
    """Return the processor seconds of one pass, the better of two after one to warm up."""
    times = []
    for _ in range(3):
        begun = time.thread_time()
        encoder.encode(texts, [()] * len(texts))
        times.append(time.thread_time() - begun)
    return max(min(times[1:]), 1e-9)


def _vectors(encoder: Encoder, texts: Sequence[TokenisedText]) -> FloatArray:
    parts = [
        encoder.encode(texts[first : first + 8], [()] * len(texts[first : first + 8])).passages
        for first in range(0, len(texts), 8)
    ]
    return np.concatenate(parts)
