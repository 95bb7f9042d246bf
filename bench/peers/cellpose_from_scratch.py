"""Trains Cellpose from random weights for a given CPU time, and writes the cells found in the validation images.

Network, losses, augmentation, AdamW with a rate of 0.005, and the mean diameter of 30 px to which images are rescaled are
Cellpose's defaults; prediction rescales by the diameter of the training labels. Cellpose's schedule counts epochs: the rate rises
over the first ten, and is halved ten times over the last 50 to 100. With all images in an epoch and batches of 8 crops of 224 px,
minutes of one CPU end within that rise, and the running means of its batch normalisation stay near their start. Hence an epoch
is one step here, on 4 crops of 128 px, so that the whole schedule fits. A few steps are timed first to get their number; this
counts as training. Cellpose draws crops with seeds of its own, so the seed given decides about the weights at the start only.
"""

import logging
import sys
import tempfile

import numpy as np
import torch
from cellpose import dynamics, models, train, version

from peer_images import arguments, cpu_minutes, read_part, report, write_labels

THREADS = 2
BATCH = 4
CROP = 128
TIMED_STEPS = 8


def new_model(seed):
    """A Cellpose model with random weights of the seed."""
    np.random.seed(seed)
    torch.manual_seed(seed)
    return models.CellposeModel(gpu=False, pretrained_model=False, model_type=None)


def train_steps(model, images, flows, steps):
    """Trains for some steps and returns the CPU time in minutes."""
    start = cpu_minutes()
    with tempfile.TemporaryDirectory() as folder:
        train.train_seg(
            model.net,
            train_data=images,
            train_labels=flows,
            channels=[0, 0],
            rescale=True,
            n_epochs=steps,
            nimg_per_epoch=BATCH,
            batch_size=BATCH,
            bsize=CROP,
            save_path=folder,
        )
    return cpu_minutes() - start


def main():
    options = arguments()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    torch.set_num_threads(THREADS)
    _, images, labels = read_part(options.set / "train")
    start = cpu_minutes()
    flows = dynamics.labels_to_flows(labels, device=torch.device("cpu"))
    timed = train_steps(new_model(options.seed), images, flows, TIMED_STEPS)
    left = options.minutes - (cpu_minutes() - start)
    steps = max(1, int(left / timed * TIMED_STEPS))
    model = new_model(options.seed)
    train_steps(model, images, flows, steps)
    trained = cpu_minutes()
    # Training sets the diameter of the network, but prediction reads that of the model.
    model.diam_labels = model.net.diam_labels.item()
    names, images, _ = read_part(options.set / "val")
    for name, image in zip(names, images):
        write_labels(options.out, name, model.eval(image, channels=[0, 0])[0])
    report(
        versions={"cellpose": version, "torch": torch.__version__},
        steps=steps,
        trainingMinutes=trained - start,
        predictionMinutes=cpu_minutes() - trained,
    )


if __name__ == "__main__":
    main()
