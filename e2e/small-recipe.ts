import { RECIPES } from "../src/core/recipe/presets.ts";

/**
 * The recipe Tiny with the narrowest networks and small batches: software WebGPU trains it in a fraction of
 * the time. For tests in which it does not matter how well the networks learn.
 */
export const SMALL_RECIPE = {
  ...RECIPES.tiny,
  batch: 2,
  validation: { first: { kind: "centre", side: 32 }, second: null },
  networks: {
    semantic: { F: 4, depth: 1 },
    direction: { m: 1 / 32 },
    energy: { m: 1 / 32 },
    shared: { F: 4, depth: 1 },
  },
};

/** Steps of a run that does not end before the test stops it. */
export const MANY_STEPS = 100_000;
