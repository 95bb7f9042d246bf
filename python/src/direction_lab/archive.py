"""Weights archives of the lab: a zip with `recipe.json`, `graph.json` and a safetensors file for each network."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import nn

from direction_lab.errors import LabError
from direction_lab.graph import GraphNet

RECIPE = "recipe.json"
GRAPHS = "graph.json"
GRAPHS_VERSION = 1
README = """# Weights trained with direction-lab in Python

Each `NAME.safetensors` is a network with PyTorch's names and axes, `graph.json` lists its nodes, and `recipe.json` is
the recipe of the training. Direction Lab takes this zip by *Import weights*.
"""
# The lab reads an archive with fewer files, but not without a table of curves.
CURVES = "curves.csv"
NETWORKS = ("semantic", "direction", "energy", "shared")
# Zips are compressed; nothing in an archive of the lab is larger than this when it is not.
LARGEST_BYTES = 2**31


@dataclass
class Archive:
    """Networks by name, with the recipe that trained them."""

    recipe: dict[str, Any]
    graphs: dict[str, Mapping[str, Any]]
    networks: dict[str, GraphNet] = field(default_factory=dict)
    curves: str = "stage,step\n"


def _read(zipped: zipfile.ZipFile, path: Path, name: str) -> bytes:
    try:
        info = zipped.getinfo(name)
    except KeyError:
        advice = "Export it from Direction Lab with safetensors and Graphs for Python."
        raise LabError(f"{path}: {name} is missing. {advice}") from None
    if info.file_size > LARGEST_BYTES:
        raise LabError(f"{path}: {name} has {info.file_size} bytes, more than any network needs.")
    return zipped.read(info)


def _json(zipped: zipfile.ZipFile, path: Path, name: str) -> Any:
    try:
        return json.loads(_read(zipped, path, name))
    except ValueError as error:
        raise LabError(f"{path}: {name} is not JSON. Export the weights again.") from error


def load_state(network: GraphNet, file: str, data: bytes) -> None:
    """Takes over the arrays of a safetensors file; LabError names the file and the first array that does not fit."""
    try:
        arrays = load(data)
    except (SafetensorError, ValueError) as error:
        raise LabError(f"{file}: It is no safetensors file, or it is damaged.") from error
    wanted = {name: value for name, value in network.state_dict().items() if "num_batches" not in name}
    for name in arrays:
        if name not in wanted and not name.endswith(".num_batches_tracked"):
            raise LabError(f"{file}: The recipe's {network.title} has no {name}, which is in the file.")
    for name, value in wanted.items():
        shape = " x ".join(map(str, value.shape))
        belongs = f"{file}: The recipe's {network.title} has {name} of shape {shape}"
        if name not in arrays:
            raise LabError(f"{belongs}, which is missing.")
        if arrays[name].shape != value.shape:
            here = " x ".join(map(str, arrays[name].shape))
            raise LabError(f"{belongs}, but here it has the shape {here}.")
        if not torch.isfinite(arrays[name].float()).all():
            raise LabError(f"{file}: {name} holds a value that is not a number.")
    network.load_state_dict({name: arrays[name] for name in wanted}, strict=False)


def graphs_of(content: Any, path: Path | str) -> dict[str, Mapping[str, Any]]:
    """The graphs of a `graph.json`, checked as far as to tell one from another file."""
    known = isinstance(content, dict) and content.get("version") == GRAPHS_VERSION
    if not known or not isinstance(content.get("networks"), dict):
        raise LabError(f"{path}: {GRAPHS} has another version or is damaged. Export the weights again.")
    return dict(content["networks"])


def read_archive(path: Path) -> Archive:
    """Reads an archive, or the same files from a folder that `lab export` wrote; networks have their weights."""
    try:
        with zipfile.ZipFile(path) as zipped:
            recipe = _json(zipped, path, RECIPE)
            archive = Archive(recipe, graphs_of(_json(zipped, path, GRAPHS), path))
            names = set(zipped.namelist())
            for name in NETWORKS:
                if name not in archive.graphs or f"{name}.safetensors" not in names:
                    continue
                network = GraphNet(archive.graphs[name])
                load_state(network, f"{name}.safetensors", _read(zipped, path, f"{name}.safetensors"))
                archive.networks[name] = network.eval()
            return archive
    except (OSError, zipfile.BadZipFile) as error:
        raise LabError(f"{path} cannot be read as a weights archive.") from error


def _state(network: nn.Module) -> dict[str, torch.Tensor]:
    state = network.state_dict().items()
    return {name: value.detach().cpu().float().contiguous() for name, value in state if "num_batches" not in name}


def write_archive(path: Path, archive: Archive) -> None:
    """Writes an archive that the lab imports."""
    path.parent.mkdir(parents=True, exist_ok=True)
    graphs = {name: archive.graphs[name] for name in archive.networks}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("README.md", README)
        zipped.writestr(RECIPE, json.dumps(archive.recipe, indent=2) + "\n")
        zipped.writestr(GRAPHS, json.dumps({"version": GRAPHS_VERSION, "networks": graphs}, indent=2) + "\n")
        zipped.writestr(CURVES, archive.curves)
        for name, network in archive.networks.items():
            metadata = {"network": name, "recipe": json.dumps(archive.recipe)}
            zipped.writestr(f"{name}.safetensors", save(_state(network), metadata), zipfile.ZIP_STORED)
