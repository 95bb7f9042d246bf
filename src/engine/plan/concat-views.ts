import type { Step } from "./fuse.ts";
import { VECTOR } from "./ir/view.ts";

/** Position within the values of a concat. */
export interface ConcatPosition {
  readonly concat: string;
  /** First channel of the position. */
  readonly channel: number;
}

/**
 * Values that can be computed in place within a concat, by name. Requirements: only whole vectors before
 * them; a single position; no reader after the concat, whose gradient would precede that of the concat; and
 * no source or reader in the same buffer, since a kernel must not read and write one buffer through two
 * bindings.
 */
export function concatPositions(
  steps: readonly Step[],
  channels: ReadonlyMap<string, number>,
): ReadonlyMap<string, ConcatPosition> {
  const positions = new Map<string, ConcatPosition>();
  const stepOf = new Map(steps.map((step) => [step.output, step]));
  const lastReader = new Map<string, string>();
  for (const { output, sources } of steps) for (const source of sources) lastReader.set(source, output);

  for (const { node, output: concat, sources: parts } of steps) {
    if (node.kind !== "concat") continue;
    const here: string[] = [];
    let channel = 0;
    for (const part of parts) {
      const { node: producer, sources } = stepOf.get(part)!;
      const related = here.some(
        (other) => sources.includes(other) || stepOf.get(other)!.sources.includes(part),
      );
      const fits =
        channel % VECTOR === 0 &&
        (channels.get(part)! % VECTOR === 0 || part === parts[parts.length - 1]) &&
        producer.kind !== "input" &&
        producer.kind !== "concat" &&
        !positions.has(part) &&
        lastReader.get(part) === concat &&
        parts.indexOf(part) === parts.lastIndexOf(part) &&
        !related;
      if (fits) {
        positions.set(part, { concat, channel });
        here.push(part);
      }
      channel += channels.get(part)!;
    }
  }
  return positions;
}
