import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";

/** With `keep`, the other channels of the target keep their values; otherwise they are set to 0. */
export const COPY_CHANNELS = defineOperation({
  name: "copy channels",
  variant: { keep: "flag", ...EPILOGUE },
  views: { x: "read", ...EPILOGUE_VIEWS },
  over: "vectors of target",
  sizes: ["count", "sourceChannel", "targetChannel"],
  optional: MASKED,
});

/** Copies `count` channels from channel `from` of `x` to channel `to` of `target`. */
export function copyChannels(args: {
  readonly x: View;
  readonly from: number;
  readonly target: View;
  readonly to: number;
  readonly count: number;
  readonly keep: boolean;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { from, to, count, keep, accumulate, ...views } = args;
  return COPY_CHANNELS.dispatch({
    variant: { keep, accumulate, mask: views.mask !== null },
    views,
    sizes: { count, sourceChannel: from, targetChannel: to },
  });
}
