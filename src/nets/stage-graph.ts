import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { directionNet } from "./direction-net.ts";
import type { Graph } from "./graph.ts";
import { unet } from "./unet.ts";
import { watershedNet } from "./watershed-net.ts";

/** Share of the values that the head of the Watershed Net drops in training, as published. */
const DROPOUT = 0.3;

/** The network that a recipe trains in a stage. */
export function stageGraph(stage: Stage, networks: Recipe["networks"]): Graph {
  switch (stage) {
    case "semantic":
      return unet(networks.semantic);
    case "direction":
      return directionNet(networks.direction);
    case "energy":
      return watershedNet({ ...networks.energy, dropout: DROPOUT });
  }
}
