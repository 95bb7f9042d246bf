import { toHalf } from "../../core/half-float.ts";
import { type FittedChoices, fittedJson } from "../../core/instances/fitted-choices.ts";
import type { Recipe } from "../../core/recipe/recipe.ts";
import type { Graph } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import { type Weights, weightsOf } from "../../nets/weights.ts";
import { crc32 } from "../read/bytes/checksums.ts";
import { HALF_BYTES, LENGTH_BYTES } from "../start-layout.ts";

/** A shared network with the recipe that trained it. */
export interface StartContent {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly recipe: Recipe;
  readonly fitted: FittedChoices;
}

/**
 * A start as a safetensors file: the parameters in the order of the graph as half-precision numbers, and in the
 * metadata the recipe, the fitted parameters and the checksum of the numbers.
 * @throws RangeError if a parameter is missing, or beyond what half precision holds
 */
export function writeStart({ graph, weights, recipe, fitted }: StartContent): Uint8Array<ArrayBuffer> {
  const arrays = parametersOf(graph).map((parameter) => ({
    ...parameter,
    data: weightsOf(weights, parameter).data,
  }));
  const numbers = new Uint8Array(HALF_BYTES * arrays.reduce((sum, { data }) => sum + data.length, 0));
  const view = new DataView(numbers.buffer);
  const entries: Record<string, object> = {};
  let offset = 0;
  for (const { name, shape, data } of arrays) {
    const begin = offset;
    for (const value of data) {
      if (!(Math.abs(value) < 65520)) throw new RangeError(`${name} holds ${value}, which is no half`);
      view.setUint16(offset, toHalf(value), true);
      offset += HALF_BYTES;
    }
    entries[name] = { dtype: "F16", shape, data_offsets: [begin, offset] };
  }
  const metadata = {
    recipe: JSON.stringify(recipe),
    fitted: JSON.stringify(fittedJson(fitted)),
    crc32: String(crc32(numbers)),
  };
  const text = JSON.stringify({ __metadata__: metadata, ...entries });
  // Padded for the numbers to begin at a multiple of eight, as the format asks for.
  const header = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(LENGTH_BYTES + header.length + numbers.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  file.set(numbers, LENGTH_BYTES + header.length);
  return file;
}
