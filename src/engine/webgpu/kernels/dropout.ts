import { dropThreshold, keptScale } from "../../dropout-mask.ts";
import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { scalar } from "../../plan/ir/step-scalars.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { type Epilogue, epilogueName, epilogueViews, store } from "./epilogue.ts";

interface Variant extends Epilogue {
  readonly rate: number;
}

/** `pcg4d` of `dropout-mask.ts`. */
const PCG4D = `
fn stirred(key: vec4u) -> vec4u {
  var v = key;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  return v;
}

fn pcg4d(key: vec4u) -> vec4u {
  let v = stirred(key * 1664525u + 1013904223u);
  return stirred(v ^ (v >> vec4u(16)));
}`;

const dropoutKernel = kernelFamily((variant: Variant) =>
  defineKernel({
    name: "dropout",
    variant: [`rate ${variant.rate}`, ...epilogueName(variant)].join(", "),
    explanation: `A thread drops values of one vector at random and enlarges those that stay. The random numbers are a
hash of the vector's place, the dropout, the pass and the seed: the backward pass makes the same ones again instead of
having kept them, and so can anybody else.`,
    views: { x: "read", ...epilogueViews(variant) },
    over: "vectors of x",
    reads: { scalars: "f32" },
    sizes: ["number", "seed"],
    declarations: PCG4D,
    body: `
  let random = pcg4d(vec4u(thread, sizes.number, u32(${scalar("pass")}), sizes.seed));
  let stays = random >= vec4u(${dropThreshold(variant.rate)}u);
  let value = select(vec4f(0), x_at(pixel, vector) * ${keptScale(variant.rate)}, stays);
  ${store(variant, "value")}`,
  }),
);

/** A dropout of one network. */
export interface DropoutArguments {
  readonly rate: number;
  /** See `dropoutNumbers`. */
  readonly number: number;
  readonly seed: number;
  readonly scalars: Region;
}

/** Dropout of x, see `dropoutMask`; also its gradient, which applies the same mask and scale. */
export function dropout(
  args: DropoutArguments & {
    readonly x: View;
    readonly target: View;
    readonly accumulate: boolean;
    readonly mask: View | null;
  },
): Dispatch {
  const { rate, number, seed, scalars, accumulate, ...views } = args;
  return dropoutKernel({ rate, accumulate, mask: views.mask !== null }).dispatch({
    views,
    operands: { scalars },
    sizes: { number, seed },
  });
}
