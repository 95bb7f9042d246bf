"""Trains Cellpose from random weights for a given CPU time, and writes the cells found in the validation images.

Everything is Cellpose's own default: U-Net, patches of 224 px, batches of 8, AdamW, its schedule of learning rates over all
epochs, images rescaled to a mean diameter of 30 px, that of the training labels in prediction. Since the schedule needs the
number of epochs, one and four epochs are timed first; their CPU time counts as training. Cellpose draws crops with seeds of its
own, so the seed given decides about the weights at the start only.
"""

import logging
import sys
import tempfile

import numpy as np
import torch
from cellpose import models, train, version

from peer_images import arguments, cpu_minutes, read_part, report, write_labels

THREADS = 2


def new_model(seed):
    """A Cellpose model with random weights of the seed."""
    np.random.seed(seed)
    torch.manual_seed(seed)
    return models.CellposeModel(gpu=False, pretrained_model=False, model_type=None)


def train_epochs(model, images, labels, epochs):
    """Trains for some epochs and returns the CPU time in minutes."""
    start = cpu_minutes()
    with tempfile.TemporaryDirectory() as folder:
        train.train_seg(
            model.net,
            train_data=images,
            train_labels=labels,
            channels=[0, 0],
            rescale=True,
            n_epochs=epochs,
            save_path=folder,
        )
    return cpu_minutes() - start


def main():
    options = arguments()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    torch.set_num_threads(THREADS)
    _, images, labels = read_part(options.set / "train")
    one = train_epochs(new_model(options.seed), images, labels, 1)
    four = train_epochs(new_model(options.seed), images, labels, 4)
    per_epoch = max((four - one) / 3, 1e-6)
    before = one - per_epoch
    epochs = max(1, int((options.minutes - one - four - before) / per_epoch))
    model = new_model(options.seed)
    trained = train_epochs(model, images, labels, epochs)
    # Training sets the diameter of the network, but prediction reads that of the model.
    model.diam_labels = model.net.diam_labels.item()
    start = cpu_minutes()
    names, images, _ = read_part(options.set / "val")
    for name, image in zip(names, images):
        write_labels(options.out, name, model.eval(image, channels=[0, 0])[0])
    report(
        versions={"cellpose": version, "torch": torch.__version__},
        epochs=epochs,
        trainingMinutes=one + four + trained,
        predictionMinutes=cpu_minutes() - start,
    )


if __name__ == "__main__":
    main()
