"""Trains StarDist from random weights for a given CPU time, and writes the cells found in the validation images.

The network, loss, optimiser and patches (256 px, batches of 4) are StarDist's defaults, with 32 rays on a grid of 2 px; crops are
turned, mirrored, and changed in brightness as in its example. The losses that StarDist calls validation and its thresholds are
measured on the training images, so that the validation images stay unseen. Training ends with the step in which the time is up.
"""

import sys
import tempfile
from contextlib import redirect_stdout

import numpy as np
import stardist
import tensorflow as tf
from csbdeep.utils import normalize
from stardist.models import Config2D, StarDist2D

from peer_images import arguments, cpu_minutes, read_part, report, write_labels

THREADS = 2
STEPS_PER_EPOCH = 20


def augment(image, labels):
    """The augmentation of StarDist's example: turned by quarters and mirrored, with another brightness and noise."""
    turns, mirrored = np.random.randint(4), np.random.rand() < 0.5
    image, labels = np.rot90(image, turns), np.rot90(labels, turns)
    if mirrored:
        image, labels = image[::-1], labels[::-1]
    image = image * np.random.uniform(0.6, 2) + np.random.uniform(-0.2, 0.2)
    noise = 0.02 * np.random.uniform(0, 1) * np.random.normal(0, 1, image.shape)
    return (image + noise).astype(np.float32), labels


class EndAfter(tf.keras.callbacks.Callback):
    """Ends the training when the process has used the CPU minutes given."""

    def __init__(self, minutes):
        super().__init__()
        self.end = minutes
        self.steps = 0

    def on_train_batch_end(self, batch, logs=None):
        self.steps += 1
        if cpu_minutes() >= self.end:
            self.model.stop_training = True


def main():
    options = arguments()
    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    np.random.seed(options.seed)
    tf.random.set_seed(options.seed)
    _, images, labels = read_part(options.set / "train")
    images = [normalize(image, 1, 99.8) for image in images]
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(sys.stderr):
        config = Config2D(n_rays=32, grid=(2, 2), train_steps_per_epoch=STEPS_PER_EPOCH, train_tensorboard=False)
        model = StarDist2D(config, name="scratch", basedir=folder)
        model.prepare_for_training()
        start = cpu_minutes()
        end = EndAfter(start + options.minutes)
        model.callbacks.append(end)
        model.train(
            images,
            labels,
            validation_data=(images[:4], labels[:4]),
            augmenter=augment,
            epochs=100_000,
            seed=options.seed,
        )
        trained = cpu_minutes()
        model.optimize_thresholds(images, labels)
        fitted = cpu_minutes()
        names, images, _ = read_part(options.set / "val")
        for name, image in zip(names, images):
            write_labels(options.out, name, model.predict_instances(normalize(image, 1, 99.8))[0])
    report(
        versions={"stardist": stardist.__version__, "tensorflow": tf.__version__},
        steps=end.steps,
        trainingMinutes=trained - start,
        fitMinutes=fitted - trained,
        predictionMinutes=cpu_minutes() - fitted,
    )


if __name__ == "__main__":
    main()
