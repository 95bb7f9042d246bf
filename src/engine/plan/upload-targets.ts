import type { Region } from "./ir/dispatch.ts";
import { pixelsOf, type View } from "./ir/view.ts";
import type { PlanBuilder } from "./plan-builder.ts";

/**
 * Uploads `target NAME` with the given numbers of channels, for every pixel of `output`. Existing uploads are
 * reused.
 */
export function uploadTargets(
  builder: PlanBuilder,
  channels: Readonly<Record<string, number>>,
  output: View,
): Record<string, Region> {
  return Object.fromEntries(
    Object.entries(channels).map(([name, count]) => [
      name,
      builder.upload(`target ${name}`, pixelsOf(output) * count),
    ]),
  );
}
