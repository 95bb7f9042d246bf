"""A data set on disk: `images/`, `masks/` with the same names, and `split.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from direction_lab.augment import draw_crop
from direction_lab.errors import LabError
from direction_lab.images import SUFFIXES, log_channel, normalise, read_labels, read_pixels
from direction_lab.targets import compute_targets


@dataclass(frozen=True)
class LabelledImage:
    """An image with its labels, both `[row, column]`."""

    name: str
    image: NDArray[np.float32]
    labels: NDArray[np.int32]


def _by_name(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise LabError(f"{folder} is missing. Export the data set from Direction Lab, or make images/ and masks/.")
    return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES}


def _split(path: Path, names: list[str], fraction: float) -> dict[str, list[str]]:
    if not path.exists():
        # Without a split the last images are kept, as many as the recipe says.
        kept = round(len(names) * fraction)
        return {"training": names[: len(names) - kept], "validation": names[len(names) - kept :]}
    try:
        content = json.loads(path.read_text())
        split = {key: [str(name) for name in content[key]] for key in ("training", "validation")}
    except (ValueError, KeyError, TypeError) as error:
        raise LabError(f"{path}: It must list the names of images under training and validation.") from error
    unknown = sorted({*split["training"], *split["validation"]} - set(names))
    if unknown:
        raise LabError(f"{path}: There is no image {unknown[0]} with a mask.")
    return split


def read_data(folder: Path, recipe: Mapping[str, Any]) -> dict[str, list[LabelledImage]]:
    """The labelled images of a folder by set: `training` and `validation`."""
    images, masks = _by_name(folder / "images"), _by_name(folder / "masks")
    names = [name for name in images if name in masks]
    if not names:
        raise LabError(f"{folder}: No image in images/ has a mask of the same name in masks/.")
    split = _split(folder / "split.json", names, recipe["validationFraction"])

    def read(name: str) -> LabelledImage:
        image = normalise(read_pixels(images[name]), recipe)
        labels = read_labels(masks[name])
        if labels.shape != image.shape:
            raise LabError(f"{masks[name]}: The mask has {labels.shape} px, but the image has {image.shape}.")
        return LabelledImage(name, image, labels)

    return {key: [read(name) for name in part] for key, part in split.items()}


def to_tensors(image: NDArray[np.float32], labels: NDArray[np.int32], border: str) -> dict[str, Tensor]:
    """Image and targets of one crop, each `[channel, row, column]`; levels `[row, column]`."""
    targets = compute_targets(labels, "closed" if border == "closed" else "open")
    plane = lambda values: torch.from_numpy(np.ascontiguousarray(values))[None]  # noqa: E731
    return {
        "image": plane(image),
        "log_image": plane(log_channel(image)),
        "mask": plane(targets.mask),
        "valid": plane(targets.valid),
        "weight": plane(targets.weight),
        "unit_vectors": torch.from_numpy(np.ascontiguousarray(targets.unit_vectors.transpose(2, 0, 1))),
        "level": torch.from_numpy(targets.level),
    }


class Crops(Dataset[dict[str, Tensor]]):
    """Augmented crops of the training images. Crop `index` is the same in every process and worker."""

    def __init__(self, images: list[LabelledImage], recipe: Mapping[str, Any], count: int) -> None:
        if not images:
            raise LabError("There is no image to train on.")
        self.images, self.recipe, self.count = images, recipe, count
        covering = [max(1, round(one.image.size / recipe["crop"] ** 2)) for one in images]
        each = recipe["cropsPerImage"]
        counts = np.array(covering if each == "cover" else [each] * len(images), float)
        self.per_epoch = float(counts.sum())
        self.probabilities = counts / counts.sum()

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> dict[str, Tensor]:
        random = np.random.default_rng([self.recipe["seed"], index])
        chosen = self.images[random.choice(len(self.images), p=self.probabilities)]
        image, labels = draw_crop(chosen.image, chosen.labels, self.recipe, random)
        return to_tensors(image, labels, self.recipe["border"])
