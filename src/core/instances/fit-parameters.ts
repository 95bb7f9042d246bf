import { type InstanceScore, InstanceSum } from "../metrics/instance-score.ts";
import { overlapTable } from "../metrics/overlap-table.ts";
import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { instanceChoice } from "./choice.ts";
import { findInstances } from "./find-instances.ts";
import type { Parameter } from "./parameter.ts";
import { INSTANCE_METHODS, type InstanceChoice } from "./parameters.ts";

/** A field and its ground truth. */
export interface FitImage {
  readonly field: CellField;
  readonly truth: Labels;
}

/** Score of a choice of parameters. */
export interface FitTry {
  readonly choice: InstanceChoice;
  readonly score: InstanceScore;
}

/** Maximum number of rounds over all parameters. */
const MAX_ROUNDS = 3;

function scoreOf(images: readonly FitImage[], choice: InstanceChoice): InstanceScore {
  const sum = new InstanceSum();
  for (const { field, truth } of images) sum.add(overlapTable(truth, findInstances(field, choice)));
  const score = sum.result();
  if (!score) throw new RangeError("parameters are fitted to one image or more");
  return score;
}

/** Whether a parameter can change anything in these images. */
function acts(parameter: Parameter, images: readonly FitImage[]): boolean {
  const onlyPredicted = parameter.kind === "number" && parameter.onlyPredicted === true;
  return !onlyPredicted || images.some(({ field }) => field.probability !== undefined);
}

function triesOf(parameter: Parameter): readonly (number | boolean)[] {
  switch (parameter.kind) {
    case "number":
      return parameter.tries;
    case "choice":
      return parameter.options;
    case "switch":
      return [false, true];
  }
}

/**
 * Coordinate search for the parameters of a method with the best Kaggle score: one parameter at a time over
 * the values in `INSTANCE_METHODS`, with the others fixed, for up to `MAX_ROUNDS` rounds or until a round
 * brings no improvement. The result is never worse than the start; ties go to the first. Yields every try,
 * for display or to stop the search, and returns the best one. Throws a RangeError without images.
 */
export function* fitParameters(
  images: readonly FitImage[],
  start: InstanceChoice,
): Generator<FitTry, FitTry, undefined> {
  const { method } = start;
  let best: FitTry = { choice: start, score: scoreOf(images, start) };
  yield best;
  const tried = new Set([JSON.stringify(start)]);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = best;
    for (const [name, parameter] of Object.entries<Parameter>(INSTANCE_METHODS[method].parameters)) {
      if (!acts(parameter, images)) continue;
      for (const value of triesOf(parameter)) {
        const choice = instanceChoice(method, { ...best.choice.parameters, [name]: value });
        const key = JSON.stringify(choice);
        if (tried.has(key)) continue;
        tried.add(key);
        const made = { choice, score: scoreOf(images, choice) };
        yield made;
        if (made.score.kaggle > best.score.kaggle) best = made;
      }
    }
    if (best === before) break;
  }
  return best;
}
