import { POOL, POOL_GRADIENT } from "../../plan/operations/pool.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { repeat } from "../ir/kernel.ts";
import { epilogueName, store } from "./epilogue.ts";

/** Pixels per block, in row-major order. */
const BLOCK = 4;

/** WGSL that computes the input pixels in the block of the output `pixel`. */
const FIND_BLOCK = `
  let row = pixel / sizes.columns;
  let pixel0 = row * 2u * sizes.columns * 2u + pixel % sizes.columns * 2u;
  let pixel1 = pixel0 + 1u;
  let pixel2 = pixel0 + 2u * sizes.columns;
  let pixel3 = pixel0 + 2u * sizes.columns + 1u;`;

const LOAD_BLOCK = repeat(BLOCK, (i) => `  let x${i} = x_at(pixel${i}, vector);`);

export const poolKernel = defineKernel(POOL, ({ kind }) => ({
  name: kind === "maxPool" ? "max pool" : "average pool",
  explanation: `A thread reads one vector of the four pixels of a 2 x 2 block and writes their maximum or mean.`,
  body: `${FIND_BLOCK}
${LOAD_BLOCK}
  let value = ${kind === "maxPool" ? "max(max(x0, x1), max(x2, x3))" : "(x0 + x1 + x2 + x3) * 0.25"};
  store_target(pixel, vector, value);`,
}));

/** The first of equal maxima receives the gradient, as in PyTorch. */
const FIND_MAXIMUM = `
  let largest = max(max(x0, x1), max(x2, x3));
  let is0 = x0 == largest;
  let is1 = (x1 == largest) & !is0;
  let is2 = (x2 == largest) & !(is0 | is1);
  let is3 = !(is0 | is1 | is2);`;

export const poolGradientKernel = defineKernel(POOL_GRADIENT, (variant) => {
  const isMaximum = variant.kind === "maxPool";
  const gradientOf = (i: number) => (isMaximum ? `select(vec4f(0), incoming, is${i})` : "incoming * 0.25");
  return {
    name: isMaximum ? "max pool gradient" : "average pool gradient",
    variant: epilogueName(variant).join(", "),
    explanation: isMaximum
      ? `A thread finds the maximum of a 2 x 2 block again and passes the gradient to that pixel only.`
      : `A thread distributes the gradient equally to the four pixels of a 2 x 2 block.`,
    body: `${FIND_BLOCK}
  let incoming = gradient_at(pixel, vector);
${isMaximum ? LOAD_BLOCK + FIND_MAXIMUM : ""}
${repeat(BLOCK, (i) => `  ${store(variant, gradientOf(i), `pixel${i}`)}`)}`,
  };
});
