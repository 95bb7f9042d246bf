import type { ValidationImage } from "../../core/dataset/sampling/batch.ts";
import type { CellField } from "../../core/instances/cell-field.ts";
import { instanceChoice } from "../../core/instances/choice.ts";
import { componentBaseline } from "../../core/instances/component-baseline.ts";
import { findInstances } from "../../core/instances/find-instances.ts";
import type { InstanceChoice } from "../../core/instances/parameters.ts";
import { InstanceSum } from "../../core/metrics/instance-score.ts";
import { likeliestLevel } from "../../core/metrics/level-accuracy.ts";
import { overlapTable } from "../../core/metrics/overlap-table.ts";
import { cellMask } from "../../core/raster/cell-mask.ts";
import { predictsQuantity } from "../../core/recipe/pipelines.ts";
import type { Gate, Stage } from "../../core/recipe/recipe.ts";
import type { CellFractions, CellScores } from "../../core/runs/validation.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { Executor, NamedArrays } from "../executor.ts";
import { sharedFields } from "../prediction/shared-fields.ts";
import { stageArrays } from "../stage-arrays.ts";
import { toUnitLength } from "../to-unit-length.ts";

/** Instance method of each stage, with default parameters. */
const CHOICES: Readonly<Record<Stage, InstanceChoice>> = {
  semantic: instanceChoice("components"),
  direction: instanceChoice("divergence"),
  energy: instanceChoice("cut"),
  joint: instanceChoice("cut"),
  shared: instanceChoice("depth"),
};

/** The field of one image as predicted by a stage's network, within the gate. */
function fieldOf(stage: Stage, output: NumberArray, inputs: NamedArrays): CellField {
  const [, rows, columns, channels] = output.shape;
  const none = new Float32Array(rows * columns);
  const field = { rows, columns, level: none, unitVectors: new Float32Array(2 * none.length) };
  switch (stage) {
    case "semantic":
      return { ...field, mask: cellMask(output.data) };
    case "direction":
      return { ...field, mask: inputs.mask.data, unitVectors: toUnitLength(output).data };
    case "energy":
    case "joint":
      return { ...field, mask: inputs.mask.data, level: likeliestLevel(output.data, channels) };
    case "shared": {
      const { probability, mask, unitVectors, level, expectedLevel } = sharedFields(output);
      return { rows, columns, mask, probability, unitVectors, level, expectedLevel };
    }
  }
}

type Predictor = Pick<Executor, "predict">;

/** Inputs and output of a network. */
interface EvaluatedOutput {
  readonly inputs: NamedArrays;
  readonly output: NumberArray;
}

/**
 * Networks of earlier stages, which produce the inputs of a stage's network as in prediction; null if not
 * trained.
 */
export interface EarlierNetworks {
  readonly semantic: Predictor | null;
  readonly direction: Predictor | null;
}

/**
 * Whether a stage has all networks needed to find cells: levels are computed from predicted vectors, never
 * from the ground truth.
 */
export function canCountCells(stage: Stage, { direction }: EarlierNetworks): boolean {
  return stage !== "energy" || direction !== null;
}

/** The mask in which the cells of a stage are found: the ground truth only without a U-Net. */
export function cellsGateOf(stage: Stage, { semantic }: EarlierNetworks): Gate {
  return predictsQuantity([stage], "mask") || semantic ? "predicted" : "true";
}

function fractionsOf(sum: InstanceSum): CellFractions | null {
  const result = sum.result();
  if (!result) return null;
  const { kaggle, ap50, ap75, f1, pq } = result;
  return { kaggle, ap50, ap75, f1, pq };
}

/**
 * Scores the cells found in the output of a stage's network over validation images. Inputs are as in
 * prediction: the mask predicted by the U-Net, if there is one, and levels computed from vectors predicted by
 * the Direction Net.
 */
export class CellCount {
  readonly #stage: Stage;
  readonly #earlier: EarlierNetworks;
  readonly #sum = new InstanceSum();
  readonly #components = new InstanceSum();
  /**
   * Whether the network has the same inputs in an evaluation as in prediction, which allows its output to be
   * reused.
   */
  readonly readsEvaluation: boolean;

  /**
   * `evaluatedGate` is the gate of the network in evaluations.
   * Throws a RangeError if the stage lacks a network (`canCountCells`).
   */
  constructor(stage: Stage, earlier: EarlierNetworks, evaluatedGate: Gate) {
    if (!canCountCells(stage, earlier)) throw new RangeError("levels are read from predicted vectors");
    this.#stage = stage;
    this.#earlier = earlier;
    // The Watershed Net is evaluated on true vectors.
    this.readsEvaluation =
      predictsQuantity([stage], "mask") ||
      (stage !== "energy" && cellsGateOf(stage, earlier) === evaluatedGate);
  }

  /**
   * Scores the prediction for one image; padding pixels are excluded.
   * @param evaluated inputs and output of an evaluation (`readsEvaluation`); null runs a prediction
   */
  async add(image: ValidationImage, network: Predictor, evaluated: EvaluatedOutput | null): Promise<void> {
    const { rows, columns, labels, inside } = image;
    const { inputs, output } = evaluated ?? (await this.#predicted(image, network));
    const field = fieldOf(this.#stage, output, inputs);
    const within = (ids: Int32Array) => ({
      rows,
      columns,
      data: ids.map((id, pixel) => (inside[pixel] > 0 ? id : 0)),
    });
    const truth = within(labels);
    const add = (sum: InstanceSum, choice: InstanceChoice) =>
      sum.add(overlapTable(truth, within(findInstances(field, choice).data)));
    const choice = CHOICES[this.#stage];
    add(this.#sum, choice);
    const components = componentBaseline(choice);
    if (components) add(this.#components, components);
  }

  async #predicted(image: ValidationImage, network: Predictor): Promise<EvaluatedOutput> {
    const { semantic, direction } = this.#earlier;
    const whole = stageArrays("semantic", image, null).inputs;
    if (this.#stage === "semantic") return { inputs: whole, output: await network.predict(whole) };
    const gate = semantic ? cellMask((await semantic.predict(whole)).data) : null;
    const gated = stageArrays("direction", image, gate).inputs;
    const inputs =
      this.#stage === "energy" && direction
        ? { unit_vectors: toUnitLength(await direction.predict(gated)), mask: gated.mask }
        : gated;
    return { inputs, output: await network.predict(inputs) };
  }

  /** Null if no image was added. */
  scores(): CellScores | null {
    const fractions = fractionsOf(this.#sum);
    if (!fractions) return null;
    return {
      ...fractions,
      cellsGate: cellsGateOf(this.#stage, this.#earlier),
      components: fractionsOf(this.#components),
    };
  }
}
