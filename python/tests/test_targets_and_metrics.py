"""Targets and metrics against numbers computed elsewhere."""

import json

import numpy as np
import pytest
from conftest import SHARED, needs_shared

from direction_lab.metrics import count_matches, intersection_over_union, kaggle_score
from direction_lab.targets import compute_targets

NAMES = ["border", "disjoint", "real0", "real1", "ring", "thin", "touching"]
FOLDER = SHARED / "data" / "reference"


@needs_shared
@pytest.mark.parametrize("name", NAMES)
def test_targets_of_label_images(name):
    labels = np.load(FOLDER / f"{name}_labels.npy")
    of = lambda part: np.load(FOLDER / f"{name}_{part}.npy")  # noqa: E731
    targets = compute_targets(labels)
    assert np.abs(targets.distance - of("edt_border_open")).max() < 1e-5
    assert np.abs(targets.unit_vectors - np.moveaxis(of("uvec_border_open"), 0, -1)).max() < 1e-5
    assert np.abs(targets.weight - of("weight")).max() < 1e-5
    closed = compute_targets(labels, "closed")
    assert np.abs(closed.distance - of("edt_border_outside")).max() < 1e-5


def test_other_ids_and_ignored_pixels():
    labels = np.array([[0, 5, 5, 9], [0, 5, 5, -1], [0, 0, 0, -1]])
    renamed = np.array([[0, 1, 1, 2], [0, 1, 1, -7], [0, 0, 0, -7]])
    first, second = compute_targets(labels), compute_targets(renamed)
    for part in ("mask", "distance", "unit_vectors", "valid", "weight", "level"):
        assert np.array_equal(getattr(first, part), getattr(second, part))
    assert first.mask[1, 3] == -1
    assert first.level.max() == 0


def test_a_cell_that_fills_the_image_has_no_distance():
    targets = compute_targets(np.ones((3, 4), int))
    assert not targets.distance.any()
    assert not targets.valid.any()


@needs_shared
def test_metric():
    for case in json.loads((FOLDER / "metric.json").read_text()):
        # Without a file there is no cell.
        truth, found = (
            np.load(FOLDER / case[key]) if case[key] else np.zeros(case["shape"], int)
            for key in ("truth", "prediction")
        )
        overlap = intersection_over_union(truth, found)
        for row in case["rows"]:
            counts = count_matches(overlap, row["t"])
            assert (counts.true_positives, counts.false_positives, counts.false_negatives) == (
                row["tp"],
                row["fp"],
                row["fn"],
            )
            assert counts.precision == pytest.approx(row["precision"])
        assert kaggle_score(truth, found)[1] == pytest.approx(np.mean([row["precision"] for row in case["rows"]]))
