"""Training, data sets and archives."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import HERE, network
from PIL import Image

from direction_lab.archive import Archive, read_archive, write_archive
from direction_lab.data import Crops, read_data
from direction_lab.errors import LabError
from direction_lab.training import BatchShare, train_stage

OFF = {"probability": 0}
STRENGTHS = {
    "rotation": {"degrees": 180},
    "scale": {"low": 0.8, "high": 1.2},
    "elastic": {"amplitude": 2, "spacing": 16},
    "gamma": {"low": 0.8, "high": 1.2},
    "gainOffset": {"gain": 0.1, "offset": 0.1},
    "illumination": {"amplitude": 0.3},
    "blur": {"sigma": 1},
    "noise": {"deviation": 0.1},
}
NAMES = ("flipVertical", "flipHorizontal", "rotate90", *STRENGTHS)
RECIPE = {
    "name": "test",
    "seed": 3,
    "pipeline": "shared",
    "validationFraction": 0.25,
    "channel": "mean",
    "normalisation": {"kind": "percentile", "low": 1, "high": 99.8},
    "crop": 32,
    "batch": 3,
    "cropsPerImage": 8,
    "cellCropFraction": 0.5,
    "border": "open",
    "augmentation": {
        **{name: {"probability": 0.5, **STRENGTHS.get(name, {})} for name in NAMES},
        "padding": "reflect",
    },
    "stages": {
        "shared": {
            "steps": 6,
            "optimiser": {"kind": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0},
            "schedule": {"kind": "constant", "learningRate": 1e-2},
        }
    },
}
GRAPHS = {"shared": json.loads((HERE / "graphs.json").read_text())["networks"]["shared_net"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four images of disks with their masks."""
    random = np.random.default_rng(1)
    rows, columns = np.mgrid[:40, :50]
    for part in ("images", "masks"):
        (tmp_path / part).mkdir()
    for index in range(4):
        labels = np.zeros((40, 50), np.uint8)
        for cell in range(1, 6):
            centre = random.uniform(5, 35), random.uniform(5, 45)
            labels[np.hypot(rows - centre[0], columns - centre[1]) < random.uniform(3, 7)] = cell
        image = (labels > 0) * 120 + random.integers(0, 60, labels.shape)
        Image.fromarray(image.astype(np.uint8)).save(tmp_path / "images" / f"{index}.png")
        Image.fromarray(labels).save(tmp_path / "masks" / f"{index}.png")
    return tmp_path


def test_the_split_and_the_crops(folder):
    sets = read_data(folder, RECIPE)
    assert [image.name for image in sets["training"]] == ["0", "1", "2"]
    (folder / "split.json").write_text(json.dumps({"training": ["3"], "validation": ["1"]}))
    sets = read_data(folder, RECIPE)
    assert [image.name for image in sets["validation"]] == ["1"]
    crops = Crops(sets["training"], RECIPE, 20)
    assert len(crops) == 20
    assert torch.equal(crops[7]["image"], crops[7]["image"])
    assert not torch.equal(crops[7]["image"], crops[8]["image"])
    for crop in (crops[index] for index in range(20)):
        assert crop["image"].shape == (1, 32, 32)
        lengths = crop["unit_vectors"].norm(dim=0)
        assert torch.all((lengths < 1e-6) | ((lengths - 1).abs() < 1e-5))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda f: (f / "split.json").write_text('{"training": ["9"], "validation": []}'), "no image 9"),
        (lambda f: (f / "split.json").write_text("[]"), "training and validation"),
        (lambda f: (f / "images" / "0.png").write_text("no image"), "cannot be read as an image"),
        (lambda f: Image.new("L", (5, 5)).save(f / "masks" / "0.png"), "the image has"),
        (lambda f: Image.new("RGB", (50, 40)).save(f / "masks" / "0.png"), "one channel"),
        (lambda f: [path.unlink() for path in (f / "masks").iterdir()], "has a mask"),
    ],
)
def test_a_damaged_data_set_is_refused_with_a_sentence(folder, make, reason):
    make(folder)
    with pytest.raises(LabError, match=reason):
        read_data(folder, RECIPE)


def test_a_batch_is_shared_without_loss():
    shares = [list(BatchShare(4, 5, rank, 2)) for rank in range(2)]
    batches = [sorted(a + b) for a, b in zip(*shares, strict=True)]
    assert batches == [list(range(5 * step, 5 * step + 5)) for step in range(4)]
    with pytest.raises(LabError, match="at most 5"):
        BatchShare(4, 5, 0, 6)


def test_training_lowers_the_loss_and_its_archive_is_read_back(folder, tmp_path):
    recipe = {**RECIPE, "stages": {"shared": {**RECIPE["stages"]["shared"], "steps": 30}}}
    archive = Archive(recipe, GRAPHS)
    losses = train_stage("shared", archive, read_data(folder, recipe)["training"], accelerator="cpu").losses
    assert np.mean(losses[-5:]) < 0.8 * np.mean(losses[:5])
    write_archive(tmp_path / "weights.zip", archive)
    again = read_archive(tmp_path / "weights.zip")
    assert again.recipe == recipe
    for name, value in archive.networks["shared"].state_dict().items():
        assert torch.equal(again.networks["shared"].state_dict()[name], value)


def test_two_processes_train_as_one(folder):
    arguments = [sys.executable, str(HERE / "train_in_processes.py"), str(folder)]
    alone, together = (
        np.array(
            json.loads(subprocess.run([*arguments, str(n)], check=True, capture_output=True).stdout.splitlines()[-1])
        )
        for n in (1, 2)
    )
    assert len(alone) == RECIPE["stages"]["shared"]["steps"]
    assert np.abs(together / alone - 1).max() < 1e-3


def broken(path: Path, change) -> Path:
    """A copy of an archive whose files are changed."""
    with zipfile.ZipFile(path) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    change(files)
    with zipfile.ZipFile(path.with_name("broken.zip"), "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return path.with_name("broken.zip")


def test_a_damaged_archive_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "weights.zip"
    write_archive(path, Archive(RECIPE, GRAPHS, {"shared": network("shared_net")}))
    state = "shared.safetensors"

    def without_a_number(files):
        files[state] = files[state][:-4] + np.float32(np.nan).tobytes()

    def with_another_graph(files):
        graphs = json.loads(files["graph.json"])
        graphs["networks"]["shared"]["nodes"][1]["filters"] = 5
        graphs["networks"]["shared"]["nodes"][4]["filters"] = 5
        files["graph.json"] = json.dumps(graphs).encode()

    for change, reason in [
        (lambda files: files.pop("recipe.json"), "recipe.json is missing"),
        (lambda files: files.update({"graph.json": b"{}"}), "another version"),
        (lambda files: files.update({state: files[state][:50]}), "damaged"),
        (without_a_number, "not a number"),
        (with_another_graph, "but here it has the shape"),
    ]:
        with pytest.raises(LabError, match=reason):
            read_archive(broken(path, change))
    (tmp_path / "text.zip").write_text("no zip")
    with pytest.raises(LabError, match="cannot be read"):
        read_archive(tmp_path / "text.zip")
