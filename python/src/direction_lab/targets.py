"""What the networks learn, computed from label images with SciPy.

Unit vectors do not commute with rotation, so targets are computed after every augmentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Border = Literal["open", "closed"]

# Lower edges of the levels in px: level k is (edge k, edge k + 1] (Bai & Urtasun 2017).
LEVEL_EDGES = np.array([0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 19, 24, 30, 37, 45, 54])
LEVELS = len(LEVEL_EDGES)
# Shorter gradients than this have no direction to teach: ridges and cells of one pixel.
SHORTEST_VALID = 0.3
# Shorter gradients than this are rounding errors.
SHORTEST = 1e-12

Plane = NDArray[np.float32]


@dataclass(frozen=True)
class Targets:
    """Planes `[row, column]`; unit vectors `[row, column, component]`."""

    mask: Plane
    """1 in cells, 0 in the background, -1 where ignored."""
    distance: Plane
    """Euclidean distance in px to the nearest pixel centre that is not of the cell; 0 outside cells."""
    unit_vectors: Plane
    """Normalised gradient of the cell's own distance: away from its nearest edge; 0 outside cells."""
    valid: Plane
    """1 where that gradient is at least 0.3 long, else 0."""
    weight: Plane
    """1 / sqrt(area of the pixel's cell in px); 0 outside cells."""
    level: NDArray[np.int64]
    """Depth level 0..15."""


def _distance(own: NDArray[np.bool_], border: Border) -> NDArray[np.float64]:
    if border == "closed":
        return ndimage.distance_transform_edt(np.pad(own, 1))[1:-1, 1:-1]
    # Without any other pixel nothing is known: a cell that fills the image has distance 0.
    return np.zeros(own.shape) if own.all() else ndimage.distance_transform_edt(own)


def _gradient(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    return np.zeros(values.shape) if values.shape[axis] < 2 else np.gradient(values, axis=axis)


def compute_targets(labels: NDArray[np.integer], border: Border = "open") -> Targets:
    """Targets of a label image `[row, column]`: 0 background, below 0 ignored, each cell its own id.

    With an open border cells continue beyond the image; with a closed one they end there.
    """
    rows, columns = labels.shape
    distance = np.zeros(labels.shape)
    gradient = np.zeros((*labels.shape, 2))
    weight = np.zeros(labels.shape)
    ids = np.unique(labels[labels > 0])
    compact = np.where(labels > 0, np.searchsorted(ids, labels) + 1, 0)
    for index, box in enumerate(ndimage.find_objects(compact), 1):
        # The nearest other pixel lies at most one pixel outside the box of the cell.
        top, left = max(0, box[0].start - 1), max(0, box[1].start - 1)
        part = (slice(top, min(rows, box[0].stop + 1)), slice(left, min(columns, box[1].stop + 1)))
        own = compact[part] == index
        away = _distance(own, border)
        distance[part][own] = away[own]
        for axis in (0, 1):
            gradient[(*part, axis)][own] = _gradient(away, axis)[own]
        weight[part][own] = 1 / np.sqrt(own.sum())
    length = np.hypot(gradient[..., 0], gradient[..., 1])
    is_cell = labels > 0
    unit = np.where((length > SHORTEST)[..., None], gradient / np.maximum(length, SHORTEST)[..., None], 0)
    # Squares of distances are whole numbers, which decide without rounding at an edge.
    squared = np.rint(distance * distance)
    level = np.searchsorted(LEVEL_EDGES**2, squared, side="left") - 1
    return Targets(
        mask=np.where(labels < 0, -1, is_cell).astype(np.float32),
        distance=distance.astype(np.float32),
        unit_vectors=unit.astype(np.float32),
        valid=(is_cell & (length >= SHORTEST_VALID)).astype(np.float32),
        weight=weight.astype(np.float32),
        level=np.where(is_cell, np.clip(level, 0, LEVELS - 1), 0).astype(np.int64),
    )
