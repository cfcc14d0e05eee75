"""What share of the machine's own matrix-multiply limit the embedding reaches.

The limit is measured, not read from a data sheet: torch multiplies 32-bit matrices of the model's
own shapes, on as many threads as the embedding uses. The work of the embedding is that of its
matrix products on real tokens alone; padding, softmax and normalisation count as nothing done.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from index.embedder import BATCH_TOKENS, SentenceTransformerEmbedder, usable_processors
from index.embedding_model import EmbeddingModel
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.embedder import PrecisionChoice

SECONDS = 1.0
"""Of each measurement of the limit; there is one before and one after the embedding."""
GIGA = 1e9


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """The sizes of a transformer encoder that decide its work."""

    hidden: int
    inner: int
    layers: int
    window: int
    """Most tokens of one text."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the sizes of a model in the layout of sentence-transformers.

        Raises:
            UsageError: the folder does not say them.
        """
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            own = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
            return cls(
                int(config["hidden_size"]),
                int(config["intermediate_size"]),
                int(config["num_hidden_layers"]),
                int(own["max_seq_length"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{folder} does not say the sizes of its model: {error}",
                "Measure the limit with the packaged model",
            ) from error

    def flops(self, tokens: int) -> int:
        """Return the floating-point operations of one text's matrix products.

        Per layer and token: four `hidden x hidden` products (queries, keys, values, output), two
        of `hidden x inner`, and two of `tokens x hidden` in the attention; a multiplication and an
        addition each.
        """
        weights = 4 * self.hidden**2 + 2 * self.hidden * self.inner
        return 2 * self.layers * tokens * (weights + 2 * tokens * self.hidden)


def bench_matmul(
    texts: Sequence[str],
    precisions: Sequence[PrecisionChoice] = ("fp32",),
    seconds: float = SECONDS,
) -> dict[str, Any]:
    """Measure the limit and the embedding in turn.

    Args:
        texts: passages to embed.
        precisions: arithmetics of the embedding; the limit is of 32-bit floats, so a share of
            `int8` may lie above 1.
        seconds: of each measurement of the limit.

    Raises:
        UsageError: there is no text.
    """
    if not texts:
        raise UsageError("There is no text to embed", "Give an index that holds passages")
    folder = Path(EmbeddingModel.find().location)
    shape = EncoderShape.read(folder)
    lengths = token_counts(folder, texts, shape.window)
    work = sum(shape.flops(length) for length in lengths)
    before = matmul_flops(shape, seconds)
    reached = {one: work / _seconds_to_embed(texts, one) for one in precisions}
    limit = max(before, matmul_flops(shape, seconds))
    return {
        "texts": len(texts),
        "tokens": sum(lengths),
        "threads": usable_processors(),
        "limit_gflops": round(limit / GIGA, 1),
        "embedding_gflops": {one: round(value / GIGA, 1) for one, value in reached.items()},
        "share_of_limit": {one: round(value / limit, 3) for one, value in reached.items()},
    }


def token_counts(folder: Path, texts: Sequence[str], window: int) -> list[int]:
    """Return how many tokens of each text the model reads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(window)
    encodable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    return [len(encoded.ids) for encoded in tokenizer.encode_batch(encodable)]


def matmul_flops(shape: EncoderShape, seconds: float = SECONDS) -> float:
    """Return the floating-point operations per second of the model's matrix products."""
    workers = usable_processors()
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(lambda _: _multiply(shape, seconds), range(workers)))


def _multiply(shape: EncoderShape, seconds: float) -> float:
    """Multiply matrices of the model's shapes on this thread, and return operations a second."""
    import torch

    torch.set_num_threads(1)
    hidden, inner = shape.hidden, shape.inner
    pairs = [
        (torch.rand(BATCH_TOKENS, a), torch.rand(a, b))
        for a, b in (*[(hidden, hidden)] * 4, (hidden, inner), (inner, hidden))
    ]
    work = sum(2 * x.shape[0] * x.shape[1] * y.shape[1] for x, y in pairs)
    with torch.inference_mode():
        for x, y in pairs:
            torch.mm(x, y)
        rounds = 0
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            for x, y in pairs:
                torch.mm(x, y)
            rounds += 1
        return rounds * work / (time.perf_counter() - begun)


def _seconds_to_embed(texts: Sequence[str], precision: PrecisionChoice) -> float:
    embedder = SentenceTransformerEmbedder.load(precision=precision)
    embedder.embed_passages(texts[:1], [()])
    begun = time.perf_counter()
    embedder.embed_passages(texts, [()] * len(texts))
    return time.perf_counter() - begun
