import { expect, it } from "vitest";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import type { Weights } from "../nets/weights.ts";
import { StageWeights } from "./stage-weights.ts";

const named = (name: string, value = 0): Weights => ({
  [name]: { shape: [1], data: Float32Array.of(value) },
});
const nameOf = (weights: Weights) => Object.keys(weights)[0];

/** Weights in use at the end of a stage, and those stored of the run. */
function afterStage(keep: "last" | "best", best: Weights) {
  const used: string[] = [];
  const stored: string[] = [];
  const kept = new StageWeights({
    stage: "semantic",
    recipe: parseRecipe({ ...RECIPES.quick, keep }),
    engine: () => ({ engine: "compiled CPU", adapter: null, tiling: "cpu" }),
    store: { put: (_, weights) => used.push(nameOf(weights)) },
    keeper: {
      keepWeights: ({ choice, step, weights }) => stored.push(`${choice} ${step} ${nameOf(weights)}`),
    },
    emit: () => {},
  });
  kept.takeLast(named("last"), 50);
  kept.takeBest({ weights: best, step: 25, rank: 1 });
  return { used, stored };
}

it("stores last and best weights of a run; the recipe decides which are used", () => {
  const stored = ["last 50 last", "best 25 best"];
  expect(afterStage("last", named("best"))).toEqual({ used: ["last"], stored });
  expect(afterStage("best", named("best"))).toEqual({ used: ["last", "best"], stored });
});

it("drops best weights that are not finite", () => {
  expect(afterStage("best", named("best", Number.NaN))).toEqual({ used: ["last"], stored: ["last 50 last"] });
});
