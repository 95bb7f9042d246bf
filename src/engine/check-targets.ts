import { expectShape } from "../nets/expect-shape.ts";
import type { NamedArrays } from "./executor.ts";

/** Size of a batch of images, as returned by `inputSize`. */
interface BatchSize {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Checks that targets have the shape `[batch, rows, columns, channels]` of the network's output, with the given numbers
 * of channels by name. Other targets are not read.
 * Throws a RangeError that names a target which is missing, or which has another shape, with both shapes.
 */
export function checkTargets(
  { batch, rows, columns }: BatchSize,
  channels: Readonly<Record<string, number>>,
  targets: NamedArrays,
): void {
  for (const [name, count] of Object.entries(channels)) {
    const target = targets[name];
    if (!target) throw new RangeError(`the target ${name} is missing`);
    expectShape(`the target ${name}`, target, [batch, rows, columns, count]);
  }
}
