import { type InstanceScore, InstanceSum } from "../metrics/instance-score.ts";
import { overlapTable } from "../metrics/overlap-table.ts";
import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { instanceChoice } from "./choice.ts";
import { findInstances } from "./find-instances.ts";
import type { Parameter } from "./parameter.ts";
import { INSTANCE_METHODS, type InstanceChoice } from "./parameters.ts";

/** A field and the cells that should be found in it. */
export interface FitImage {
  readonly field: CellField;
  readonly truth: Labels;
}

/** How well a choice of parameters does. */
export interface FitTry {
  readonly choice: InstanceChoice;
  readonly score: InstanceScore;
}

/** How often each parameter is looked at again, while that still helps. */
const MOST_ROUNDS = 3;

function scoreOf(images: readonly FitImage[], choice: InstanceChoice): InstanceScore {
  const sum = new InstanceSum();
  for (const { field, truth } of images) sum.add(overlapTable(truth, findInstances(field, choice)));
  const score = sum.result();
  if (!score) throw new RangeError("parameters are fitted to one image or more");
  return score;
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
 * Searches the parameters of a method for the best Kaggle score: one parameter at a time over the values that
 * `INSTANCE_METHODS` names, the others as they are, again and again until nothing gets better. Never worse than the start; of
 * equals the one found first. Yields every try as it is made, so that the caller can show it or stop, and returns the
 * best. Throws a RangeError without images.
 */
export function* fitParameters(
  images: readonly FitImage[],
  start: InstanceChoice,
): Generator<FitTry, FitTry, undefined> {
  const { method } = start;
  let best: FitTry = { choice: start, score: scoreOf(images, start) };
  yield best;
  const tried = new Set([JSON.stringify(start)]);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = best;
    for (const [name, parameter] of Object.entries<Parameter>(INSTANCE_METHODS[method].parameters)) {
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
