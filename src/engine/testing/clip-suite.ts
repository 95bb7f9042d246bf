import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/augment/random.ts";
import { relativeError } from "../../core/metrics/relative-error.ts";
import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import type { EngineUnderTest } from "./engine-under-test.ts";

const RATE = 1e-2;
const TOLERANCE = 1e-5;
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

const OPTIMISERS: Readonly<Record<string, OptimiserRecipe>> = {
  "Adam with L2": { kind: "adam", ...ADAM, weightDecay: 0.1 },
  AdamW: { kind: "adamw", ...ADAM, weightDecay: 0.1 },
  "plain SGD": { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 },
  "Nesterov with L2": { kind: "sgd", momentum: 0.9, nesterov: true, weightDecay: 0.01 },
};

/** PyTorch's `clip_grad_norm_`, then its optimisers, one parameter at a time in double precision. */
function plainTrace(
  recipe: OptimiserRecipe,
  clipNorm: number,
  start: ArrayLike<number>,
  gradients: readonly Float32Array[],
): number[][] {
  const parameters = Array.from(start);
  const [first, second] = [0, 1].map(() => parameters.map(() => 0));
  return gradients.map((gradient, index) => {
    const factor = Math.min(1, clipNorm / (Math.hypot(...gradient) + 1e-6));
    parameters.forEach((before, at) => {
      const clipped = gradient[at] * factor;
      if (recipe.kind === "sgd") {
        const { momentum, nesterov, weightDecay } = recipe;
        const pull = clipped + weightDecay * before;
        first[at] = momentum * first[at] + pull;
        parameters[at] -= RATE * (nesterov ? pull + momentum * first[at] : first[at]);
        return;
      }
      const { beta1, beta2, epsilon, weightDecay } = recipe;
      const decayed = recipe.kind === "adamw" ? before * (1 - RATE * weightDecay) : before;
      const pull = recipe.kind === "adamw" ? clipped : clipped + weightDecay * before;
      first[at] = beta1 * first[at] + (1 - beta1) * pull;
      second[at] = beta2 * second[at] + (1 - beta2) * pull ** 2;
      const mean = first[at] / (1 - beta1 ** (index + 1));
      const square = second[at] / (1 - beta2 ** (index + 1));
      parameters[at] = decayed - (RATE * mean) / (Math.sqrt(square) + epsilon);
    });
    return [...parameters];
  });
}

/** Gradients of ordinary norm, then one with a very large and one with a very small norm. */
function gradientsOf(length: number): Float32Array[] {
  const random = createRandom(length, 0x636c6970);
  return [1, 0.1, 3, 1e25, 1e-25, 0, 1].map((scale) =>
    Float32Array.from({ length }, () => scale * random.normal()),
  );
}

/** Tests that an engine clips gradients by their global norm as PyTorch does. */
export function describeClipping(title: string, engine: EngineUnderTest): void {
  describe(`clipping by ${title}`, () => {
    beforeAll(() => engine.start());

    for (const [name, recipe] of Object.entries(OPTIMISERS)) {
      it.each([1, 7, 261])(`matches PyTorch, ${name}, %i parameters`, async (length) => {
        const start = Float32Array.from({ length }, (_, at) => Math.sin(at));
        const gradients = gradientsOf(length);
        const traced = await engine.trace({ ...recipe, clipNorm: 0.5 }, start, gradients, RATE);
        const expected = plainTrace(recipe, 0.5, start, gradients);
        traced.forEach((parameters, step) => {
          expect(relativeError(parameters, expected[step])).toBeLessThan(TOLERANCE);
        });
      });

      it(`leaves gradients with a smaller norm bit-identical, ${name}`, async () => {
        const start = Float32Array.from({ length: 37 }, (_, at) => Math.cos(at));
        const gradients = gradientsOf(37).slice(0, 3);
        const clipped = await engine.trace({ ...recipe, clipNorm: 1e3 }, start, gradients, RATE);
        expect(clipped).toEqual(await engine.trace(recipe, start, gradients, RATE));
      });
    }
  });
}
