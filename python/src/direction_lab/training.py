"""One stage of a recipe as a LightningModule, and the run of all stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import lightning as L
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Sampler

from direction_lab.archive import Archive
from direction_lab.data import Crops, LabelledImage
from direction_lab.errors import LabError
from direction_lab.graph import GraphNet
from direction_lab.losses import stage_loss
from direction_lab.optimisers import make_optimiser
from direction_lab.schedules import Length, learning_rate

# Networks that a stage trains, and the stages of the two pipelines in order.
STAGE_NETWORKS = {
    "semantic": ("semantic",),
    "direction": ("direction",),
    "energy": ("energy",),
    "joint": ("direction", "energy"),
    "shared": ("shared",),
}
PIPELINES = {"published": ("semantic", "direction", "energy", "joint"), "shared": ("shared",)}


class BatchShare(Sampler[list[int]]):
    """The crops of each batch that one of several processes takes: every `ranks`-th, from `rank` on."""

    def __init__(self, steps: int, batch: int, rank: int, ranks: int) -> None:
        if ranks > batch:
            raise LabError(f"A batch of {batch} crops cannot be shared by {ranks} processes. Use at most {batch}.")
        self.steps, self.batch, self.rank, self.ranks = steps, batch, rank, ranks

    def __len__(self) -> int:
        return self.steps

    def __iter__(self) -> Iterator[list[int]]:
        for step in range(self.steps):
            yield list(range(step * self.batch + self.rank, (step + 1) * self.batch, self.ranks))


class Stage(L.LightningModule):
    """Trains the networks of one stage. Losses are those of the whole batch, however many processes share it."""

    def __init__(
        self, stage: str, networks: Mapping[str, GraphNet], recipe: Mapping[str, Any], crops_per_epoch: float
    ) -> None:
        super().__init__()
        self.length = Length(recipe["stages"][stage]["steps"], crops_per_epoch / recipe["batch"])
        self.stage, self.recipe = stage, recipe
        self.settings = recipe["stages"][stage]
        self.networks = torch.nn.ModuleDict(dict(networks))
        self.loss = stage_loss(stage, recipe)
        self.losses: list[float] = []

    def forward(self, batch: Mapping[str, Tensor]) -> Tensor:
        gate = batch["mask"].clamp(min=0)
        if self.stage == "shared":
            network = self.networks["shared"]
            two = network.inputs["image"] == 2
            return network({"image": torch.cat([batch["image"], batch["log_image"]], 1) if two else batch["image"]})
        if self.stage == "semantic":
            return self.networks["semantic"]({"image": batch["image"]})
        if self.stage == "energy":
            return self.networks["energy"]({"unit_vectors": batch["unit_vectors"], "mask": gate})
        vectors = self.networks["direction"]({"image": batch["image"], "mask": gate})
        if self.stage == "direction":
            return vectors
        unit = vectors / (vectors * vectors).sum(1, keepdim=True).clamp(min=1e-12).sqrt()
        return self.networks["energy"]({"unit_vectors": unit, "mask": gate})

    def training_step(self, batch: dict[str, Tensor], index: int) -> Tensor:
        rate = learning_rate(self.settings["schedule"], self.global_step, self.length)
        for group in self.optimizers().param_groups:
            group["lr"] = rate
        loss = self.loss(self(batch), batch)
        self.losses.append(float(loss.detach()))
        self.log_dict({"loss": loss.detach(), "rate": rate}, prog_bar=True)
        return loss

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return make_optimiser(self.settings["optimiser"], self.networks.parameters(), 1e-3)

    def configure_gradient_clipping(self, optimizer: Any, *_: Any, **__: Any) -> None:
        limit = self.settings["optimiser"].get("clipNorm")
        if limit is not None:
            torch.nn.utils.clip_grad_norm_(self.networks.parameters(), limit)


def train_stage(
    stage: str,
    archive: Archive,
    images: list[LabelledImage],
    *,
    devices: int = 1,
    nodes: int = 1,
    accelerator: str = "auto",
    folder: Path | None = None,
    resume: Path | None = None,
    workers: int = 0,
) -> Stage:
    """Trains one stage; its networks are taken from the archive, or start anew, and are put back."""
    recipe = archive.recipe
    for name in STAGE_NETWORKS[stage]:
        if name not in archive.networks:
            torch.manual_seed(recipe["seed"])
            archive.networks[name] = GraphNet(archive.graphs[name])
    steps, batch = recipe["stages"][stage]["steps"], recipe["batch"]
    crops = Crops(images, recipe, steps * batch)
    networks = {name: archive.networks[name] for name in STAGE_NETWORKS[stage]}
    module = Stage(stage, networks, recipe, crops.per_epoch)
    trainer = L.Trainer(
        max_steps=steps,
        devices=devices,
        num_nodes=nodes,
        accelerator=accelerator,
        strategy="ddp" if devices * nodes > 1 else "auto",
        use_distributed_sampler=False,
        logger=False,
        enable_checkpointing=folder is not None,
        default_root_dir=folder,
        enable_progress_bar=False,
        enable_model_summary=False,
        log_every_n_steps=1,
    )
    share = BatchShare(steps, batch, trainer.global_rank, devices * nodes)
    trainer.fit(module, DataLoader(crops, batch_sampler=share, num_workers=workers), ckpt_path=resume)
    for name in STAGE_NETWORKS[stage]:
        archive.networks[name] = module.networks[name].cpu().eval()
    return module


def stages_of(recipe: Mapping[str, Any]) -> tuple[str, ...]:
    """The stages of a recipe's pipeline, in order."""
    return PIPELINES[recipe.get("pipeline", "published")]
