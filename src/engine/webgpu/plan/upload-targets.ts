import type { Region } from "./dispatch.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { pixelsOf, type View } from "./view.ts";

/** Uploads `target NAME` of so many channels each, for every pixel of `output`. Those that are there already are shared. */
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
