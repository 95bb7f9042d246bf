import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";

export const UNPACK = defineOperation({
  name: "unpack",
  views: { target: "write" },
  over: "vectors of target",
  reads: { packed: "f32" },
  sizes: ["channels"],
});

/** Unpacks uploaded f32 values `[batch, row, column, channel]` into vectors. */
export function unpack(packed: Region, target: View): Dispatch {
  const { channels } = target;
  return UNPACK.dispatch({ views: { target }, operands: { packed }, sizes: { channels } });
}

export const PACK = defineOperation({
  name: "pack",
  views: { x: "read" },
  over: "pixels of x",
  writes: { packed: "f32" },
  sizes: ["channels"],
});

/** Packs the values of a view as f32 `[batch, row, column, channel]` for read-back. */
export function pack(x: View, packed: Region): Dispatch {
  return PACK.dispatch({ views: { x }, operands: { packed }, sizes: { channels: x.channels } });
}
