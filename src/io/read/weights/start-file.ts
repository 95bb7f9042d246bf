import * as v from "valibot";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { type FittedChoices, parseFittedChoices } from "../../../core/instances/fitted-choices.ts";
import { parseRecipe } from "../../../core/recipe/parse-recipe.ts";
import type { Recipe } from "../../../core/recipe/recipe.ts";
import type { Graph } from "../../../nets/graph.ts";
import { parametersOf } from "../../../nets/parameters.ts";
import { networkGraph } from "../../../nets/stage-graph.ts";
import type { NumberArray, Weights } from "../../../nets/weights.ts";
import { crc32 } from "../bytes/checksums.ts";
import { numbersOf, type ReadTensor, readSafetensors } from "./safetensors.ts";

/** Most bytes of a start's file: what a visitor waits for, and far from what would fill the memory. */
export const MAX_START_BYTES = 1_200_000;

/** A shared network that comes with the page. */
export interface Start {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly recipe: Recipe;
  readonly fitted: FittedChoices;
}

const metadataSchema = v.object({ recipe: v.string(), fitted: v.string(), crc32: v.string() });

/** Reads the weights of a graph, with kernels in the lab's own order of axes. */
function readNumbers(file: string, graph: Graph, tensors: ReadonlyMap<string, ReadTensor>): Weights {
  const parameters = parametersOf(graph);
  if (tensors.size !== parameters.length)
    throw new FileError(file, "It holds other arrays than its network has.");
  const arrays = parameters.map(({ name, shape }): [string, NumberArray] => {
    const tensor = tensors.get(name);
    if (tensor?.shape.join() !== shape.join())
      throw new FileError(file, `It has no ${name} of shape ${shape.join(" x ")}.`);
    return [name, { shape, data: numbersOf(file, name, tensor) }];
  });
  return Object.fromEntries(arrays);
}

function parseMetadata(file: string, metadata: unknown) {
  const result = v.safeParse(metadataSchema, metadata);
  if (result.success) return result.output;
  throw new FileError(file, "It has no recipe.", { cause: result.issues });
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileError(file, "Its recipe is damaged.", { cause: error });
  }
}

/**
 * Reads a file written by `writeStart`. Its size, header, shapes and checksum are checked before its numbers are
 * converted.
 * @param file name for messages
 * @throws FileError or RecipeError with the reason
 */
export function readStart(file: string, bytes: Uint8Array): Start {
  if (bytes.length > MAX_START_BYTES) {
    throw new FileError(file, `It has ${bytes.length} bytes, where at most ${MAX_START_BYTES} are expected.`);
  }
  const { metadata, tensors, numbers } = readSafetensors(file, bytes);
  const { recipe: recipeText, fitted, crc32: checksum } = parseMetadata(file, metadata);
  if (String(crc32(numbers)) !== checksum) throw new FileError(file, "It was altered after it was written.");
  const recipe = parseRecipe(parseJson(file, recipeText));
  const graph = networkGraph("shared", recipe.networks);
  const weights = readNumbers(file, graph, tensors);
  return { graph, weights, recipe, fitted: parseFittedChoices(parseJson(file, fitted)) };
}
