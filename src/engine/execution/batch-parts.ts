import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";

/** A micro-batch: images from `first` up to but not including `end`. */
export interface BatchPart {
  readonly first: number;
  readonly end: number;
}

/** Splits a batch into micro-batches of at most `most` images; only the last may be smaller. */
export function cutBatch(batch: number, most: number): BatchPart[] {
  return Array.from({ length: Math.ceil(batch / most) }, (_, index) => ({
    first: index * most,
    end: Math.min(batch, (index + 1) * most),
  }));
}

function partOf({ shape, data }: NumberArray, { first, end }: BatchPart): NumberArray {
  const pixels = data.length / shape[0];
  return { shape: [end - first, ...shape.slice(1)], data: data.subarray(first * pixels, end * pixels) };
}

/** The micro-batch of arrays whose first axis is the batch, as views without copies. */
export function partOfArrays(arrays: NamedArrays, part: BatchPart): NamedArrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, partOf(array, part)]));
}
