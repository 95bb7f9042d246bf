import type { Graph } from "../nets/graph.ts";
import { parametersOf } from "../nets/parameters.ts";
import { sizeOf, type Weights, weightsOf } from "../nets/weights.ts";

/**
 * The weights of a network as contiguous float32 in the byte order of this machine, in the order of its
 * parameters. Throws a RangeError if they do not fit the graph.
 */
export function packWeights(graph: Graph, weights: Weights): Uint8Array<ArrayBuffer> {
  const arrays = parametersOf(graph).map((parameter) => weightsOf(weights, parameter).data);
  const packed = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const data of arrays) {
    packed.set(data, at);
    at += data.length;
  }
  return new Uint8Array(packed.buffer);
}

/** Inverse of `packWeights`; the number of values must match the graph. Null if a value is not finite. */
export function unpackWeights(graph: Graph, bytes: Uint8Array<ArrayBuffer>): Weights | null {
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  if (!all.every(Number.isFinite)) return null;
  let at = 0;
  const entries = parametersOf(graph).map(({ name, shape }) => {
    const data = all.slice(at, at + sizeOf(shape));
    at += data.length;
    return [name, { shape, data }] as const;
  });
  return Object.fromEntries(entries);
}
