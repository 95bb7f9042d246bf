import { expect, it } from "vitest";
import { relativeError } from "../../core/metrics/relative-error.ts";
import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import { type ReadFile, readReferenceArrays, TOLERANCE } from "../../nets/testing/reference-arrays.ts";
import type { EngineUnderTest } from "./engine-under-test.ts";

/** Adam with PyTorch's defaults. */
export const ADAM: OptimiserRecipe = {
  kind: "adam",
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
};
const SGD = { kind: "sgd", momentum: 0.9, weightDecay: 0 } as const;

/** The reference traces, all with learning rate 1e-2. */
const OPTIMISERS: Readonly<Record<string, OptimiserRecipe>> = {
  "adam_1e-2": ADAM,
  "adam_1e-2_l2_1e-1": { ...ADAM, weightDecay: 0.1 },
  "adamw_1e-2_decay_1e-1": { ...ADAM, kind: "adamw", weightDecay: 0.1 },
  "sgd_1e-2_momentum_0.9": { ...SGD, nesterov: false },
  "sgd_1e-2_nesterov_0.9_l2_1e-2": { ...SGD, nesterov: true, weightDecay: 0.01 },
};
const OPTIMISER_RATE = 1e-2;

/** Tests that parameters follow PyTorch's through twenty steps of each optimiser. */
export function describeOptimisers(engine: EngineUnderTest, read: ReadFile): void {
  it.each(Object.entries(OPTIMISERS))(
    "updates parameters as the reference does: %s",
    async (name, recipe) => {
      const { arrays } = await readReferenceArrays(read, "optimisers");
      const [steps, length] = arrays.gradient.shape;
      const rows = Array.from({ length: steps }, (_, step) =>
        arrays.gradient.data.slice(step * length, (step + 1) * length),
      );
      const traced = await engine.trace(recipe, arrays.start.data, rows, OPTIMISER_RATE);
      const flat = traced.flatMap((values) => [...values]);
      expect(relativeError(flat, arrays[name].data)).toBeLessThanOrEqual(TOLERANCE);
    },
  );
}
