"""The linear layers of a model in 8-bit arithmetic, three times as fast on processors with VNNI.

Weights are quantised once per output channel, activations at each pass over the whole tensor
("dynamic quantisation"). Everything else of the model stays in 32-bit floats.
"""

from __future__ import annotations

import copy
import warnings
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

LARGEST_BYTE = 127
ENGINES = ("onednn", "x86", "fbgemm", "qnnpack")
"""Quantised backends of PyTorch, the preferred first."""


class QuantisedLinear(nn.Module):
    """A linear layer with 8-bit weights."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        weight = layer.weight.detach()
        scales = weight.abs().amax(dim=1).clamp(min=1e-12).double() / LARGEST_BYTE
        zeros = torch.zeros(len(scales), dtype=torch.long)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            quantised = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
            bias = None if layer.bias is None else layer.bias.detach()
            self._packed: Any = torch.ops.quantized.linear_prepack(quantised, bias)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return the layer's output in 32-bit floats."""
        outputs: torch.Tensor = torch.ops.quantized.linear_dynamic(inputs, self._packed, False)
        return outputs


def quantised(model: SentenceTransformer) -> SentenceTransformer:
    """Return a copy of a model whose linear layers are quantised; other weights are shared.

    Raises RuntimeError where this build of PyTorch has no 8-bit arithmetic.
    """
    available = torch.backends.quantized.supported_engines
    chosen = next((engine for engine in ENGINES if engine in available), None)
    if chosen is None:
        raise RuntimeError("PyTorch has no quantised backend here")
    torch.backends.quantized.engine = chosen
    shared = {id(parameter): parameter for parameter in model.parameters()}
    twin = copy.deepcopy(model, shared)
    for name, layer in list(twin.named_modules()):
        if isinstance(layer, nn.Linear):
            owner, _, attribute = name.rpartition(".")
            setattr(twin.get_submodule(owner), attribute, QuantisedLinear(layer))
    return twin
