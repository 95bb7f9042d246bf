import { type NetworkName, networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { chain } from "./chain.ts";
import { directionNet } from "./direction-net.ts";
import type { Graph } from "./graph.ts";
import { unet } from "./unet.ts";
import { watershedNet } from "./watershed-net.ts";

/** Share of the values that the head of the Watershed Net drops in training, as published. */
const DROPOUT = 0.3;

/** One network of a recipe. */
export function networkGraph(name: NetworkName, networks: Recipe["networks"]): Graph {
  switch (name) {
    case "semantic":
      return unet(networks.semantic);
    case "direction":
      return directionNet(networks.direction);
    case "energy":
      return watershedNet({ ...networks.energy, dropout: DROPOUT });
  }
}

/** What a recipe trains in a stage: one network, or several of them as one. */
export function stageGraph(stage: Stage, networks: Recipe["networks"]): Graph {
  return networksOf(stage)
    .map((name) => networkGraph(name, networks))
    .reduce(chain);
}
