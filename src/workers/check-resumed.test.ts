import { expect, it } from "vitest";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { checkResumed } from "./check-resumed.ts";
import { EXAMPLE_CHECKPOINT } from "./testing/example-checkpoint.ts";

const { recipe, training } = EXAMPLE_CHECKPOINT;
const stage = recipe.stages.direction;
const withStage = (changes: object) =>
  parseRecipe({ ...recipe, stages: { ...recipe.stages, direction: { ...stage, ...changes } } });

it("a stage continues with more steps, another schedule and other weight decay", () => {
  const changed = withStage({
    steps: 10_000,
    schedule: { kind: "constant", learningRate: 1e-5 },
    optimiser: { ...stage.optimiser, weightDecay: 0.1 },
  });
  expect(() => checkResumed("direction", training, changed)).not.toThrow();
});

it.each([
  ["fewer steps than are done", withStage({ steps: 2 }), "has done 3 steps"],
  ["another optimiser", withStage({ optimiser: { kind: "sgd" } }), "another optimiser"],
  [
    "other networks",
    parseRecipe({ ...recipe, networks: { ...recipe.networks, direction: { m: 1 / 16 } } }),
    "other sizes",
  ],
])("a stage does not continue with %s", (_, changed, reason) => {
  expect(() => checkResumed("direction", training, changed)).toThrow(reason);
});
