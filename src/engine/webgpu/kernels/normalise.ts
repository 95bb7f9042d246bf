import { NORMALISE, NORMALISE_GRADIENT } from "../../plan/operations/normalise.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { epilogueName, store } from "./epilogue.ts";

/** WGSL that computes the squared length of the pixel's vector `x`. */
const SQUARED_LENGTH = `
  var squared = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    squared += dot(x_at(pixel, vector), x_at(pixel, vector));
  }`;

export const normaliseKernel = defineKernel(NORMALISE, ({ floor }) => ({
  variant: `floor ${floor}`,
  explanation: `A thread divides the vector of one pixel by its length.`,
  body: `${SQUARED_LENGTH}
  let length_ = sqrt(max(squared, ${floor}));
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    store_target(pixel, vector, x_at(pixel, vector) / length_);
  }`,
}));

export const normaliseGradientKernel = defineKernel(NORMALISE_GRADIENT, (variant) => ({
  variant: [`floor ${variant.floor}`, ...epilogueName(variant)].join(", "),
  explanation: `A thread computes the gradient of one pixel: it subtracts the component of the output gradient along
the vector, which does not affect the normalised vector, and divides by the length.`,
  body: `${SQUARED_LENGTH}
  var along = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    along += dot(x_at(pixel, vector), gradient_at(pixel, vector));
  }
  let projection = select(0.0, along / squared, squared > ${variant.floor});
  let length_ = sqrt(max(squared, ${variant.floor}));
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    let value = (gradient_at(pixel, vector) - x_at(pixel, vector) * projection) / length_;
    ${store(variant, "value")}
  }`,
}));
