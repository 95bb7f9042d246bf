import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { scalar } from "../../plan/ir/step-scalars.ts";
import { defineKernel } from "../ir/define-kernel.ts";

const accumulateKernel = defineKernel({
  name: "accumulate",
  explanation: `A thread adds one vector of the gradients of a part of the batch to the sum over the parts before it.`,
  over: "arena",
  reads: { gradients: "vec4f", scalars: "f32" },
  writes: { accumulated: "vec4f" },
  body: `
  let earlier = select(vec4f(0), accumulated[thread], ${scalar("isLater")} > 0.0);
  accumulated[thread] = earlier + gradients[thread] * ${scalar("share")};`,
});

/** Gradient accumulation over the micro-batches of a batch, for `length` vectors. */
export function accumulate(args: {
  readonly length: number;
  readonly gradients: Region;
  readonly scalars: Region;
  readonly accumulated: Region;
}): Dispatch {
  const { length, ...operands } = args;
  return accumulateKernel.dispatch({ operands, sizes: { length } });
}
