import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { directionNet } from "./direction-net.ts";
import type { Graph } from "./graph.ts";
import { unet } from "./unet.ts";
import { watershedNet } from "./watershed-net.ts";

/** The network that a recipe trains in a stage. */
export function stageGraph(stage: Stage, networks: Recipe["networks"]): Graph {
  switch (stage) {
    case "semantic":
      return unet(networks.semantic);
    case "direction":
      return directionNet(networks.direction);
    case "energy":
      return watershedNet(networks.energy);
  }
}
