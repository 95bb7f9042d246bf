import { dropThreshold, keptScale } from "../../dropout-mask.ts";
import { DROPOUT } from "../../plan/operations/dropout.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { scalar } from "../ir/scalar.ts";
import { epilogueName, store } from "./epilogue.ts";

/** `pcg4d` of `dropout-mask.ts`. */
const PCG4D = `
fn mixed(key: vec4u) -> vec4u {
  var v = key;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  return v;
}

fn pcg4d(key: vec4u) -> vec4u {
  let v = mixed(key * 1664525u + 1013904223u);
  return mixed(v ^ (v >> vec4u(16)));
}`;

export const dropoutKernel = defineKernel(DROPOUT, (variant) => ({
  variant: [`rate ${variant.rate}`, ...epilogueName(variant)].join(", "),
  explanation: `A thread sets random values of one vector to 0 and scales the others, which preserves the mean. The
random numbers are a hash of the vector index, the dropout node, the training pass and the seed. The backward pass
therefore recomputes the mask instead of storing it, and other engines get the same mask.`,
  declarations: PCG4D,
  body: `
  let random = pcg4d(vec4u(thread, sizes.number, u32(${scalar("pass")}), sizes.seed));
  let kept = random >= vec4u(${dropThreshold(variant.rate)}u);
  let value = select(vec4f(0), x_at(pixel, vector) * ${keptScale(variant.rate)}, kept);
  ${store(variant, "value")}`,
}));
