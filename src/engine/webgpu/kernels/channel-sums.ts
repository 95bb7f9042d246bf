import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel } from "../ir/define-kernel.ts";

const channelSumsKernel = defineKernel({
  name: "channel sums",
  explanation: `A thread adds one vector of channels over its share of the pixels. The gradient of a bias is the sum of
the output's gradient; the parts are added up afterwards in a fixed order.`,
  views: { x: "read" },
  over: "parts of x",
  writes: { partial: "vec4f" },
  body: `
  var sum = vec4f(0);
  for (var pixel = start; pixel < end; pixel++) { sum += x_at(pixel, vector); }
  partial[thread] = sum;`,
});

/** Sum over the pixels per part and channel, `[part, channel]`. */
export function channelSums(args: {
  readonly x: View;
  readonly parts: number;
  readonly partial: Region;
}): Dispatch {
  const { x, parts, partial } = args;
  return channelSumsKernel.dispatch({ views: { x }, operands: { partial }, sizes: { parts } });
}
