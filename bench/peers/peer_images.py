"""Reading the sets and writing labels, the same for all peers.

A set is a folder with train/ and val/, each with images/NAME.png (grey) and masks/NAME.png (16-bit labels, 0 = background).
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from imageio.v3 import imread, imwrite


def arguments():
    """The folder of the set, the folder for the labels found, CPU minutes of training, and the seed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("set", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    return parser.parse_args()


def read_part(folder):
    """The names, images (float32) and labels (int32), each [row, column], in the order of the names."""
    paths = sorted((folder / "images").glob("*.png"))
    images = [imread(path).astype(np.float32) for path in paths]
    labels = [imread(folder / "masks" / path.name).astype(np.int32) for path in paths]
    return [path.name for path in paths], images, labels


def write_labels(out, name, labels):
    """Writes labels as a 16-bit PNG of the name of the image."""
    out.mkdir(parents=True, exist_ok=True)
    imwrite(out / name, labels.astype(np.uint16))


def cpu_minutes():
    """CPU time of all threads of this process, in minutes."""
    return time.process_time() / 60


def report(**values):
    """The last line of the output: one JSON object for the benchmark."""
    print(json.dumps(values))
