import { type FittedChoices, fittedJson } from "../../core/instances/fitted-choices.ts";
import type { Recipe } from "../../core/recipe/recipe.ts";
import type { Graph } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import { type Weights, weightsOf } from "../../nets/weights.ts";
import { crc32 } from "../read/bytes/checksums.ts";
import { writeSafetensors } from "./safetensors.ts";

/** A shared network with the recipe that trained it. */
export interface StartContent {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly recipe: Recipe;
  readonly fitted: FittedChoices;
}

/**
 * A start as a safetensors file: the parameters in the order of the graph as half-precision numbers, and in the
 * metadata the recipe, the fitted parameters and the checksum of the numbers.
 * @throws RangeError if a parameter is missing, or beyond what half precision holds
 */
export function writeStart({ graph, weights, recipe, fitted }: StartContent): Uint8Array<ArrayBuffer> {
  const tensors = parametersOf(graph).map((parameter) => {
    const { shape, data } = weightsOf(weights, parameter);
    return { name: parameter.name, type: "F16", shape, data } as const;
  });
  return writeSafetensors(tensors, (numbers) => ({
    recipe: JSON.stringify(recipe),
    fitted: JSON.stringify(fittedJson(fitted)),
    crc32: String(crc32(numbers)),
  }));
}
