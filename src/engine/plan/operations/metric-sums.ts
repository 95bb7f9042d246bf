import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";

export const MASK_METRICS = defineOperation({
  name: "mask metric sums",
  variant: { lane: "u32" },
  views: { output: "read" },
  over: "strided pixels of output",
  reads: { mask: "f32", inside: "f32" },
  writes: { partial: "vec4f" },
});

export const DIRECTION_METRICS = defineOperation({
  name: "direction metric sums",
  views: { output: "read" },
  over: "strided pixels of output",
  reads: { unit_vectors: "vec2f", valid: "f32", weight: "f32" },
  writes: { partial: "vec4f" },
});

export const ENERGY_METRICS = defineOperation({
  name: "energy metric sums",
  variant: { levels: "u32" },
  views: { output: "read" },
  over: "strided pixels of output",
  reads: { level: "f32", mask: "f32", inside: "f32" },
  writes: { partial: "vec4f" },
});

/** Arguments of every metric kernel. */
export interface MetricArguments {
  readonly output: View;
  /** Uploaded targets by name. */
  readonly targets: Readonly<Record<string, Region>>;
  /** One vector of sums per thread. */
  readonly partial: Region;
}

/** Intersection and union of the masks, in pixels, of the logits in channel `lane` (0..3). Targets `mask`, `inside`. */
export function maskMetrics({ output, targets, partial }: MetricArguments, lane = 0): Dispatch {
  const { mask, inside } = targets;
  return MASK_METRICS.dispatch({ variant: { lane }, views: { output }, operands: { mask, inside, partial } });
}

/**
 * Weighted sum of squared angles (square radians), number of valid pixels, and numbers of pixels above the
 * small and above the large angle. Targets `unit_vectors`, `valid`, `weight`.
 */
export function directionMetrics({ output, targets, partial }: MetricArguments): Dispatch {
  const { unit_vectors, valid, weight } = targets;
  return DIRECTION_METRICS.dispatch({
    views: { output },
    operands: { unit_vectors, valid, weight, partial },
  });
}

/** Pixels with the correct level, and all scored pixels. Targets `level`, `mask`, `inside`. */
export function energyMetrics({ output, targets, partial }: MetricArguments): Dispatch {
  const { level, mask, inside } = targets;
  return ENERGY_METRICS.dispatch({
    variant: { levels: output.channels },
    views: { output },
    operands: { level, mask, inside, partial },
  });
}
