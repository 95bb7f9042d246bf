"""`python -m direction_lab train DATA --recipe recipe.json --graphs graph.json --out weights.zip`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from direction_lab.archive import Archive, graphs_of, read_archive, write_archive
from direction_lab.data import read_data
from direction_lab.errors import LabError
from direction_lab.training import STAGE_NETWORKS, stages_of, train_stage


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise LabError(f"{path} cannot be read as JSON.") from error


def _train(options: argparse.Namespace) -> None:
    if options.weights:
        archive = read_archive(options.weights)
    else:
        archive = Archive(_json(options.recipe), graphs_of(_json(options.graphs), options.graphs))
    if options.recipe:
        archive.recipe = _json(options.recipe)
    stages = options.stages.split(",") if options.stages else stages_of(archive.recipe)
    for stage in stages:
        for name in STAGE_NETWORKS.get(stage, (stage,)):
            if name not in archive.graphs:
                raise LabError(f"There is no graph of {name}. Export it from Direction Lab with Graphs for Python.")
    images = read_data(options.data, archive.recipe)["training"]
    for stage in stages:
        module = train_stage(stage, archive, images, devices=options.devices, nodes=options.nodes)
        if module.global_rank == 0:
            print(f"{stage}: {len(module.losses)} steps, loss {module.losses[-1]:.4f}", file=sys.stderr)
    if module.global_rank == 0:
        write_archive(options.out, archive)
        print(f"Wrote {options.out}.", file=sys.stderr)


def main() -> int:
    """Runs a command; returns the exit code: 0 on success, 1 with a sentence on failure."""
    parser = argparse.ArgumentParser(prog="direction_lab", description=__doc__)
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train", help="trains the stages of a recipe")
    train.add_argument("data", type=Path, help="folder with images/, masks/ and split.json")
    train.add_argument("--recipe", type=Path, help="recipe.json; default: that of --weights")
    train.add_argument("--graphs", type=Path, help="graph.json of the networks; default: that of --weights")
    train.add_argument("--weights", type=Path, help="a weights archive to go on from")
    train.add_argument("--stages", help="comma-separated; default: all of the recipe's pipeline")
    train.add_argument("--out", type=Path, default=Path("weights.zip"), help="the weights archive to write")
    train.add_argument("--devices", type=int, default=1, help="processes or GPUs per node")
    train.add_argument("--nodes", type=int, default=1, help="nodes of a cluster")
    train.set_defaults(run=_train)
    options = parser.parse_args()
    if not options.weights and not (options.recipe and options.graphs):
        parser.error("give --weights, or --recipe and --graphs")
    try:
        options.run(options)
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
