import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import { pixelsOf, type View, vectorsOf } from "../ir/view.ts";

export const MOMENTS = defineOperation({
  name: "moments",
  views: { x: "read" },
  over: "parts of x",
  writes: { partial: "vec4f" },
});

/** Mean, then sum of squared deviations, per part and channel: `[2, part, channel]`. No part may be empty. */
export function moments(args: {
  readonly x: View;
  readonly parts: number;
  readonly partial: Region;
}): Dispatch {
  const { x, parts, partial } = args;
  return MOMENTS.dispatch({ views: { x }, operands: { partial }, sizes: { parts } });
}

/** A group has one vector of channels. */
export const MERGE_MOMENTS = defineOperation({
  name: "merge moments",
  over: "groups",
  reads: { partial: "vec4f" },
  writes: { statistics: "vec4f", running: "vec4f" },
  sizes: ["pixels", "pixelsPerPart", "parts", "vectors"],
});

/**
 * Mean and biased variance of the batch, `[2, channel]`, merged from the parts; updates the running averages
 * `running` `[2, channel]`.
 */
export function mergeMoments(args: {
  readonly x: View;
  readonly parts: number;
  readonly partial: Region;
  readonly statistics: Region;
  readonly running: Region;
}): Dispatch {
  const { x, parts, ...operands } = args;
  const [pixels, vectors] = [pixelsOf(x), vectorsOf(x)];
  const pixelsPerPart = Math.ceil(pixels / parts);
  return MERGE_MOMENTS.dispatch({
    operands,
    sizes: { pixels, pixelsPerPart, parts, vectors, groups: vectors },
  });
}
