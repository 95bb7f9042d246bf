import { dropThreshold, keptScale } from "../../dropout-mask.ts";
import { type Dispatch, groupsFor, type Region } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily } from "../ir/kernel.ts";
import { scalar } from "../ir/step-scalars.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, store } from "./epilogue.ts";

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

const dropoutKernel = kernelFamily(
  (variant: Variant): Kernel =>
    defineKernel({
      name: "dropout",
      variant: [`rate ${variant.rate}`, ...epilogueName(variant)].join(", "),
      explanation: `A thread drops values of one vector at random and enlarges those that stay. The random numbers are a
hash of the vector's place, the dropout, the pass and the seed: the backward pass makes the same ones again instead of
having kept them, and so can anybody else.`,
      reads: { x: "vec4f", scalars: "f32", ...(variant.mask ? MASK_READS : {}) },
      writes: { target_: "vec4f" },
      sizes: ["pixels", "vectors", "number", "seed", ...viewSizeNames("x", "target", "mask")],
      declarations: PCG4D,
      body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let random = pcg4d(vec4u(thread, sizes.number, u32(${scalar("pass")}), sizes.seed));
  let stays = random >= vec4u(${dropThreshold(variant.rate)}u);
  let value = select(vec4f(0), x[pixel * sizes.xStride + sizes.xFirst + vector] * ${keptScale(variant.rate)}, stays);
  let at = pixel * sizes.targetStride + sizes.targetFirst + vector;
  let maskAt = pixel * sizes.maskStride + sizes.maskFirst + vector;
  ${store(variant, "value", "at", "maskAt")}`,
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

/** x with some values dropped, see `dropoutMask`; also its gradient, which loses and enlarges the same values. */
export function dropout(
  args: DropoutArguments & {
    readonly x: View;
    readonly target: View;
    readonly accumulate: boolean;
    readonly mask: View | null;
  },
): Dispatch {
  const { rate, number, seed, scalars, x, target, accumulate, mask } = args;
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(x);
  return {
    kernel: dropoutKernel({ rate, accumulate, mask: mask !== null }),
    operands: { x: regionOf(x), scalars, ...maskOperand(mask), target_: regionOf(target) },
    sizes: {
      pixels,
      vectors,
      number,
      seed,
      ...viewSizes({ x, target, mask }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}
