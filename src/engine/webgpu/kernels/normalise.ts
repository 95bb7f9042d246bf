import type { Dispatch } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { type Epilogue, epilogueName, epilogueViews, store } from "./epilogue.ts";

/** WGSL that computes the squared length of the pixel's vector `x`. */
const SQUARED_LENGTH = `
  var squared = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    squared += dot(x_at(pixel, vector), x_at(pixel, vector));
  }`;

const normaliseKernel = kernelFamily(({ floor }: { readonly floor: number }) =>
  defineKernel({
    name: "normalise",
    variant: `floor ${floor}`,
    explanation: `A thread divides one pixel's vector by its length.`,
    views: { x: "read", target: "write" },
    over: "pixels of x",
    body: `${SQUARED_LENGTH}
  let length_ = sqrt(max(squared, ${floor}));
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    store_target(pixel, vector, x_at(pixel, vector) / length_);
  }`,
  }),
);

/** x / sqrt(max(|x|^2, floor)) per pixel. */
export function normalise(floor: number, x: View, target: View): Dispatch {
  return normaliseKernel({ floor }).dispatch({ views: { x, target } });
}

interface GradientVariant extends Epilogue {
  readonly floor: number;
}

const normaliseGradientKernel = kernelFamily((variant: GradientVariant) =>
  defineKernel({
    name: "normalise gradient",
    variant: [`floor ${variant.floor}`, ...epilogueName(variant)].join(", "),
    explanation: `A thread takes from one pixel's gradient the part along the vector, which its length does not feel,
and divides by the length.`,
    views: { x: "read", gradient: "read", ...epilogueViews(variant) },
    over: "pixels of x",
    body: `${SQUARED_LENGTH}
  var along = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    along += dot(x_at(pixel, vector), gradient_at(pixel, vector));
  }
  let share = select(0.0, along / squared, squared > ${variant.floor});
  let length_ = sqrt(max(squared, ${variant.floor}));
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    let value = (gradient_at(pixel, vector) - x_at(pixel, vector) * share) / length_;
    ${store(variant, "value")}
  }`,
  }),
);

/** Gradient of `normalise` for `x`. */
export function normaliseGradient(args: {
  readonly floor: number;
  readonly x: View;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { floor, accumulate, ...views } = args;
  return normaliseGradientKernel({ floor, accumulate, mask: views.mask !== null }).dispatch({ views });
}
