import type { Refusal } from "../image-record.ts";

/** Largest number of refusals with one reason that are listed individually. */
const MAX_LISTED = 5;

/** Merges many refusals with one reason into a single line; a few are kept individually, in their order. */
export function summariseRefusals(refusals: readonly Refusal[]): Refusal[] {
  const counts = new Map<string, number>();
  for (const { reason } of refusals) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const seen = new Set<string>();
  return refusals.flatMap((refusal) => {
    const { file, reason } = refusal;
    const alike = counts.get(reason) ?? 0;
    if (alike <= MAX_LISTED) return [refusal];
    if (seen.has(reason)) return [];
    seen.add(reason);
    return [{ file: `${file} and ${alike - 1} more`, reason }];
  });
}
