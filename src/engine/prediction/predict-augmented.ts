import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { applySymmetry, type Meaning, SYMMETRIES, undoSymmetry } from "./symmetries.ts";

/** Behaviour of a network's inputs and outputs under rotation and mirroring. */
export interface AugmentedPrediction {
  readonly inputs: NamedArrays;
  /** Inputs that are unit vectors; the others are values. */
  readonly vectorInputs: readonly string[];
  readonly output: Meaning;
  /** Converts the output to values that can be averaged, e.g. logits to probabilities. */
  averaged(output: NumberArray): NumberArray;
}

/**
 * Runs a network on one image or, with `all`, on its eight rotations and mirror images. The outputs are
 * transformed back, unit vectors including their components, and averaged. Inputs are
 * `[1, row, column, channel]`, sides multiples of the network's stride.
 */
export async function predictAugmented(
  predict: (inputs: NamedArrays) => Promise<NumberArray>,
  { inputs, vectorInputs, output, averaged }: AugmentedPrediction,
  all: boolean,
): Promise<NumberArray> {
  if (!all) return averaged(await predict(inputs));
  let sum: NumberArray | null = null;
  for (const symmetry of SYMMETRIES) {
    const given = Object.entries(inputs).map(([name, array]) => {
      const meaning = vectorInputs.includes(name) ? "vectors" : "values";
      return [name, applySymmetry(array, symmetry, meaning)] as const;
    });
    const back = undoSymmetry(averaged(await predict(Object.fromEntries(given))), symmetry, output);
    if (!sum) sum = back;
    else for (let index = 0; index < sum.data.length; index++) sum.data[index] += back.data[index];
  }
  if (!sum) throw new RangeError("there is no symmetry");
  for (let index = 0; index < sum.data.length; index++) sum.data[index] /= SYMMETRIES.length;
  return sum;
}
