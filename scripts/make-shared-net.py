"""Writes testing/golden/pytorch/shared_net.json and .bin: the U-Net with three heads and its loss of mask, vectors and
levels, by PyTorch's autograd in double precision.

Needs torch and numpy. Run from the root of the repository. The weights are a formula, which the tests repeat.
"""

import numpy as np
import torch
import torch.nn.functional as F
from golden_arrays import float32, formula_kernel, noise, write_arrays

WIDTH, DEPTH, CHANNELS = 4, 2, 2
BATCH, SIDE = 2, 16
RATE, STEPS = 1e-2, 3
PREDICTED = 8
LEVELS, BACKGROUND, LEVEL_PART = 16, 0.25, 0.3

torch.set_default_dtype(torch.float64)


def layers():
    """Name, inputs, outputs and size of every convolution, in the order of the graph; blocks are normalised."""
    blocks = []

    def block(name, inputs, outputs):
        blocks.append((f"{name}_conv1", inputs, outputs, 3))
        blocks.append((f"{name}_conv2", outputs, outputs, 3))

    for level in range(DEPTH + 1):
        block(f"down{level}", CHANNELS if level == 0 else WIDTH * 2 ** (level - 1), WIDTH * 2**level)
    for level in reversed(range(DEPTH)):
        block(f"up{level}", WIDTH * 2 ** (level + 1) + WIDTH * 2**level, WIDTH * 2**level)
    return [*blocks, ("head", WIDTH, LEVELS + 3, 1)]


def parameters():
    made = {}
    for index, (name, inputs, outputs, size) in enumerate(layers()):
        made[f"{name}.weight"] = formula_kernel(index, inputs, outputs, size)
        if name == "head":
            made[f"{name}.bias"] = float32(np.full(outputs, 0.05))
        else:
            norm = name.replace("conv", "norm")
            made[f"{norm}.weight"] = float32(np.ones(outputs))
            made[f"{norm}.bias"] = float32(np.zeros(outputs))
    return {name: value.requires_grad_() for name, value in made.items()}


def network(p, running, image, training):
    def block(name, x):
        for k in (1, 2):
            x = F.conv2d(x, p[f"{name}_conv{k}.weight"], padding=1)
            norm = f"{name}_norm{k}"
            mean, variance = running[norm]
            x = F.batch_norm(x, mean, variance, p[f"{norm}.weight"], p[f"{norm}.bias"], training, 0.1, 1e-5)
            x = F.relu(x)
        return x

    x, skips = image, []
    for level in range(DEPTH + 1):
        x = block(f"down{level}", x)
        if level < DEPTH:
            skips.append(x)
            x = F.max_pool2d(x, 2)
    for level in reversed(range(DEPTH)):
        x = torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skips[level]], 1)
        x = block(f"up{level}", x)
    return F.conv2d(x, p["head.weight"], p["head.bias"])


def parts_of(output, t):
    """Losses of mask, vectors and levels. The channels are 16 level logits, the vector, the mask logit."""
    levels, vectors, logit = output[:, :LEVELS], output[:, LEVELS : LEVELS + 2], output[:, LEVELS + 2]
    y, u, valid, w, level = t["mask"][:, 0], t["unit_vectors"], t["valid"][:, 0], t["weight"][:, 0], t["level"][:, 0]
    p = torch.sigmoid(logit)
    entropy = F.binary_cross_entropy_with_logits(logit, y)
    dice = (2 * (p * y).sum() + 1) / (p.sum() + y.sum() + 1)
    relative = w / (w * y).sum() * y.sum()
    weight = torch.where(y > 0, relative, torch.full_like(relative, BACKGROUND))
    taught = weight * ((valid > 0) | (y == 0))
    mask_part = 0.6 * entropy + 0.4 * (1 - dice)
    vector_part = (taught * ((vectors - u) ** 2).sum(1)).sum() / taught.sum()
    surprise = F.cross_entropy(levels, level.long(), reduction="none")
    return mask_part, vector_part, (weight * surprise).sum() / weight.sum()


def total(output, t):
    mask_part, vector_part, level_part = parts_of(output, t)
    return mask_part + vector_part + LEVEL_PART * level_part


pixels = BATCH * SIDE * SIDE
plane = lambda stream: noise(pixels, stream).reshape(BATCH, 1, SIDE, SIDE)
angle = 2 * np.pi * plane(103)
cells = plane(101) < 0.6
inputs = {
    "image": float32(np.concatenate([plane(100), plane(105)], 1)),
    "mask": float32(cells),
    "valid": float32(cells & (plane(102) < 0.8)),
    "weight": float32((0.05 + 0.4 * plane(104)) * cells),
    "level": float32(np.floor(LEVELS * plane(106)) * cells),
    "unit_vectors": float32(np.concatenate([np.cos(angle), np.sin(angle)], 1) * cells),
}

p = parameters()
running = {
    name.replace("conv", "norm"): (torch.zeros(outputs), torch.ones(outputs))
    for name, _, outputs, _ in layers()
    if name != "head"
}
# Of a small part of one image, with the running averages at their start.
with torch.no_grad():
    predicted = network(p, running, inputs["image"][:1, :, :PREDICTED, :PREDICTED], False)
optimiser = torch.optim.Adam(p.values(), lr=RATE)
losses, first = [], None
for step in range(STEPS):
    optimiser.zero_grad()
    output = network(p, running, inputs["image"], True)
    loss = total(output, inputs)
    losses.append(loss.item())
    loss.backward()
    if first is None:
        kept = [name for name, value in p.items() if value.numel() <= 640]
        parts = [part.item() for part in parts_of(output, inputs)]
        first = output, {name: p[name].grad.clone() for name in kept}
    optimiser.step()
with torch.no_grad():
    losses.append(total(network(p, running, inputs["image"], False), inputs).item())

tensors = {
    **{f"input/{name}": value for name, value in inputs.items()},
    "output0": first[0],
    **{f"gradient0/{name}": value for name, value in first[1].items()},
    "predicted": predicted,
}
meta = {
    "net": {"F": WIDTH, "depth": DEPTH, "channels": CHANNELS},
    "learning_rate": RATE,
    "losses": losses,
    "parts": parts,
}
write_arrays("shared_net", tensors, meta)
print(losses, parts)
