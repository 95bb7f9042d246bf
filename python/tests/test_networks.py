"""Networks, losses, optimisers and schedules against the reference numbers."""

import json

import numpy as np
import pytest
import torch
from conftest import GOLDEN, SHARED, Reference, error, needs_shared, network, to_torch

from direction_lab import losses
from direction_lab.optimisers import make_optimiser
from direction_lab.schedules import Length, Plateau, learning_rate

ADAM = {"kind": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0}
LOSSES = {
    "unet": losses.mask_loss,
    "direction_net": losses.direction_loss,
    "watershed_net": losses.energy_loss,
}


def batch_of(inputs):
    return {**inputs, **({"level": inputs["level"].long()} if "level" in inputs else {})}


@needs_shared
@pytest.mark.parametrize("name", LOSSES)
def test_forward_loss_gradients_and_three_steps(name):
    reference = Reference(SHARED / "reference_nets", name)
    net = network(name)
    start = {**dict(net.named_buffers()), **reference.group("weight0")}
    net.load_state_dict(start)
    assert {n for n, _ in net.named_parameters()} == set(reference.group("weight0"))
    batch = batch_of(reference.group("input"))
    optimiser = make_optimiser(ADAM, net.parameters(), reference.meta["learning_rate"])
    net.train()
    for step in range(4):
        output = net({key: batch[key] for key in net.inputs})
        loss = LOSSES[name](output, batch)
        assert loss.item() == pytest.approx(reference.meta["losses"][step], rel=1e-4)
        if step == 3:
            break
        optimiser.zero_grad()
        loss.backward()
        if step == 0:
            assert error(output, to_torch(reference.arrays["output0"])) < 1e-4
            for parameter, gradient in reference.group("gradient0").items():
                assert error(net.get_parameter(parameter).grad, gradient) < 1e-4, parameter
        optimiser.step()
    net.eval()
    with torch.no_grad():
        evaluated = net({key: batch[key] for key in net.inputs})
    assert error(evaluated, to_torch(reference.arrays["output_eval"])) < 1e-4


def formula_weights(net):
    """The weights of the script that made the numbers: noise by a formula of the index."""
    layer = -1
    for name, parameter in net.named_parameters():
        if name.endswith("_norm1.weight") or name.endswith("_norm2.weight"):
            parameter.data.fill_(1)
        elif parameter.dim() == 4:
            layer += 1
            out, into, rows, columns = parameter.shape
            index = np.arange(parameter.numel())
            x = np.sin(12.9898 * (index + 1) + 78.233 * (layer + 1)) * 43758.5453
            spread = np.sqrt(6 / (into * rows * columns))
            kernel = ((2 * (x - np.floor(x)) - 1) * spread).reshape(rows, columns, into, out)
            parameter.data = torch.from_numpy(kernel.astype(np.float32)).permute(3, 2, 0, 1).contiguous()
        else:
            parameter.data.fill_(0.05 if name == "head.bias" else 0)


def test_network_with_three_heads():
    reference = Reference(GOLDEN / "pytorch", "shared_net")
    net = network("shared_net")
    formula_weights(net)
    batch = batch_of(reference.group("input"))
    batch["level"] = batch["level"][:, 0]
    optimiser = make_optimiser(ADAM, net.parameters(), reference.meta["learning_rate"])
    net.train()
    for step, expected in enumerate(reference.meta["losses"][:3]):
        output = net({"image": batch["image"]})
        loss = losses.shared_loss(output, batch)
        assert loss.item() == pytest.approx(expected, rel=1e-4)
        optimiser.zero_grad()
        loss.backward()
        if step == 0:
            assert error(output, to_torch(reference.arrays["output0"])) < 1e-4
            for parameter, gradient in reference.group("gradient0").items():
                assert error(net.get_parameter(parameter).grad, gradient) < 1e-4, parameter
        optimiser.step()


