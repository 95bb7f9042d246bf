import { drawElasticField } from "./elastic-field.ts";
import { mirroring, scaling, turning } from "./linear-map.ts";
import { applyBlur, applyGain, applyGamma, applyIllumination, applyNoise } from "./photometric.ts";
import type { Random } from "./random.ts";
import { displacement, intensity, linear, type Transform } from "./transform.ts";

/** Unit of intensities: the standard deviation of the whole image. */
const DEVIATIONS = "SD";

/** A random factor between two bounds, uniform in its logarithm. */
const drawFactor = (low: number, high: number, random: Random) =>
  Math.exp(random.uniform(Math.log(low), Math.log(high)));

/**
 * All transforms of the augmentation by their fields in the recipe, in the order in which they are drawn and
 * applied. The recipe's type and schema, the presets and the page's rows are derived from this table. A new
 * intensity transform must be the last: the draws of the others, and with them the samples of a seed, then do
 * not change.
 */
export const TRANSFORMS = {
  flipVertical: linear({
    title: "Flip top to bottom",
    hint: "For images whose orientation is arbitrary.",
    strengths: {},
    draw: () => mirroring(true, false),
  }),
  flipHorizontal: linear({
    title: "Flip left to right",
    hint: "For images whose orientation is arbitrary.",
    strengths: {},
    draw: () => mirroring(false, true),
  }),
  rotate90: linear({
    title: "90° rotations",
    hint: "By 0, 90, 180 or 270°. Exact: no interpolation.",
    strengths: {},
    draw: (_, random) => turning(90 * random.integer(4)),
  }),
  rotation: linear({
    title: "Rotation",
    hint: "By any angle up to the largest one. Vectors are recomputed afterwards.",
    strengths: {
      degrees: { title: "Largest angle", unit: "°", low: 0, high: 180, step: 5, initial: 180 },
    },
    draw: ({ degrees }, random) => turning(random.uniform(-degrees, degrees)),
  }),
  scale: linear({
    title: "Scale",
    hint: "Varies cell size and magnification.",
    strengths: {
      low: { title: "Smallest factor", unit: "×", low: 0.1, high: 10, step: 0.05, initial: 0.75 },
      high: { title: "Largest factor", unit: "×", low: 0.1, high: 10, step: 0.05, initial: 1.25 },
    },
    draw: ({ low, high }, random) => scaling(drawFactor(low, high, random)),
  }),
  elastic: displacement({
    title: "Elastic",
    hint: "Bends outlines slightly. Strong settings create unrealistic shapes.",
    strengths: {
      amplitude: { title: "Displacement (SD)", unit: "px", low: 0, high: 50, step: 0.5, initial: 2 },
      spacing: { title: "Grid spacing", unit: "px", low: 4, high: 1024, step: 4, initial: 32 },
    },
    draw: ({ amplitude, spacing }, random, side) => drawElasticField(side, amplitude, spacing, random),
  }),
  gamma: intensity({
    title: "Gamma",
    hint: "Varies the contrast between dark and bright.",
    strengths: {
      low: { title: "Smallest exponent", unit: "", low: 0.1, high: 10, step: 0.05, initial: 0.8 },
      high: { title: "Largest exponent", unit: "", low: 0.1, high: 10, step: 0.05, initial: 1.25 },
    },
    apply: ({ image }, { low, high }, random) => applyGamma(image, drawFactor(low, high, random)),
  }),
  gainOffset: intensity({
    title: "Gain and offset",
    hint: "Varies exposure and illumination.",
    strengths: {
      gain: { title: "Gain, 1 ±", unit: "", low: 0, high: 1, step: 0.05, initial: 0.1 },
      offset: { title: "Offset, ±", unit: DEVIATIONS, low: 0, high: 5, step: 0.05, initial: 0.1 },
    },
    apply: ({ image, deviation }, { gain, offset }, random) => {
      const factor = 1 + random.uniform(-gain, gain);
      applyGain(image, factor, random.uniform(-offset, offset) * deviation);
    },
  }),
  illumination: intensity({
    title: "Illumination gradient",
    hint: "Simulates uneven illumination of the field.",
    strengths: {
      amplitude: { title: "Largest amplitude", unit: DEVIATIONS, low: 0, high: 5, step: 0.05, initial: 0.3 },
    },
    apply: ({ image, side, deviation }, { amplitude }, random) => {
      const rise = random.uniform(0, amplitude) * deviation;
      applyIllumination(image, side, (2 * rise) / side, random.uniform(0, 2 * Math.PI));
    },
  }),
  blur: intensity({
    title: "Blur",
    hint: "Simulates a slight defocus.",
    strengths: { sigma: { title: "Largest sigma", unit: "px", low: 0, high: 10, step: 0.25, initial: 1 } },
    apply: ({ image, side }, { sigma }, random) => applyBlur(image, side, random.uniform(0, sigma)),
  }),
  noise: intensity({
    title: "Noise",
    hint: "Simulates short exposures. Keep it well below the contrast of the cells.",
    strengths: {
      deviation: { title: "Largest deviation", unit: DEVIATIONS, low: 0, high: 5, step: 0.05, initial: 0.1 },
    },
    apply: ({ image, deviation: unit }, { deviation }, random) =>
      applyNoise(image, random.uniform(0, deviation) * unit, random),
  }),
} as const satisfies Readonly<Record<string, Transform>>;

export type TransformName = keyof typeof TRANSFORMS;
