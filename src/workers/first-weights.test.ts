import { expect, it } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { withStart } from "../core/starts/with-start.ts";
import { initialise } from "../nets/initialise.ts";
import { networkGraph } from "../nets/stage-graph.ts";
import { firstWeights } from "./first-weights.ts";
import { loadStart } from "./starts/load-start.ts";

const NOTHING = { get: () => null };
const graphOf = ({ networks }: typeof RECIPES.few) => networkGraph("shared", networks);

it("a recipe from scratch begins with initial weights", async () => {
  const graph = graphOf(RECIPES.few);
  expect(await firstWeights("shared", graph, RECIPES.few, NOTHING)).toEqual(
    initialise(graph, RECIPES.few.seed),
  );
});

it.each(["nuclei", "phase"] as const)("a recipe begins with the built-in start for %s", async (name) => {
  const recipe = withStart(RECIPES.few, name);
  const { weights } = await loadStart(name);
  expect(await firstWeights("shared", graphOf(recipe), recipe, NOTHING)).toEqual(weights);
});

it("a start of another size or input is refused with both", async () => {
  const wide = withStart(RECIPES.few, "nuclei");
  const recipe = {
    ...wide,
    networks: { ...wide.networks, shared: { F: 16, depth: 4, logChannel: false } },
  };
  await expect(firstWeights("shared", graphOf(recipe), recipe, NOTHING)).rejects.toThrow(
    /nuclei in fluorescence, which is a .*F = 8, depth 4, with a log channel; its own network is a .*F = 16, depth 4, without/,
  );
});

it("own weights are those of the trained network, and needed", async () => {
  const recipe = withStart(RECIPES.few, "own");
  const graph = graphOf(recipe);
  await expect(firstWeights("shared", graph, recipe, NOTHING)).rejects.toThrow(/Shared U-Net/);
  const weights = initialise(graph, 9);
  const store = { get: () => ({ graph, weights, recipe, engine: null }) };
  expect(await firstWeights("shared", graph, recipe, store)).toBe(weights);
});
