"""Scores of found cells: the Kaggle metric over IoU thresholds, and the precision at one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

THRESHOLDS = tuple(round(0.5 + 0.05 * k, 2) for k in range(10))


@dataclass(frozen=True)
class Counts:
    """True positives, false positives and false negatives at one threshold of IoU."""

    true_positives: int
    false_positives: int
    false_negatives: int

    @property
    def precision(self) -> float:
        """TP / (TP + FP + FN); 1 if there is nothing to find and nothing is found."""
        everything = self.true_positives + self.false_positives + self.false_negatives
        return 1.0 if everything == 0 else self.true_positives / everything


def intersection_over_union(truth: NDArray[np.integer], found: NDArray[np.integer]) -> NDArray[np.float64]:
    """IoU of every true cell (rows) with every found one (columns)."""
    true_ids, t = np.unique(truth, return_inverse=True)
    found_ids, f = np.unique(found, return_inverse=True)
    shape = (len(true_ids), len(found_ids))
    both = np.bincount(t.ravel() * shape[1] + f.ravel(), minlength=shape[0] * shape[1]).reshape(shape)
    union = both.sum(1, keepdims=True) + both.sum(0, keepdims=True) - both
    return (both / union)[np.ix_(true_ids > 0, found_ids > 0)]


def count_matches(overlap: NDArray[np.float64], threshold: float) -> Counts:
    """Cells with an IoU above the threshold match; above 1/2 each can have one partner only."""
    matched = int((overlap > threshold).sum())
    return Counts(matched, overlap.shape[1] - matched, overlap.shape[0] - matched)


def kaggle_score(truth: NDArray[np.integer], found: NDArray[np.integer]) -> tuple[float, float]:
    """AP50 and the mean precision over IoU .50, .55, ... .95 of one image."""
    overlap = intersection_over_union(truth, found)
    precisions = [count_matches(overlap, threshold).precision for threshold in THRESHOLDS]
    return precisions[0], float(np.mean(precisions))
