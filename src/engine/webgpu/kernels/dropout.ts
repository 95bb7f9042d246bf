import { dropThreshold, keptScale } from "../../dropout-mask.ts";
import { DROPOUT } from "../../plan/operations/dropout.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { scalar } from "../ir/scalar.ts";
import { epilogueName, store } from "./epilogue.ts";

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

export const dropoutKernel = defineKernel(DROPOUT, (variant) => ({
  variant: [`rate ${variant.rate}`, ...epilogueName(variant)].join(", "),
  explanation: `A thread drops values of one vector at random and enlarges those that stay. The random numbers are a
hash of the vector's place, the dropout, the pass and the seed: the backward pass makes the same ones again instead of
having kept them, and so can anybody else.`,
  declarations: PCG4D,
  body: `
  let random = pcg4d(vec4u(thread, sizes.number, u32(${scalar("pass")}), sizes.seed));
  let stays = random >= vec4u(${dropThreshold(variant.rate)}u);
  let value = select(vec4f(0), x_at(pixel, vector) * ${keptScale(variant.rate)}, stays);
  ${store(variant, "value")}`,
}));
