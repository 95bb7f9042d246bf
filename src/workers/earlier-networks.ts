import { sameImageValues } from "../core/recipe/image-values.ts";
import type { ImageValues, Stage } from "../core/recipe/recipe.ts";
import type { EarlierNetworks } from "../engine/training/count-cells.ts";
import type { NetworkShelf } from "./network-shelf.ts";
import type { ImageNetwork } from "./train.protocol.ts";

/**
 * The trained networks by which a stage's cells are found. One that was trained on another channel or normalisation
 * than the run's does not count: the run's images are none that it knows.
 */
export function earlierNetworks(stage: Stage, shelf: NetworkShelf, values: ImageValues): EarlierNetworks {
  const trained = (name: ImageNetwork) => {
    const network = shelf.get(name);
    return network && sameImageValues(network.recipe, values) ? shelf.predictor(name) : null;
  };
  return {
    semantic: stage === "semantic" ? null : trained("semantic"),
    direction: stage === "energy" ? trained("direction") : null,
  };
}
