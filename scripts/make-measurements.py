"""Writes testing/golden/measurements: cells measured by scikit-image's regionprops.

Needs scikit-image 0.26 and tifffile. Run from the root of the repository; cells of ../shared/data are
measured where that folder is present.
"""

import json
from pathlib import Path

import numpy as np
import skimage
import tifffile
from scipy import ndimage
from skimage.measure import regionprops

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "testing" / "golden" / "measurements"
SHARED = ROOT.parent / "shared" / "data"
DIGITS = 12
LETTERS = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

# One letter per cell, "." is background. Neighbouring cells touch.
DRAWN = {
    "one pixel, lines and corners": """
        a.....bbbbbbb..c
        ...............c
        ..d.e.....f....c
        ..d..e.....f...c
        ..d...e...f....c
        .......e...f...c
        gg..............
        gg.hhh..iiiii..j
        gg.hhh......i.j.
        ...hhh......ij..
        kkkkkkkkkkkkkkkk""",
    "rings, holes and concave cells": """
        aaaaaaa..bbbbbb..
        a.....a..b.......
        a.ccc.a..b.eeee..
        a.c.c.a..b.e..e..
        a.ccc.a..b.eeee..
        a.....a..bbbbbb..
        aaaaaaa..........
        ..dddddddddddddd.
        ..d.d.d.d.d.d.d..
        ..d...d...d...d..
        ffffffffffffffff.
        f.............f..
        ....g.....g...f..
        ...ggg.g.ggg.....
        ....g.....g......""",
    "two parts of one cell, and neighbours": """
        aa...bbbb
        aa...bbbb
        ..aa.cccc
        ..aa.cccc
        d...eeff.
        .....eff.
        d....ggff
        ..d..gghh""",
}
WIDTH = 40


def labels_of(text):
    rows = [line.strip() for line in text.strip().splitlines()]
    return np.array([[LETTERS.index(letter) for letter in row] for row in rows])


def drawn_by_seed(seed):
    """Cells of any form that touch each other and the border: maxima of smooth noise, one field per cell."""
    random = np.random.default_rng(seed)
    fields = ndimage.gaussian_filter(random.standard_normal((12, 28, WIDTH)), (0, 2, 3))
    labels = fields.argmax(axis=0) + 1
    labels[fields.max(axis=0) < 0.13] = 0
    return labels


def image_of(shape, channels=2):
    """Values that tests draw again: (7 row + 13 column + 101 channel) modulo 251."""
    row, column, channel = np.indices((*shape, channels))
    return (7 * row + 13 * column + 101 * channel) % 251


def short(value):
    return float(f"{value:.{DIGITS}g}")


def touching(labels):
    """Other cells that share a pixel edge, by a dilation of each cell."""
    cross = ndimage.generate_binary_structure(2, 1)
    counts = {}
    for cell in np.unique(labels[labels > 0]):
        around = labels[ndimage.binary_dilation(labels == cell, cross)]
        counts[int(cell)] = len(set(around[around > 0].tolist()) - {int(cell)})
    return counts


def measured(labels, image):
    neighbours = touching(labels)
    return [
        {
            "id": int(cell.label),
            "area": short(cell.area),
            "row": short(cell.centroid[0]),
            "column": short(cell.centroid[1]),
            "diameter": short(cell.equivalent_diameter_area),
            "perimeter": short(cell.perimeter),
            "eccentricity": short(cell.eccentricity),
            "solidity": short(cell.solidity),
            "neighbours": neighbours[int(cell.label)],
            "means": [short(value) for value in np.atleast_1d(cell.intensity_mean)],
            "sums": [short(value) for value in np.atleast_1d(cell.image_intensity[cell.image].sum(axis=0))],
        }
        for cell in regionprops(labels, image.astype(np.float64))
    ]


def write(name, content):
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"source": f"scikit-image {skimage.__version__}", **content}, separators=(",", ":"))
    (OUT / name).write_text(text + "\n")


def drawn():
    images = {name: labels_of(text) for name, text in DRAWN.items()}
    images |= {f"smooth noise {seed}": drawn_by_seed(seed) for seed in (1,)}
    return [
        {
            "name": name,
            "rows": ["".join(LETTERS[cell] for cell in row) for row in labels],
            "cells": measured(labels, image_of(labels.shape)),
        }
        for name, labels in images.items()
    ]


def recorded():
    """Cells of real images, of which only the numbers are stored."""
    pairs = [("pairs/stardist/images/cells_00.tif", "pairs/stardist/masks/cells_00.tif")]
    images = []
    for image, labels in pairs:
        pixels, cells = tifffile.imread(SHARED / image), tifffile.imread(SHARED / labels)
        images.append({"image": image, "labels": labels, "cells": measured(cells.astype(np.int64), pixels)})
    return images


write("drawn.json", {"images": drawn()})
if SHARED.exists():
    write("recorded.json", {"images": recorded()})
