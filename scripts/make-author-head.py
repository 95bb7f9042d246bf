"""Writes testing/golden/pytorch/author_head.json and .bin: a Direction Net with a ReLU after its last layer, whose
output is not normalised, and the summed squared arccosine as its loss, by PyTorch's autograd in double precision.

Needs torch and numpy. Run from the root of the repository. The weights are a formula, which the tests repeat.
"""

import numpy as np
import torch
import torch.nn.functional as F
from golden_arrays import float32, formula_kernel, noise, write_arrays

M = 1 / 32
BATCH, SIDE = 2, 16
RATE, STEPS = 1e-3, 3

torch.set_default_dtype(torch.float64)
C1, C2, C3, C4 = (round(width * M) for width in (64, 128, 256, 512))
LAYERS = [
    ("conv1_1", 2, C1, 3), ("conv1_2", C1, C1, 3),
    ("conv2_1", C1, C2, 3), ("conv2_2", C2, C2, 3),
    ("conv3_1", C2, C3, 3), ("conv3_2", C3, C3, 3), ("conv3_3", C3, C3, 3),
    ("conv4_1", C3, C4, 3), ("conv4_2", C4, C4, 3), ("conv4_3", C4, C4, 3),
    ("conv5_1", C4, C4, 3), ("conv5_2", C4, C4, 3), ("conv5_3", C4, C4, 3),
    ("fcn3_1", C3, C3, 5), ("fcn3_2", C3, C3, 1), ("fcn3_3", C3, C3, 1),
    ("fcn4_1", C4, C4, 5), ("fcn4_2", C4, C4, 1), ("fcn4_3", C4, C3, 1),
    ("fcn5_1", C4, C4, 5), ("fcn5_2", C4, C4, 1), ("fcn5_3", C4, C3, 1),
    ("fuse_1", 3 * C3, C4, 1), ("fuse_2", C4, C4, 1), ("fuse_3", C4, 2, 1),
]  # fmt: skip


def parameters():
    made = {}
    for index, (name, inputs, outputs, size) in enumerate(LAYERS):
        made[f"{name}.weight"] = formula_kernel(index, inputs, outputs, size)
        bias = np.float32(1 if name == "fuse_3" else 0.05)
        made[f"{name}.bias"] = torch.full((outputs,), float(bias))
    return {name: value.requires_grad_() for name, value in made.items()}


def network(p, image, mask):
    def conv(name, x):
        kernel = p[f"{name}.weight"]
        return F.conv2d(x, kernel, p[f"{name}.bias"], padding=kernel.shape[2] // 2)

    def relu(x, *names):
        for name in names:
            x = F.relu(conv(name, x))
        return x

    def up(x, factor):
        return F.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)

    x = relu(torch.cat([image * mask, mask], 1), "conv1_1", "conv1_2")
    x = relu(F.max_pool2d(x, 2), "conv2_1", "conv2_2")
    three = relu(F.max_pool2d(x, 2), "conv3_1", "conv3_2", "conv3_3")
    four = relu(F.avg_pool2d(three, 2), "conv4_1", "conv4_2", "conv4_3")
    five = relu(F.avg_pool2d(four, 2), "conv5_1", "conv5_2", "conv5_3")
    heads = [relu(x, *(f"fcn{n}_{k}" for k in (1, 2, 3))) for n, x in ((3, three), (4, four), (5, five))]
    joined = torch.cat([heads[0], up(heads[2], 4), up(heads[1], 2)], 1)
    return up(relu(joined, "fuse_1", "fuse_2", "fuse_3"), 4) * mask


def summed_loss(output, vectors, valid, weight):
    limit = float(np.float32(1 - 1e-7))
    along = (output * vectors).sum(1, keepdim=True)
    return (torch.acos(along.clamp(-limit, limit)) ** 2 * weight * valid).sum() / BATCH


pixels = BATCH * SIDE * SIDE
plane = lambda stream: noise(pixels, stream).reshape(BATCH, 1, SIDE, SIDE)
angle = 2 * np.pi * plane(103)
inputs = {
    "image": float32(plane(100)),
    "mask": float32(plane(101) < 0.8),
    "valid": float32((plane(101) < 0.8) & (plane(102) < 0.9)),
    "weight": float32(0.05 + 0.4 * plane(104)),
    "unit_vectors": float32(np.concatenate([np.cos(angle), np.sin(angle)], 1)),
}

p = parameters()
optimiser = torch.optim.Adam(p.values(), lr=RATE)
losses, first = [], None
for step in range(STEPS + 1):
    optimiser.zero_grad()
    output = network(p, inputs["image"], inputs["mask"])
    loss = summed_loss(output, inputs["unit_vectors"], inputs["valid"], inputs["weight"])
    losses.append(loss.item())
    loss.backward()
    if first is None:
        along = (output * inputs["unit_vectors"]).sum(1).abs()
        kept = [name for name, value in p.items() if value.numel() <= 40]
        first = output, {name: p[name].grad.clone() for name in kept}
        print("dot products above 1:", (along > 1).sum().item(), "zero outputs:", (output == 0).all(1).sum().item())
    optimiser.step()

tensors = {
    **{f"input/{name}": value for name, value in inputs.items()},
    "output0": first[0],
    **{f"gradient0/{name}": value for name, value in first[1].items()},
}
write_arrays("author_head", tensors, {"net": {"m": M}, "learning_rate": RATE, "losses": losses})
print(losses)
