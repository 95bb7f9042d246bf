import { DEGREES, LARGE_ANGLE, SMALL_ANGLE } from "../../../core/metrics/angle-error.ts";
import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { VECTOR, type View } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { LANES, repeat } from "../ir/kernel.ts";
import { overPixels } from "./loss-kernel.ts";

const maskMetricsKernel = defineKernel({
  name: "mask metric sums",
  explanation: `A thread takes every so many pixels of the real image, but for ignored ones, and counts those that are
cell in output and mask, and those that are in either: the intersection and the union.`,
  views: { output: "read" },
  over: "strided pixels of output",
  reads: { mask: "f32", inside: "f32" },
  writes: { partial: "vec4f" },
  body: overPixels(`
    let counts = inside[pixel] != 0.0 && mask[pixel] >= 0.0;
    let found = output_at(pixel, 0u).x > 0.0;
    let truth = mask[pixel] > 0.0;
    sums += vec4f(f32(counts && found && truth), f32(counts && (found || truth)), 0, 0);`),
});

const directionMetricsKernel = defineKernel({
  name: "direction metric sums",
  explanation: `A thread takes every so many pixels: the weighted square of the angle between output and target, and
counts of the valid pixels, of those that are more than ${SMALL_ANGLE} degrees off and more than ${LARGE_ANGLE}.`,
  views: { output: "read" },
  over: "strided pixels of output",
  reads: { unit_vectors: "vec2f", valid: "f32", weight: "f32" },
  writes: { partial: "vec4f" },
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

const energyMetricsKernel = kernelFamily(({ levels }: { readonly levels: number }) => {
  const score = (level: number) =>
    `output_at(pixel, ${Math.floor(level / VECTOR)}u).${LANES[level % VECTOR]}`;
  return defineKernel({
    name: "energy metric sums",
    variant: `${levels} levels`,
    explanation: `A thread takes every so many pixels of cells in the real image and counts them, and those whose
likeliest level, the first of equals, is the true one.`,
    views: { output: "read" },
    over: "strided pixels of output",
    reads: { level: "f32", mask: "f32", inside: "f32" },
    writes: { partial: "vec4f" },
    body: overPixels(`
    let counts = mask[pixel] != 0.0 && inside[pixel] != 0.0;
    var likeliest = 0u;
    var highest = ${score(0)};
${repeat(levels - 1, (before) => {
  const level = before + 1;
  return `    if (${score(level)} > highest) { highest = ${score(level)}; likeliest = ${level}u; }`;
})}
    sums += vec4f(f32(counts && likeliest == u32(level[pixel])), f32(counts), 0, 0);`),
  });
});

/** Arguments of every metric kernel. */
export interface MetricArguments {
  readonly output: View;
  /** Uploaded targets by name. */
  readonly targets: Readonly<Record<string, Region>>;
  /** One vector of sums per thread. */
  readonly partial: Region;
}

/** Intersection and union of the masks, in pixels. Targets `mask`, `inside`. */
export function maskMetrics({ output, targets, partial }: MetricArguments): Dispatch {
  const { mask, inside } = targets;
  return maskMetricsKernel.dispatch({ views: { output }, operands: { mask, inside, partial } });
}

/**
 * Weighted sum of squared angles (square radians), number of valid pixels, and numbers of pixels above the
 * small and above the large angle. Targets `unit_vectors`, `valid`, `weight`.
 */
export function directionMetrics({ output, targets, partial }: MetricArguments): Dispatch {
  const { unit_vectors, valid, weight } = targets;
  return directionMetricsKernel.dispatch({
    views: { output },
    operands: { unit_vectors, valid, weight, partial },
  });
}

/** Pixels with the correct level, and all scored pixels. Targets `level`, `mask`, `inside`. */
export function energyMetrics({ output, targets, partial }: MetricArguments): Dispatch {
  const { level, mask, inside } = targets;
  return energyMetricsKernel({ levels: output.channels }).dispatch({
    views: { output },
    operands: { level, mask, inside, partial },
  });
}
