import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { type Meaning, TURNS, turned, turnedBack } from "./dihedral.ts";

/** Behaviour of a network's inputs and outputs under rotation and mirroring. */
export interface TurnedPrediction {
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
export async function predictTurned(
  predict: (inputs: NamedArrays) => Promise<NumberArray>,
  { inputs, vectorInputs, output, averaged }: TurnedPrediction,
  all: boolean,
): Promise<NumberArray> {
  if (!all) return averaged(await predict(inputs));
  let sum: NumberArray | null = null;
  for (const turn of TURNS) {
    const given = Object.entries(inputs).map(([name, array]) => {
      const meaning = vectorInputs.includes(name) ? "vectors" : "values";
      return [name, turned(array, turn, meaning)] as const;
    });
    const back = turnedBack(averaged(await predict(Object.fromEntries(given))), turn, output);
    if (!sum) sum = back;
    else for (let place = 0; place < sum.data.length; place++) sum.data[place] += back.data[place];
  }
  if (!sum) throw new RangeError("an image has at least one turn");
  for (let place = 0; place < sum.data.length; place++) sum.data[place] /= TURNS.length;
  return sum;
}
