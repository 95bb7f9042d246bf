import { DEGREES, LARGE_ANGLE, SMALL_ANGLE } from "../../../core/metrics/angle-error.ts";
import { VECTOR } from "../../plan/ir/view.ts";
import { DIRECTION_METRICS, ENERGY_METRICS, MASK_METRICS } from "../../plan/operations/metric-sums.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { LANES, repeat } from "../ir/kernel.ts";
import { overPixels } from "./loss-kernel.ts";

export const maskMetricsKernel = defineKernel(MASK_METRICS, ({ lane }) => ({
  variant: `lane ${lane}`,
  explanation: `A strided loop over the pixels inside the image that are not ignored. A thread counts the pixels that
are cell in both output and mask (intersection), and in either (union).`,
  body: overPixels(`
    let counts = inside[pixel] != 0.0 && mask[pixel] >= 0.0;
    let found = output_at(pixel, 0u)[${lane}] > 0.0;
    let truth = mask[pixel] > 0.0;
    sums += vec4f(f32(counts && found && truth), f32(counts && (found || truth)), 0, 0);`),
}));

export const directionMetricsKernel = defineKernel(DIRECTION_METRICS, {
  explanation: `A strided loop over the pixels. A thread accumulates the weighted square of the angle between output
and target, and counts the valid pixels, those with an angle above ${SMALL_ANGLE} degrees, and those above ${LARGE_ANGLE}.`,
  body: overPixels(`
    let p = output_at(pixel, 0u).xy;
    let u = unit_vectors[pixel];
    let share = valid[pixel] * weight[pixel];
    let isZero = all(p == vec2f(0)) || all(u == vec2f(0));
    let angle = select(atan2(abs(p.y * u.x - p.x * u.y), dot(p, u)), ${Math.PI / 2}, isZero);
    let taught = share != 0.0;
    sums += vec4f(
      share * angle * angle,
      f32(taught),
      f32(taught && angle > ${SMALL_ANGLE / DEGREES}),
      f32(taught && angle > ${LARGE_ANGLE / DEGREES}),
    );`),
});

export const energyMetricsKernel = defineKernel(ENERGY_METRICS, ({ levels }) => {
  const score = (level: number) =>
    `output_at(pixel, ${Math.floor(level / VECTOR)}u).${LANES[level % VECTOR]}`;
  return {
    variant: `${levels} levels`,
    explanation: `A strided loop over the cell pixels inside the image. A thread counts them, and those whose most
probable level, the first of equals, is correct.`,
    body: overPixels(`
    let counts = mask[pixel] > 0.0 && inside[pixel] != 0.0;
    var likeliest = 0u;
    var highest = ${score(0)};
${repeat(levels - 1, (before) => {
  const level = before + 1;
  return `    if (${score(level)} > highest) { highest = ${score(level)}; likeliest = ${level}u; }`;
})}
    sums += vec4f(f32(counts && likeliest == u32(level[pixel])), f32(counts), 0, 0);`),
  };
});
