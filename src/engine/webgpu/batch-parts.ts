import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";

/** Images `first` to before `end` of a batch. */
export interface BatchPart {
  readonly first: number;
  readonly end: number;
}

/** Cuts a batch into parts of at most `most` images, the last one being the smallest. */
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

/** A part of arrays whose first axis is the batch; views, no copies. */
export function partOfArrays(arrays: NamedArrays, part: BatchPart): NamedArrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, partOf(array, part)]));
}
