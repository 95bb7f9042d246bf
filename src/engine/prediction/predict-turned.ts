import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { type Meaning, TURNS, turned, turnedBack } from "./dihedral.ts";

/** What a network is given and what it gives, as far as turning it matters. */
export interface TurnedPrediction {
  readonly inputs: NamedArrays;
  /** Inputs that are unit vectors; the others are values. */
  readonly vectorInputs: readonly string[];
  readonly output: Meaning;
  /** Makes of the output what can be averaged, e.g. probabilities of logits. */
  averaged(output: NumberArray): NumberArray;
}

/**
 * Runs a network on one image and, with `all`, on its eight turns, of which the mean is given: each output is turned
 * back first, unit vectors with their components. Inputs are `[1, row, column, channel]`, sides multiples of the
 * network's stride.
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
