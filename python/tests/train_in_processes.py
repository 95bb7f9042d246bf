"""Trains in some processes and prints the losses: `train_in_processes.py FOLDER PROCESSES`."""

import json
import os
import sys
from pathlib import Path

from test_training import GRAPHS, RECIPE

from direction_lab.archive import Archive
from direction_lab.data import read_data
from direction_lab.training import train_stage

if __name__ == "__main__":
    folder, processes = Path(sys.argv[1]), int(sys.argv[2])
    images = read_data(folder, RECIPE)["training"]
    stage = train_stage("shared", Archive(RECIPE, GRAPHS), images, devices=processes, accelerator="cpu")
    if int(os.environ.get("LOCAL_RANK", "0")) == 0:
        print(json.dumps(stage.losses))
