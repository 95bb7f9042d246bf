import type { NumberArray, Weights } from "../weights.ts";

/** Reads a file of the reference folder by name. */
export type ReadFile = (name: string) => Promise<ArrayBuffer>;

/** Suffix for the titles of tests that are skipped without a reference folder. */
export function skipNote(folder: string): string {
  return folder ? "" : " (skipped: the folder ../shared/reference_nets is absent)";
}

/** Results of another implementation, for tests: `NAME.json` describes the arrays in `NAME.bin`. */
export interface ReferenceArrays {
  /** Content of `NAME.json` besides the arrays. */
  readonly meta: Readonly<Record<string, unknown>>;
  readonly arrays: Weights;
  /** Arrays whose names start with `prefix/`, without that prefix. */
  group(prefix: string): Weights;
}

interface Description {
  readonly arrays: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly offset: number;
  }[];
}

/** Reads `NAME.json` and `NAME.bin` (float32, little endian; offsets count values). */
export async function readReferenceArrays(read: ReadFile, name: string): Promise<ReferenceArrays> {
  const [text, values] = await Promise.all([read(`${name}.json`), read(`${name}.bin`)]);
  const meta = JSON.parse(new TextDecoder().decode(text)) as Description & Record<string, unknown>;
  const entries = meta.arrays.map(({ name, shape, offset }): [string, NumberArray] => {
    const length = shape.reduce((product, side) => product * side, 1);
    return [name, { shape, data: new Float32Array(values, offset * Float32Array.BYTES_PER_ELEMENT, length) }];
  });
  const group = (prefix: string) =>
    Object.fromEntries(
      entries
        .filter(([name]) => name.startsWith(`${prefix}/`))
        .map(([name, array]) => [name.slice(prefix.length + 1), array]),
    );
  return { meta, arrays: Object.fromEntries(entries), group };
}

/** Tolerance for every array. */
export const TOLERANCE = 1e-4;

/**
 * L2 norm of the difference relative to the L2 norm of the reference. Used for parameters after steps of
 * Adam. The first steps divide each gradient by its own magnitude: a value whose gradient is only rounding
 * error moves by up to the learning rate in either direction, and such values dominate the largest
 * difference. There, PyTorch itself differs between machines by more than half of the tolerance.
 */
export function lengthError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let length = 0;
  for (let index = 0; index < expected.length; index++) {
    difference += (actual[index] - expected[index]) ** 2;
    length += expected[index] ** 2;
  }
  if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
  return difference === 0 ? 0 : Math.sqrt(difference / length);
}
