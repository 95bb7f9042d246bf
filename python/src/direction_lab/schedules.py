"""Learning rates by step, as the lab computes them; PyTorch's where PyTorch has the schedule."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Length:
    """Steps of a stage, and steps in one epoch, which may be fractional."""

    steps: int
    steps_per_epoch: float = 1.0


def _annealed(shape: str, start: float, end: float, fraction: float) -> float:
    if shape == "linear":
        return start + (end - start) * fraction
    return end + (start - end) / 2 * (1 + math.cos(math.pi * fraction))


def _one_cycle(schedule: Mapping[str, Any], n: int, count: int) -> float:
    top = schedule["peakLearningRate"]
    start = top / schedule["startDivisor"]
    end = start / schedule["endDivisor"]
    shape, last = schedule["annealing"], count - 1
    # A cycle too short for a warm-up starts at the peak.
    peak = max(0.0, schedule["warmUpFraction"] * count - 1)
    back = 2 * peak if schedule["threePhases"] else peak
    if n < peak:
        return _annealed(shape, start, top, n / peak)
    if n < back:
        return _annealed(shape, top, start, (n - peak) / (back - peak))
    highest = start if schedule["threePhases"] and back > 0 else top
    return _annealed(shape, highest, end, (n - back) / (last - back)) if last > back else highest


def _after_warm_up(schedule: Mapping[str, Any], n: float, count: float) -> float:
    rate = schedule["learningRate"]
    if schedule["kind"] == "cosine":
        return _annealed("cosine", rate, schedule["minLearningRate"], n / count)
    if schedule["kind"] == "step":
        return rate * schedule["factor"] ** math.floor(n / schedule["every"])
    return rate


def learning_rate(schedule: Mapping[str, Any], step: int, length: Length, reduced: float | None = None) -> float:
    """Learning rate at a step (from 0) of a stage. `reduced` is the current rate of "reduce on plateau"."""
    by_epoch = schedule.get("interval") == "epoch"
    count = math.ceil(length.steps / length.steps_per_epoch) if by_epoch else length.steps
    n = min(math.floor(step / length.steps_per_epoch) if by_epoch else step, count - 1)
    kind = schedule["kind"]
    if kind == "oneCycle":
        return _one_cycle(schedule, n, count)
    rate = schedule["learningRate"]
    if kind == "constant":
        return rate
    warm_up = schedule["warmUpFraction"] * count
    now = rate if reduced is None else reduced
    if n < warm_up:
        factor = now / rate if kind == "plateau" and rate > 0 else 1.0
        return factor * _annealed("linear", rate / schedule["startDivisor"], rate, n / warm_up)
    return now if kind == "plateau" else _after_warm_up(schedule, n - warm_up, count - warm_up)


@dataclass
class Plateau:
    """The rate of "reduce on plateau" (PyTorch's ReduceLROnPlateau), told each score of validation."""

    schedule: Mapping[str, Any]
    higher_is_better: bool = False
    rate: float = field(init=False)
    _best: float | None = field(init=False, default=None)
    _bad: int = field(init=False, default=0)
    _rest: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.rate = self.schedule["learningRate"]

    def _is_better(self, score: float) -> bool:
        if self._best is None:
            return True
        sign = 1 if self.higher_is_better else -1
        margin = self.schedule["threshold"]
        if self.schedule["thresholdMode"] == "relative":
            margin *= self._best
        return sign * (score - self._best) > margin

    def tell(self, score: float) -> float:
        """Takes a score and returns the rate from now on."""
        if self._is_better(score):
            self._best, self._bad = score, 0
        else:
            self._bad += 1
        if self._rest > 0:
            self._rest, self._bad = self._rest - 1, 0
        if self._bad > self.schedule["patience"]:
            self.rate = max(self.rate * self.schedule["factor"], self.schedule["minLearningRate"])
            self._rest, self._bad = self.schedule["cooldown"], 0
        return self.rate
