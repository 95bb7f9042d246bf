import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";

export const ACCUMULATE = defineOperation({
  name: "accumulate",
  over: "arena",
  reads: { gradients: "vec4f", scalars: "f32" },
  writes: { accumulated: "vec4f" },
});

/** Gradient accumulation over the micro-batches of a batch, for `length` vectors. */
export function accumulate(args: {
  readonly length: number;
  readonly gradients: Region;
  readonly scalars: Region;
  readonly accumulated: Region;
}): Dispatch {
  const { length, ...operands } = args;
  return ACCUMULATE.dispatch({ operands, sizes: { length } });
}
