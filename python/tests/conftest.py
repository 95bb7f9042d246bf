"""Reference numbers of the repository and, where they are present, those beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from direction_lab.graph import GraphNet

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOLDEN = ROOT / "testing" / "golden"
SHARED = ROOT.parent / "shared"


class Reference:
    """Arrays of `NAME.json` and `NAME.bin`, in the lab's order: kernels are `[row, column, in, out]`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.meta: dict[str, Any] = json.loads((folder / f"{name}.json").read_text())
        values = np.fromfile(folder / f"{name}.bin", "<f4")
        self.arrays: dict[str, np.ndarray] = {}
        for entry in self.meta["arrays"]:
            count = int(np.prod(entry["shape"], dtype=int))
            part = values[entry["offset"] : entry["offset"] + count]
            self.arrays[entry["name"]] = part.reshape(entry["shape"]).copy()

    def group(self, prefix: str) -> dict[str, torch.Tensor]:
        """Tensors whose names start with `prefix/`, in PyTorch's order of axes."""
        found = {n[len(prefix) + 1 :]: a for n, a in self.arrays.items() if n.startswith(f"{prefix}/")}
        kernels = prefix.startswith(("weight", "gradient"))
        return {name: to_torch(array, kernels) for name, array in found.items()}


def to_torch(array: np.ndarray, is_kernel: bool = False) -> torch.Tensor:
    """A tensor with PyTorch's axes."""
    tensor = torch.from_numpy(array)
    if tensor.dim() != 4:
        return tensor
    return tensor.permute(3, 2, 0, 1).contiguous() if is_kernel else tensor.permute(0, 3, 1, 2).contiguous()


def network(name: str) -> GraphNet:
    """A network of the tests by name."""
    graphs = json.loads((HERE / "graphs.json").read_text())
    return GraphNet(graphs["networks"][name])


def error(actual: torch.Tensor | np.ndarray, expected: torch.Tensor | np.ndarray) -> float:
    """Largest difference, relative to the largest expected value."""
    a, b = (x.detach().numpy() if isinstance(x, torch.Tensor) else x for x in (actual, expected))
    assert a.shape == b.shape
    return float(np.abs(a - b).max() / np.abs(b).max())


needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the folder ../shared is absent")
