"""Augmentation by the settings of a recipe. Kinds and ranges are those of the lab, the draws are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

# Root mean square of a cubic B-spline between control points whose values have deviation 1, per axis.
SPLINE_DEVIATION = 151 / 315
# Fraction of a crop's side by which a crop around a cell may be off.
CELL_OFFSET = 1 / 3

Settings = Mapping[str, Any]
Plane = NDArray[np.float32]


def _turning(degrees: float) -> NDArray[np.float64]:
    cosine, sine = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[cosine, sine], [-sine, cosine]])


def draw_map(settings: Settings, random: np.random.Generator) -> NDArray[np.float64]:
    """The linear map from an offset of the crop's centre to that in the source, `[row, column]`."""
    happens = lambda name: random.random() < settings[name]["probability"]  # noqa: E731
    linear = np.eye(2)
    if happens("flipVertical"):
        linear = linear @ np.diag([-1.0, 1.0])
    if happens("flipHorizontal"):
        linear = linear @ np.diag([1.0, -1.0])
    if happens("rotate90"):
        linear = linear @ np.rint(_turning(90 * random.integers(4)))
    if happens("rotation"):
        linear = linear @ _turning(random.uniform(-1, 1) * settings["rotation"]["degrees"])
    if happens("scale"):
        low, high = settings["scale"]["low"], settings["scale"]["high"]
        linear = linear / np.exp(random.uniform(np.log(low), np.log(high)))
    return linear


def _displacement(settings: Settings, side: int, random: np.random.Generator) -> NDArray[np.float64]:
    elastic = settings["elastic"]
    if random.random() >= elastic["probability"]:
        return np.zeros((2, side, side))
    spacing = elastic["spacing"]
    points = int(np.ceil(side / spacing)) + 4
    control = random.normal(0, elastic["amplitude"] / SPLINE_DEVIATION, (2, points, points))
    place = 1.0 + np.arange(side) / spacing
    grid = np.meshgrid(place, place, indexing="ij")
    # Control points, not values: the spline is not made to pass through them.
    return np.stack([ndimage.map_coordinates(c, grid, order=3, prefilter=False, mode="nearest") for c in control])


def draw_start(labels: NDArray[np.int32], crop: int, cell_fraction: float, random: np.random.Generator) -> Plane:
    """First row and column of a crop: anywhere, or near a random pixel of a cell."""
    start = []
    cells = np.argwhere(labels > 0) if random.random() < cell_fraction else np.empty((0, 2))
    pixel = cells[random.integers(len(cells))] if len(cells) > 0 else None
    for axis, length in enumerate(labels.shape):
        if length < crop:
            start.append(-((crop - length) // 2))
        elif pixel is None:
            start.append(int(random.integers(length - crop + 1)))
        else:
            wanted = pixel[axis] - crop / 2 + random.uniform(-1, 1) * CELL_OFFSET * crop
            start.append(int(np.clip(round(wanted), 0, length - crop)))
    return np.array(start, np.float32)


def change_intensities(
    image: NDArray[np.float64], settings: Settings, deviation: float, random: np.random.Generator
) -> Plane:
    """The photometric transforms of a crop; `deviation` is that of the whole image."""
    happens = lambda name: random.random() < settings[name]["probability"]  # noqa: E731
    if happens("gamma"):
        low, high = settings["gamma"]["low"], settings["gamma"]["high"]
        exponent = np.exp(random.uniform(np.log(low), np.log(high)))
        bottom, span = image.min(), np.ptp(image)
        image = bottom + span * ((image - bottom) / span) ** exponent if span > 0 else image
    if happens("gainOffset"):
        gain, offset = settings["gainOffset"]["gain"], settings["gainOffset"]["offset"]
        image = image * (1 + random.uniform(-gain, gain)) + random.uniform(-offset, offset) * deviation
    if happens("illumination"):
        side = len(image)
        slope = 2 * random.uniform(0, settings["illumination"]["amplitude"]) * deviation / side
        angle = random.uniform(0, 2 * np.pi)
        away = np.arange(side) - (side - 1) / 2
        image = image + slope * (np.cos(angle) * away[:, None] + np.sin(angle) * away)
    if happens("blur"):
        image = ndimage.gaussian_filter(image, random.uniform(0, settings["blur"]["sigma"]), mode="nearest", truncate=3)
    if happens("noise"):
        spread = random.uniform(0, settings["noise"]["deviation"]) * deviation
        image = image + random.normal(0, 1, image.shape) * spread
    return image.astype(np.float32)


def draw_crop(
    image: Plane, labels: NDArray[np.int32], recipe: Mapping[str, Any], random: np.random.Generator
) -> tuple[Plane, NDArray[np.int32]]:
    """One augmented crop of an image and of its labels, from which targets are computed afterwards."""
    crop, settings = recipe["crop"], recipe["augmentation"]
    start = draw_start(labels, crop, recipe["cellCropFraction"], random)
    linear = draw_map(settings, random)
    offset = np.stack(np.meshgrid(*[np.arange(crop) - (crop - 1) / 2] * 2, indexing="ij"))
    centre = start + (crop - 1) / 2
    moved = np.einsum("ij,jrc->irc", linear, offset) + _displacement(settings, crop, random)
    coordinates = moved + centre[:, None, None]
    # SciPy's "reflect" repeats the edge pixels, as the lab's reflection does.
    mode = "reflect" if settings["padding"] == "reflect" else "constant"
    plane = ndimage.map_coordinates(image.astype(np.float64), coordinates, order=1, mode=mode)
    ids = ndimage.map_coordinates(labels, coordinates, order=0, mode=mode)
    return change_intensities(plane, settings, float(image.std()), random), ids
