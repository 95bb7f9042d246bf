import { type NetworkName, networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { chain } from "./chain.ts";
import { directionNet, withUnitOutput } from "./direction-net.ts";
import type { Graph } from "./graph.ts";
import { sharedNet } from "./shared-net.ts";
import { unet } from "./unet.ts";
import { watershedNet } from "./watershed-net.ts";

/** Dropout rate in the head of the Watershed Net, as published. */
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
    case "shared":
      return sharedNet({ ...networks.shared, channels: networks.shared.logChannel ? 2 : 1 });
  }
}

/**
 * The graph trained in a stage: one network, or a chain of several, in which the Watershed Net reads unit vectors as
 * in prediction.
 */
export function stageGraph(stage: Stage, networks: Recipe["networks"]): Graph {
  return networksOf(stage)
    .map((name) => networkGraph(name, networks))
    .reduce((direction, energy) => chain(withUnitOutput(direction), energy));
}
