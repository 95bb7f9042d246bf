"""The losses of the stages, over the batches of all processes together.

Planes are `[batch, 1, row, column]`, vectors `[batch, 2, row, column]`, levels `[batch, row, column]`. Pixels whose
mask is below 0 are ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from direction_lab.ranks import total
from direction_lab.targets import LEVELS

FLOOR = 1e-12
# Smallest probability in a logarithm.
SMALLEST = 1e-25
# Costs of the levels (Bai & Urtasun 2017): cells are separated at a low one.
LEVEL_COSTS = (3.0, 3.0, 3.0, 2.0, *([1.0] * (LEVELS - 4)))
# Largest absolute value of a dot product of which the arccosine is taken.
LARGEST_DOT = 1 - 1e-7
SHARED_WEIGHTS = {"mask": 1.0, "vectors": 1.0, "levels": 0.3, "background": 0.25}

Batch = Mapping[str, Tensor]


def mask_loss(logits: Tensor, batch: Batch) -> Tensor:
    """0.6 cross entropy + 0.4 (1 - soft Dice)."""
    known = (batch["mask"] >= 0).float()
    truth = batch["mask"].clamp(min=0)
    probability = torch.sigmoid(logits) * known
    entropy = F.binary_cross_entropy_with_logits(logits, truth, reduction="none") * known
    sums = total(torch.stack([entropy.sum(), (probability * truth).sum(), probability.sum(), truth.sum(), known.sum()]))
    dice = (2 * sums[1] + 1) / (sums[2] + sums[3] + 1)
    # A batch in which all pixels are ignored has loss 0.
    return 0.6 * sums[0] / sums[4].clamp(min=1) + 0.4 * (1 - dice)


def direction_loss(vectors: Tensor, batch: Batch) -> Tensor:
    """Mean squared angle in rad^2, weighted by area weight and validity."""
    u, weight = batch["unit_vectors"], batch["weight"] * batch["valid"]
    on = weight[:, 0] > 0
    dot = (vectors * u).sum(1)
    cross = (vectors[:, 1] * u[:, 0] - vectors[:, 0] * u[:, 1]).abs()
    # atan2(0, 0) has no derivative: such pixels are put aside before, and count as a right angle.
    has_angle = on & ((dot != 0) | (cross != 0))
    angle = torch.atan2(
        torch.where(has_angle, cross, torch.zeros_like(cross)),
        torch.where(has_angle, dot, torch.ones_like(dot)),
    )
    angle = torch.where(on & ~has_angle, torch.full_like(angle, torch.pi / 2), angle)
    sums = total(torch.stack([(weight[:, 0] * angle**2).sum(), weight.sum()]))
    return sums[0] / sums[1].clamp(min=FLOOR)


def summed_direction_loss(vectors: Tensor, batch: Batch) -> Tensor:
    """Squared angles by the arccosine, summed over the pixels of an image; mean over images."""
    dot = (vectors * batch["unit_vectors"]).sum(1, keepdim=True)
    angle = torch.acos(dot.clamp(-LARGEST_DOT, LARGEST_DOT))
    images = torch.full((), float(len(vectors)), device=vectors.device)
    sums = total(torch.stack([(batch["weight"] * batch["valid"] * angle**2).sum(), images]))
    return sums[0] / sums[1]


def energy_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of each level and of all others, weighted by area and level."""
    y = torch.softmax(logits, 1)
    t = F.one_hot(batch["level"], LEVELS).permute(0, 3, 1, 2).to(y.dtype)
    terms = t * y.clamp(min=SMALLEST).log() + (1 - t) * (1 - y).clamp(min=SMALLEST).log()
    costs = torch.tensor(LEVEL_COSTS, dtype=y.dtype, device=y.device)[:, None, None]
    weight = batch["mask"].clamp(min=0) * batch["weight"]
    sums = total(torch.stack([-(costs * terms * weight).sum(), weight.sum()]))
    return sums[0] / sums[1].clamp(min=FLOOR)


def shared_loss(output: Tensor, batch: Batch, weights: Mapping[str, float] = SHARED_WEIGHTS) -> Tensor:
    """The mask's loss, the weighted squared difference of vectors and the weighted cross entropy of levels.

    Channels are 16 level logits, the vector and the mask logit.
    """
    levels, vectors, logit = output.split([LEVELS, 2, 1], 1)
    mask, valid, area = batch["mask"], batch["valid"], batch["weight"]
    cells = (mask > 0).to(output.dtype)
    sums = total(torch.stack([(area * cells).sum(), cells.sum()]))
    mean = (sums[0] / sums[1].clamp(min=1)).clamp(min=FLOOR)
    background = (mask == 0).to(output.dtype) * weights["background"]
    level_weight = cells * area / mean + background
    vector_weight = level_weight * (1 - cells * (valid == 0))
    difference = ((vectors - batch["unit_vectors"]) ** 2).sum(1, keepdim=True)
    surprise = F.cross_entropy(levels, batch["level"], reduction="none")[:, None]
    parts = total(
        torch.stack(
            [
                (vector_weight * difference).sum(),
                vector_weight.sum(),
                (level_weight * surprise).sum(),
                level_weight.sum(),
            ]
        )
    )
    return (
        weights["mask"] * mask_loss(logit, batch)
        + weights["vectors"] * parts[0] / parts[1].clamp(min=FLOOR)
        + weights["levels"] * parts[2] / parts[3].clamp(min=FLOOR)
    )


def stage_loss(stage: str, recipe: Mapping[str, Any]) -> Any:
    """The loss that a recipe trains a stage with: a function of output and batch."""
    if stage == "semantic":
        return mask_loss
    if stage == "shared":
        weights = {**SHARED_WEIGHTS, **recipe.get("sharedLoss", {})}
        return lambda output, batch: shared_loss(output, batch, weights)
    if stage == "direction":
        return summed_direction_loss if recipe.get("directionLoss") == "sum" else direction_loss
    return energy_loss
