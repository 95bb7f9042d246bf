import { sameImageValues } from "../core/recipe/image-values.ts";
import type { ImageValues, Stage } from "../core/recipe/recipe.ts";
import type { EarlierNetworks } from "../engine/training/count-cells.ts";
import type { NetworkStore } from "./network-store.ts";
import type { ImageNetwork } from "./train.protocol.ts";

/**
 * The trained networks used to find the cells of a stage. A network trained on another channel or
 * normalisation than the run's is left out: the run's images are not the input that it was trained on.
 */
export function earlierNetworks(stage: Stage, store: NetworkStore, values: ImageValues): EarlierNetworks {
  const trained = (name: ImageNetwork) => {
    const network = store.get(name);
    return network && sameImageValues(network.recipe, values) ? store.predictor(name) : null;
  };
  return {
    semantic: stage === "semantic" ? null : trained("semantic"),
    direction: stage === "energy" ? trained("direction") : null,
  };
}
