import type { ValidationImage } from "../core/dataset/batch.ts";
import type { CellField } from "../core/instances/cell-field.ts";
import { instanceChoice } from "../core/instances/choice.ts";
import { findInstances } from "../core/instances/find-instances.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { type InstanceScore, InstanceSum } from "../core/metrics/instance-score.ts";
import { likeliestLevel } from "../core/metrics/level-accuracy.ts";
import { overlapTable } from "../core/metrics/overlap-table.ts";
import { splitVectors } from "../core/raster/vectors.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { NumberArray } from "../nets/weights.ts";
import type { NamedArrays } from "./executor.ts";
import { maskFromLogits } from "./metric-sums.ts";

/** How cells are read from what each stage's network says, with first values. */
const CHOICES: Readonly<Record<Stage, InstanceChoice>> = {
  semantic: instanceChoice("components"),
  direction: instanceChoice("divergence"),
  energy: instanceChoice("cut"),
  joint: instanceChoice("cut"),
};

/** Scores of cells that a validation tells. */
export type CellScores = Pick<InstanceScore, "kaggle" | "ap50" | "ap75" | "f1" | "pq">;

/** The field of one image as far as a stage's network tells it, within the mask that gated it. */
function fieldOf(stage: Stage, output: NumberArray, inputs: NamedArrays): CellField {
  const [, rows, columns, channels] = output.shape;
  const none = new Float32Array(rows * columns);
  const field = { rows, columns, level: none, uvec0: none, uvec1: none };
  switch (stage) {
    case "semantic":
      return { ...field, mask: maskFromLogits(output.data) };
    case "direction": {
      const [uvec0, uvec1] = splitVectors(output.data);
      return { ...field, mask: inputs.mask.data, uvec0, uvec1 };
    }
    case "energy":
    case "joint":
      return { ...field, mask: inputs.mask.data, level: likeliestLevel(output.data, channels) };
  }
}

/** Counts over validation images how well the cells are found in what a stage's network says. */
export class CellCount {
  readonly #stage: Stage;
  readonly #sum = new InstanceSum();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Adds an image by what the network was given of it and what it said; pixels that were filled do not count. */
  add({ rows, columns, labels, inside }: ValidationImage, inputs: NamedArrays, output: NumberArray): void {
    const found = findInstances(fieldOf(this.#stage, output, inputs), CHOICES[this.#stage]);
    const within = (ids: Int32Array) => ({
      rows,
      columns,
      data: ids.map((id, pixel) => (inside[pixel] > 0 ? id : 0)),
    });
    this.#sum.add(overlapTable(within(labels), within(found.data)));
  }

  /** Null when no image was added. */
  scores(): CellScores | null {
    const result = this.#sum.result();
    if (!result) return null;
    const { kaggle, ap50, ap75, f1, pq } = result;
    return { kaggle, ap50, ap75, f1, pq };
  }
}