@needs_shared
@pytest.mark.parametrize(
    ("name", "recipe"),
    [
        ("adam_1e-2", ADAM),
        ("adam_1e-2_l2_1e-1", {**ADAM, "weightDecay": 0.1}),
        ("adamw_1e-2_decay_1e-1", {**ADAM, "kind": "adamw", "weightDecay": 0.1}),
        ("sgd_1e-2_momentum_0.9", {"kind": "sgd", "momentum": 0.9, "nesterov": False, "weightDecay": 0}),
        (
            "sgd_1e-2_nesterov_0.9_l2_1e-2",
            {"kind": "sgd", "momentum": 0.9, "nesterov": True, "weightDecay": 0.01},
        ),
    ],
)
def test_optimisers(name, recipe):
    reference = Reference(SHARED / "reference_nets", "optimisers")
    parameter = torch.nn.Parameter(torch.from_numpy(reference.arrays["start"]))
    optimiser = make_optimiser(recipe, [parameter], 1e-2)
    for gradient, expected in zip(reference.arrays["gradient"], reference.arrays[name], strict=True):
        parameter.grad = torch.from_numpy(gradient)
        optimiser.step()
        assert error(parameter, expected) < 1e-6


ONE_CYCLE = {
    "kind": "oneCycle",
    "peakLearningRate": 1e-3,
    "warmUpFraction": 0.3,
    "startDivisor": 25,
    "endDivisor": 1e4,
    "annealing": "cosine",
    "threePhases": False,
}
BASE = {"learningRate": 1e-3, "warmUpFraction": 0, "startDivisor": 25}


@needs_shared
@pytest.mark.parametrize(
    ("name", "schedule"),
    [
        ("one_cycle_T100_max1e-2", {**ONE_CYCLE, "peakLearningRate": 1e-2}),
        (
            "one_cycle_T37_max1e-3_linear_pct0.2_div10_final100",
            {
                **ONE_CYCLE,
                "annealing": "linear",
                "warmUpFraction": 0.2,
                "startDivisor": 10,
                "endDivisor": 100,
            },
        ),
        ("one_cycle_T60_max1e-3_three_phase", {**ONE_CYCLE, "threePhases": True}),
        ("cosine_T50_base1e-3_min1e-5", {**BASE, "kind": "cosine", "minLearningRate": 1e-5}),
        ("step_30_gamma0.1_base1e-3", {**BASE, "kind": "step", "every": 30, "factor": 0.1}),
    ],
)
def test_schedules(name, schedule):
    expected = json.loads((SHARED / "reference_nets" / "schedules.json").read_text())[name]
    length = Length(len(expected))
    rates = [learning_rate(schedule, step, length) for step in range(len(expected))]
    assert rates == pytest.approx(expected, rel=1e-9)


@needs_shared
def test_plateau():
    reference = json.loads((SHARED / "reference_nets" / "schedules.json").read_text())
    plateau = Plateau(
        {
            "learningRate": 1e-3,
            "factor": 0.1,
            "patience": 5,
            "threshold": 1e-4,
            "thresholdMode": "relative",
            "cooldown": 0,
            "minLearningRate": 0,
        }
    )
    rates = [1e-3, *(plateau.tell(loss) for loss in reference["plateau_losses"])]
    name = "plateau_factor0.1_patience5_threshold1e-4rel_base1e-3"
    assert rates[: len(reference[name])] == pytest.approx(reference[name], rel=1e-9)


def test_dropout_is_left_out_of_prediction():
    plain, dropping = network("watershed_net"), network("watershed_net_dropout")
    dropping.load_state_dict(plain.state_dict())
    inputs = {"unit_vectors": torch.randn(1, 2, 16, 24), "mask": torch.ones(1, 1, 16, 24)}
    assert torch.equal(plain.eval()(inputs), dropping.eval()(inputs))
    assert not torch.equal(plain.train()(inputs), dropping.train()(inputs))


def test_losses_of_ignored_and_empty_batches_are_finite():
    nothing = {key: torch.zeros(1, 1, 4, 4) for key in ("valid", "weight")}
    batch = {**nothing, "mask": -torch.ones(1, 1, 4, 4), "unit_vectors": torch.zeros(1, 2, 4, 4)}
    batch["level"] = torch.zeros(1, 4, 4, dtype=torch.long)
    outputs = {"semantic": 1, "direction": 2, "energy": 16, "shared": 19}
    for stage, channels in outputs.items():
        output = torch.zeros(1, channels, 4, 4, requires_grad=True)
        loss = losses.stage_loss(stage, {})(output, batch)
        loss.backward()
        assert loss.item() == 0
        assert torch.isfinite(output.grad).all()
