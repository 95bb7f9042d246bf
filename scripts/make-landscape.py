"""Writes testing/golden/landscape: cells on levels minus divergence, by NumPy, SciPy and scikit-image.

Needs numpy, scipy and scikit-image. Run from the root of the repository. The field is made up: drawn cells that
touch, whose levels and vectors are smeared as a network does, stored in steps that a byte holds.
"""

from pathlib import Path

import numpy as np
from scipy import ndimage as ndi
from skimage.morphology import local_maxima, reconstruction
from skimage.segmentation import watershed

OUT = Path(__file__).resolve().parent.parent / "testing" / "golden" / "landscape"
ROWS, COLUMNS = 48, 56
EDGES = np.array([0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 19, 24, 30, 37, 45, 54])
# Ellipses: row, column, half axes, angle; earlier ones cover later ones.
CELLS = [
    (12, 12, 8, 8, 0), (14, 26, 7, 8, 0), (25, 18, 5, 8, 0.4), (10, 44, 9, 5, 0.9), (24, 44, 8, 6, -0.3),
    (37, 9, 9, 7, 0), (38, 25, 9, 7, 0.2), (39, 40, 8, 6, 0), (41, 52, 7, 6, 0), (30, 31, 2, 2, 0),
]  # fmt: skip
HOLES = [(12, 12, 3.2), (37, 9, 7)]  # row, column, radius; the second has 100 px or more
FILL, THRESHOLD, MINIMUM = 100, 0.5, 15
# part, sigma and prominence for fluorescence and for phase contrast, and a field of likeliest levels
SETTINGS = {"fluorescence": (2, 0.7, 0.5), "phase": (1, 1, 0.5)}
CONNECTED = np.ones((3, 3))


def drawn():
    y, x = np.mgrid[:ROWS, :COLUMNS]
    labels = np.zeros((ROWS, COLUMNS), int)
    for number, (row, column, a, b, angle) in reversed(list(enumerate(CELLS, 1))):
        down = (y - row) * np.cos(angle) + (x - column) * np.sin(angle)
        across = (x - column) * np.cos(angle) - (y - row) * np.sin(angle)
        labels[(down / a) ** 2 + (across / b) ** 2 <= 1] = number
    return labels


def field(labels, rng):
    """Probability, vectors and expected level in bytes: p = byte / 255, u = (byte - 128) / 127, e = byte / 16."""
    y, x = np.mgrid[:ROWS, :COLUMNS]
    level, vectors = np.zeros(labels.shape), np.zeros((2, *labels.shape))
    for number in range(1, labels.max() + 1):
        mask = labels == number
        distance = ndi.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
        gradient = np.stack(np.gradient(distance))
        length = np.hypot(*gradient)
        level[mask] = np.searchsorted(EDGES, distance[mask], side="left") - 1
        vectors[:, mask] = (gradient / np.maximum(length, 1e-9))[:, mask]
    smear = lambda plane, sigma, noise: ndi.gaussian_filter(plane + rng.normal(0, noise, plane.shape), sigma)
    p = smear((labels > 0).astype(float), 0.8, 0.3)
    for row, column, radius in HOLES:
        p[np.hypot(y - row, x - column) < radius] *= 0.3
    u = np.stack([smear(part, 0.9, 0.5) for part in vectors])
    e = smear(level, 0.9, 0.5)
    to_byte = lambda plane: np.clip(np.round(plane), 0, 255).astype(np.uint8)
    return to_byte(p * 255), to_byte(u * 127 + 128), to_byte(e * 16)


def filled(mask):
    holes = ndi.label(~mask)[0]
    size = np.bincount(holes.ravel())
    size[np.r_[holes[0], holes[-1], holes[:, 0], holes[:, -1]]] = FILL
    size[0] = FILL
    return mask | (size < FILL)[holes]


def landscape(u, e, part, sigma):
    divergence = np.gradient(u[0], axis=0) + np.gradient(u[1], axis=1)
    return ndi.gaussian_filter(e - part * np.clip(divergence, -1, 1), sigma)


def cells(mask, land, prominence):
    top = np.where(mask, np.round(land * 16) / 16, -1.0)
    low = reconstruction(top - prominence, top, footprint=CONNECTED)
    seeds = ndi.label(local_maxima(low, connectivity=2) & mask & (low > -1), CONNECTED)[0]
    labels = watershed(-land, seeds, mask=mask, connectivity=2)
    rest = ndi.label(mask & (labels == 0), CONNECTED)[0]
    labels = np.where(rest > 0, rest + labels.max(), labels)
    size = np.bincount(labels.ravel())
    size[0] = MINIMUM
    return np.where(size[labels] >= MINIMUM, labels, 0)


def save(name, plane, kind):
    assert plane.min() >= 0 and plane.max() <= np.iinfo(kind).max
    np.save(OUT / f"{name}.npy", plane.astype(kind))


OUT.mkdir(parents=True, exist_ok=True)
p, u, e = field(drawn(), np.random.default_rng(1))
for name, plane in {"probability": p, "vectors": u, "level": e}.items():
    save(name, plane, np.uint8)
mask = filled(p / 255 > THRESHOLD)
save("mask", mask, np.uint8)
for name, (part, sigma, prominence) in SETTINGS.items():
    land = landscape((u.astype(float) - 128) / 127, e / 16, part, sigma)
    save(f"{name}_landscape", np.round((land + 8) * 2048), np.uint16)
    found = cells(mask, land, prominence)
    save(f"{name}_cells", found, np.uint8)
    print(name, len(np.unique(found)) - 1, "cells;", "holes filled:", int(mask.sum() - (p / 255 > THRESHOLD).sum()), "px")
