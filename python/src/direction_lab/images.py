"""Reads images and label images, and normalises images as the networks see them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from direction_lab.errors import LabError

# As in the lab: larger images are refused before they are decoded.
LARGEST_PIXELS = 2**26
SUFFIXES = (".png", ".tif", ".tiff", ".jpg", ".jpeg", ".bmp", ".npy")


def read_pixels(path: Path) -> NDArray[Any]:
    """An image `[row, column]` or `[row, column, channel]` without alpha."""
    try:
        if path.suffix == ".npy":
            return np.load(path, allow_pickle=False)
        with Image.open(path) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise LabError(f"{path}: The image has more than {LARGEST_PIXELS} pixels.")
            if image.mode in ("P", "PA"):
                image = image.convert("RGB")
            pixels = np.asarray(image)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise LabError(f"{path}: It cannot be read as an image.") from error
    return pixels[..., :-1] if pixels.ndim == 3 and pixels.shape[2] in (2, 4) else pixels


def read_labels(path: Path) -> NDArray[np.int32]:
    """A label image `[row, column]`: 0 background, each cell its own id."""
    pixels = read_pixels(path)
    if pixels.ndim != 2:
        raise LabError(f"{path}: A label image has one channel, but this has {pixels.shape[2]}.")
    return pixels.astype(np.int32)


def normalise(pixels: NDArray[Any], recipe: Mapping[str, Any]) -> NDArray[np.float32]:
    """The plane `[row, column]` that a network sees, as `channel` and `normalisation` of its recipe say."""
    channel, how = recipe["channel"], recipe["normalisation"]
    if pixels.ndim == 2:
        plane = pixels.astype(np.float64)
    elif channel == "mean" or channel >= pixels.shape[2]:
        plane = pixels.mean(axis=2)
    else:
        plane = pixels[..., channel].astype(np.float64)
    if how["kind"] == "percentile":
        low, high = np.percentile(plane, [how["low"], how["high"]])
        plane = (plane - low) / (high - low) if high > low else np.zeros(plane.shape)
    elif how["kind"] == "meanStd":
        deviation = plane.std()
        plane = (plane - plane.mean()) / deviation if deviation > 0 else np.zeros(plane.shape)
    else:
        plane = plane / {"uint8": 255, "uint16": 65535}.get(str(pixels.dtype), 1)
    return plane.astype(np.float32)


def log_channel(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """The second channel of the network with three heads, where it has one."""
    return (np.log1p(30 * np.maximum(image, -0.02)) / np.log(31)).astype(np.float32)
