"""Builds a network from the list of nodes that the lab exports (`graph.json`).

No architecture is written here: every kind of node has one function, and a network is what the list says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from direction_lab.errors import LabError
from direction_lab.ranks import total

NORM_EPSILON = 1e-5
NORM_MOMENTUM = 0.1

Node = Mapping[str, Any]


class BatchNorm(nn.BatchNorm2d):
    """Batch normalisation over the whole batch of all processes; in one process that of PyTorch."""

    def forward(self, input: Tensor) -> Tensor:
        if not self.training:
            return super().forward(input)
        count = total(torch.tensor(float(input.numel() // input.shape[1]), device=input.device))
        mean = total(input.sum((0, 2, 3))) / count
        centred = input - mean[:, None, None]
        variance = total((centred * centred).sum((0, 2, 3))) / count
        with torch.no_grad():
            self.running_mean.lerp_(mean, NORM_MOMENTUM)
            self.running_var.lerp_(variance * count / (count - 1).clamp(min=1), NORM_MOMENTUM)
        scale = self.weight * torch.rsqrt(variance + self.eps)
        return centred * scale[:, None, None] + self.bias[:, None, None]


def _upsample(node: Node, x: Tensor) -> Tensor:
    if node["mode"] == "nearest":
        return F.interpolate(x, scale_factor=node["factor"], mode="nearest")
    return F.interpolate(x, scale_factor=node["factor"], mode="bilinear", align_corners=False)


def _normalise(node: Node, x: Tensor) -> Tensor:
    return x / (x * x).sum(1, keepdim=True).clamp(min=node["floor"]).sqrt()


# Nodes without parameters: the node, its sources and whether the network is in training give its values.
_FUNCTIONS: Mapping[str, Callable[[Node, list[Tensor], bool], Tensor]] = {
    "relu": lambda node, x, training: F.relu(x[0]),
    "maxPool": lambda node, x, training: F.max_pool2d(x[0], 2),
    "avgPool": lambda node, x, training: F.avg_pool2d(x[0], 2),
    "upsample": lambda node, x, training: _upsample(node, x[0]),
    "concat": lambda node, x, training: torch.cat(x, 1),
    "multiply": lambda node, x, training: x[0] * x[1],
    "normalise": lambda node, x, training: _normalise(node, x[0]),
    "dropout": lambda node, x, training: F.dropout(x[0], node["rate"], training),
}


def _module(node: Node, channels: int) -> nn.Module | None:
    """The layer of a node with parameters, for a source with that many channels."""
    if node["kind"] == "conv":
        size = node["size"]
        conv = nn.Conv2d(channels, node["filters"], size, padding=size // 2, bias=node["bias"])
        nn.init.normal_(conv.weight, std=(2 / (channels * size * size)) ** 0.5)
        if conv.bias is not None:
            nn.init.zeros_(conv.bias)
        return conv
    if node["kind"] == "batchNorm":
        return BatchNorm(channels, eps=NORM_EPSILON, momentum=NORM_MOMENTUM)
    return None


def _channels(node: Node, sources: list[int]) -> int:
    kind = node["kind"]
    if kind == "input":
        return int(node["channels"])
    if kind == "conv":
        return int(node["filters"])
    return sum(sources) if kind == "concat" else sources[0]


def sources_of(node: Node) -> list[str]:
    """Names of the nodes that a node reads."""
    if node["kind"] == "input":
        return []
    source = node["from"]
    return [source] if isinstance(source, str) else list(source)


class GraphNet(nn.Module):
    """A network of the lab. Its parameters have the names of the nodes, such as `conv1_1.weight`.

    Called with the inputs by name, `[batch, channel, row, column]`, it returns the output. Sides must be multiples of
    `stride`.
    """

    def __init__(self, graph: Mapping[str, Any]) -> None:
        super().__init__()
        self.title: str = graph["title"]
        self.output: str = graph["output"]
        self.nodes: list[Node] = list(graph["nodes"])
        self.inputs = {node["name"]: int(node["channels"]) for node in self.nodes if node["kind"] == "input"}
        channels: dict[str, int] = {}
        strides: dict[str, float] = {}
        for node in self.nodes:
            name, kind = node["name"], node["kind"]
            if kind not in ("input", "conv", "batchNorm", *_FUNCTIONS):
                raise LabError(f"{self.title} has a node of kind {kind}, which this version does not know.")
            missing = [source for source in sources_of(node) if source not in channels]
            if missing:
                raise LabError(f"{self.title}: {name} reads {missing[0]}, which does not come before it.")
            sources = [channels[source] for source in sources_of(node)]
            module = _module(node, sources[0] if sources else 0)
            if module is not None:
                self.add_module(name, module)
            channels[name] = _channels(node, sources)
            stride = max([1.0, *(strides[source] for source in sources_of(node))])
            factor = {"maxPool": 2.0, "avgPool": 2.0, "upsample": 1 / node.get("factor", 1)}.get(kind, 1.0)
            strides[name] = stride * factor
        self.channels = channels[self.nodes[-1]["name"]]
        self.stride = int(max(strides.values()))

    def forward(self, inputs: Mapping[str, Tensor]) -> Tensor:
        values: dict[str, Tensor] = {}
        for node in self.nodes:
            name = node["name"]
            if node["kind"] == "input":
                values[name] = inputs[name]
                continue
            sources = [values[source] for source in sources_of(node)]
            function = _FUNCTIONS.get(node["kind"])
            if function is None:
                values[name] = self.get_submodule(name)(sources[0])
            else:
                values[name] = function(node, sources, self.training)
        return values[self.nodes[-1]["name"]]
