"""Times training steps of PyTorch on the CPU.

Reads {threads, repeats, batch, rows, columns, nets: [{name, graph, loss}]} as JSON from standard input; graphs and losses
are those of the lab. Weights and data are random. Writes one JSON object a line to standard output: first the version,
then the times of each network in both memory layouts, in milliseconds.
"""

import json
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    """A network of the lab, node by node."""

    def __init__(self, nodes):
        super().__init__()
        self.nodes = nodes
        channels = {}
        for node in nodes:
            name, kind, source = node["name"], node["kind"], node.get("from")
            if kind == "input":
                channels[name] = node["channels"]
            elif kind == "conv":
                size = node["size"]
                conv = nn.Conv2d(channels[source], node["filters"], size, padding=size // 2, bias=node["bias"])
                self.add_module(name, conv)
                channels[name] = node["filters"]
            elif kind == "concat":
                channels[name] = sum(channels[part] for part in source)
            else:
                channels[name] = channels[source[0] if kind == "multiply" else source]
                if kind == "batchNorm":
                    self.add_module(name, nn.BatchNorm2d(channels[name]))

    def forward(self, inputs):
        values = dict(inputs)
        for node in self.nodes:
            name, kind, source = node["name"], node["kind"], node.get("from")
            if kind == "input":
                continue
            x = values[source] if isinstance(source, str) else [values[part] for part in source]
            if kind in ("conv", "batchNorm"):
                x = getattr(self, name)(x)
            elif kind == "relu":
                x = F.relu(x)
            elif kind == "maxPool":
                x = F.max_pool2d(x, 2)
            elif kind == "avgPool":
                x = F.avg_pool2d(x, 2)
            elif kind == "upsample" and node["mode"] == "nearest":
                x = F.interpolate(x, scale_factor=node["factor"], mode="nearest")
            elif kind == "upsample":
                x = F.interpolate(x, scale_factor=node["factor"], mode="bilinear", align_corners=False)
            elif kind == "concat":
                x = torch.cat(x, 1)
            elif kind == "multiply":
                x = x[0] * x[1]
            elif kind == "normalise":
                x = x / (x * x).sum(1, keepdim=True).clamp(min=node["floor"]).sqrt()
            elif kind == "dropout":
                x = F.dropout(x, node["rate"], self.training)
            else:
                raise ValueError(f"the node {name} has the unknown kind {kind}")
            values[name] = x
        return x


def loss_of(loss, output, mask, weight, directions, levels):
    """The lab's loss of an output. No pixels are ignored."""
    constants = loss["constants"]
    if loss["kind"] == "mask":
        probability = torch.sigmoid(output)
        entropy = F.binary_cross_entropy_with_logits(output, mask)
        overlap = 2 * (probability * mask).sum() + constants["smoothing"]
        dice = 1 - overlap / (probability.sum() + mask.sum() + constants["smoothing"])
        return constants["crossEntropyWeight"] * entropy + constants["diceWeight"] * dice
    weights = mask * weight
    if loss["kind"] == "direction":
        dot = (output * directions).sum(1, keepdim=True)
        cross = output[:, 1:] * directions[:, :1] - output[:, :1] * directions[:, 1:]
        # The angle of two zero vectors has no derivative.
        inside = mask > 0
        angle = torch.atan2(cross.abs().where(inside, 0 * cross), dot.where(inside, 1 + 0 * dot))
        return (weights * angle * angle).sum() / weights.sum().clamp(min=loss["floor"])
    costs = torch.tensor(constants["levelCosts"]).reshape(1, -1, 1, 1)
    y = torch.softmax(output, 1)
    least = constants["smallest"]
    terms = levels * y.clamp(min=least).log() + (1 - levels) * (1 - y).clamp(min=least).log()
    return (-costs * terms * weights).sum() / weights.sum().clamp(min=loss["floor"])


def measure(wanted, net_of, layout):
    torch.manual_seed(1)
    batch, rows, columns = wanted["batch"], wanted["rows"], wanted["columns"]
    nodes = net_of["graph"]["nodes"]
    net = Net(nodes).to(memory_format=layout)
    mask = (torch.rand(batch, 1, rows, columns) > 0.4).float()
    random = {n["name"]: torch.rand(batch, n["channels"], rows, columns) for n in nodes if n["kind"] == "input"}
    inputs = {name: (mask if name == "mask" else x).to(memory_format=layout) for name, x in random.items()}
    weight = 0.5 + torch.rand(batch, 1, rows, columns)
    directions = F.normalize(torch.randn(batch, 2, rows, columns), dim=1)
    levels = F.one_hot(torch.randint(16, (batch, rows, columns)), 16).permute(0, 3, 1, 2).float()
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    times = []
    for _ in range(WARM_UP + wanted["repeats"]):
        start = time.perf_counter()
        optimiser.zero_grad()
        loss = loss_of(net_of["loss"], net(inputs), mask, weight, directions, levels)
        loss.backward()
        optimiser.step()
        loss.item()
        times.append(1000 * (time.perf_counter() - start))
    later = times[WARM_UP:]
    return {"firstMs": times[0], "bestMs": min(later), "medianMs": statistics.median(later)}


# Steps that choose kernels and fill caches.
WARM_UP = 3
LAYOUTS = {"default": torch.contiguous_format, "channels last": torch.channels_last}


def main():
    wanted = json.load(sys.stdin)
    torch.set_num_threads(wanted["threads"])
    capability = getattr(getattr(torch.backends, "cpu", None), "get_cpu_capability", lambda: "unknown")()
    print(json.dumps({"torch": torch.__version__, "capability": capability}), flush=True)
    for net in wanted["nets"]:
        for layout, memory_format in LAYOUTS.items():
            times = measure(wanted, net, memory_format)
            print(json.dumps({"name": net["name"], "layout": layout, **times}), flush=True)


main()
