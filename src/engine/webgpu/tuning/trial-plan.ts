import { createRandom } from "../../../core/augment/random.ts";
import type { Choice, LayerWork } from "../../plan/choice.ts";
import type { Dispatch } from "../../plan/ir/dispatch.ts";
import { pixelsOf, VECTOR, type View, vectorsOf } from "../../plan/ir/view.ts";
import { lowerConvolution } from "../../plan/lower-convolution.ts";
import { lowerWeightGradient } from "../../plan/lower-weight-gradient.ts";
import { type Plan, PlanBuilder } from "../../plan/plan-builder.ts";

/** Name of the result of a trial. */
export const RESULT = "result";

const lengthOf = (view: View) => pixelsOf(view) * vectorsOf(view) * VECTOR;

/** A plan of the work alone, tiled as chosen: uploads are its inputs, and the result is its output. */
export function trialPlan(work: LayerWork, choice: Choice): Plan {
  const { pass, size } = work;
  const builder = new PlanBuilder();
  const emit = (dispatch: Dispatch) => builder.dispatch("forward", work.layer, dispatch);
  const packed = (view: View, { buffer }: { readonly buffer: number }): View => ({
    ...view,
    channels: vectorsOf(view) * VECTOR,
    stride: vectorsOf(view),
    offset: 0,
    buffer,
  });
  const upload = (name: string, view: View) => packed(view, builder.upload(name, lengthOf(view)));
  const x = upload("x", work.x);
  const outChannels = vectorsOf(work.target) * VECTOR;
  const weights = size * size * vectorsOf(work.x) * VECTOR * outChannels;
  if (choice.kind === "weights" || choice.kind === "winograd weights") {
    const target = upload("gradient", work.target);
    lowerWeightGradient(builder, emit, { ...work, x, target }, builder.result(RESULT, weights), choice);
    return builder.plan();
  }
  const args = {
    size,
    x,
    weights: builder.upload("weights", weights),
    bias: pass === "forward" ? builder.upload("bias", outChannels) : null,
    relu: false,
    target: packed(work.target, builder.result(RESULT, lengthOf(work.target))),
    accumulate: false,
    mask: pass === "forward" ? null : upload("mask", work.target),
  };
  lowerConvolution(builder, emit, args, choice);
  return builder.plan();
}

/** A prime: the period does not coincide with the rows or pixels of any layer. */
const PERIOD = 65_521;

/** Deterministic uniform random numbers in -1..1. */
export function trialNumbers(length: number): Float32Array<ArrayBuffer> {
  const random = createRandom(0x7e57);
  const period = Float32Array.from({ length: Math.min(length, PERIOD) }, () => random.uniform(-1, 1));
  const numbers = new Float32Array(length);
  for (let at = 0; at < length; at += PERIOD) numbers.set(period.subarray(0, length - at), at);
  return numbers;
}
