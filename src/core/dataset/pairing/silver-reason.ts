import type { Refusal } from "../image-record.ts";
import type { FoundPair } from "./found-pair.ts";
import { spareReason } from "./label-rank.ts";

/**
 * Refusals of the gold or silver truth that was not used, once both were read, with the reason.
 *
 * @param planned the pair before they were read
 * @param taken path of the labels that were taken
 */
export function silverReason({ image, truth, spare = [] }: FoundPair, taken: string): Refusal[] {
  const silver = spare.find(({ kind }) => kind === "silver")?.truth;
  if (truth.kind !== "labels" || silver?.kind !== "labels") return [];
  if (taken === silver.path) {
    const reason = `It holds fewer cells than the silver truth of this frame, which was taken: ${silver.path}.`;
    return [{ file: truth.path, reason }];
  }
  return [{ file: silver.path, reason: spareReason(image, truth.path, true) }];
}
