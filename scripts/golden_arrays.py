"""Numbers by formulas, which the tests repeat, and files of arrays in testing/golden/pytorch.

Needs torch and numpy.
"""

import json
from pathlib import Path

import numpy as np
import torch

OUT = Path(__file__).resolve().parent.parent / "testing" / "golden" / "pytorch"


def noise(count, stream):
    """Numbers in [0, 1) by a formula of their index."""
    x = np.sin(12.9898 * np.arange(1, count + 1) + 78.233 * (stream + 1)) * 43758.5453
    return x - np.floor(x)


def float32(array):
    """A tensor in double precision, with values rounded to single precision."""
    return torch.tensor(np.asarray(array, np.float32).astype(np.float64))


def formula_kernel(index, inputs, outputs, size):
    """The kernel [out, in, row, column] of a layer; the formula fills [row, column, in, out]."""
    shape = (size, size, inputs, outputs)
    spread = np.sqrt(6 / (size * size * inputs))
    return float32(((2 * noise(np.prod(shape), index) - 1) * spread).reshape(shape).transpose(3, 2, 0, 1))


def as_stored(name, tensor):
    """Activations as [batch, row, column, channel], kernels as [row, column, in, out], in single precision."""
    if tensor.dim() == 4:
        tensor = tensor.permute(2, 3, 1, 0) if name.startswith("gradient0/") else tensor.permute(0, 2, 3, 1)
    return np.ascontiguousarray(tensor.detach().numpy(), "<f4")


def write_arrays(file, tensors, meta):
    """Writes the tensors, by name, to a .bin and their shapes and offsets, after the other facts, to a .json."""
    stored = {name: as_stored(name, tensor) for name, tensor in tensors.items()}
    np.concatenate([numbers.ravel() for numbers in stored.values()]).tofile(OUT / f"{file}.bin")
    arrays, offset = [], 0
    for name, numbers in stored.items():
        arrays.append({"name": name, "shape": list(numbers.shape), "offset": offset})
        offset += numbers.size
    (OUT / f"{file}.json").write_text(json.dumps({**meta, "arrays": arrays}) + "\n")
