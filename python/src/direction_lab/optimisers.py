"""The optimisers of a recipe, which are PyTorch's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch.nn import Parameter


def make_optimiser(recipe: Mapping[str, Any], parameters: Iterable[Parameter], rate: float) -> torch.optim.Optimizer:
    """The optimiser of a stage (`stages.STAGE.optimiser`); its learning rate is set again before each step."""
    decay = recipe["weightDecay"]
    if recipe["kind"] == "sgd":
        return torch.optim.SGD(
            parameters, rate, momentum=recipe["momentum"], nesterov=recipe["nesterov"], weight_decay=decay
        )
    kind = torch.optim.AdamW if recipe["kind"] == "adamw" else torch.optim.Adam
    betas = (recipe["beta1"], recipe["beta2"])
    return kind(parameters, rate, betas=betas, eps=recipe["epsilon"], weight_decay=decay)
