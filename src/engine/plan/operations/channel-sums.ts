import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";

export const CHANNEL_SUMS = defineOperation({
  name: "channel sums",
  views: { x: "read" },
  over: "parts of x",
  writes: { partial: "vec4f" },
});

/** Sum over the pixels per part and channel, `[part, channel]`. */
export function channelSums(args: {
  readonly x: View;
  readonly parts: number;
  readonly partial: Region;
}): Dispatch {
  const { x, parts, partial } = args;
  return CHANNEL_SUMS.dispatch({ views: { x }, operands: { partial }, sizes: { parts } });
}
