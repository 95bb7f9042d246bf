import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";

/** A micro-batch: images from `first` up to but not including `end`. */
export interface MicroBatch {
  readonly first: number;
  readonly end: number;
}

/** Splits a batch into micro-batches of at most `microBatch` images; only the last may be smaller. */
export function splitBatch(batch: number, microBatch: number): MicroBatch[] {
  return Array.from({ length: Math.ceil(batch / microBatch) }, (_, index) => ({
    first: index * microBatch,
    end: Math.min(batch, (index + 1) * microBatch),
  }));
}

function microBatchArray({ shape, data }: NumberArray, { first, end }: MicroBatch): NumberArray {
  const perImage = data.length / shape[0];
  return { shape: [end - first, ...shape.slice(1)], data: data.subarray(first * perImage, end * perImage) };
}

/** The micro-batch of arrays whose first axis is the batch, as views without copies. */
export function microBatchArrays(arrays: NamedArrays, part: MicroBatch): NamedArrays {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [name, microBatchArray(array, part)]),
  );
}
