import * as v from "valibot";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { fromHalf } from "../../../core/half-float.ts";
import { type FittedChoices, parseFittedChoices } from "../../../core/instances/fitted-choices.ts";
import { parseRecipe } from "../../../core/recipe/parse-recipe.ts";
import type { Recipe } from "../../../core/recipe/recipe.ts";
import type { Graph } from "../../../nets/graph.ts";
import { parametersOf } from "../../../nets/parameters.ts";
import { networkGraph } from "../../../nets/stage-graph.ts";
import { type NumberArray, sizeOf, type Weights } from "../../../nets/weights.ts";
import { HALF_BYTES, LENGTH_BYTES, MAX_HEADER_BYTES, MAX_START_BYTES } from "../../start-layout.ts";
import { crc32 } from "../bytes/checksums.ts";

/** A shared network that comes with the page. */
export interface Start {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly recipe: Recipe;
  readonly fitted: FittedChoices;
}

const metadataSchema = v.object({ recipe: v.string(), fitted: v.string(), crc32: v.string() });
const entrySchema = v.object({
  dtype: v.literal("F16"),
  shape: v.array(v.number()),
  data_offsets: v.tuple([v.number(), v.number()]),
});
const headerSchema = v.objectWithRest({ __metadata__: metadataSchema }, entrySchema);

/** Reads the weights of a graph, which follow each other without gaps in its order. */
function readNumbers(file: string, graph: Graph, header: object, numbers: DataView): Weights {
  const entries = new Map(Object.entries(header));
  let offset = 0;
  const arrays = parametersOf(graph).map(({ name, shape }): [string, NumberArray] => {
    const end = offset + HALF_BYTES * sizeOf(shape);
    const entry = v.safeParse(entrySchema, entries.get(name));
    const fits =
      entry.success &&
      entry.output.shape.join() === shape.join() &&
      entry.output.data_offsets.join() === [offset, end].join() &&
      end <= numbers.byteLength;
    if (!fits) throw new FileError(file, `It has no ${name} of shape ${shape.join(" x ")}.`);
    const data = Float32Array.from({ length: sizeOf(shape) }, (_, index) =>
      fromHalf(numbers.getUint16(offset + HALF_BYTES * index, true)),
    );
    if (!data.every(Number.isFinite)) throw new FileError(file, `${name} holds a value that is not finite.`);
    offset = end;
    return [name, { shape, data }];
  });
  if (offset !== numbers.byteLength) throw new FileError(file, "It holds more numbers than its network has.");
  return Object.fromEntries(arrays);
}

function readHeader(file: string, bytes: Uint8Array) {
  if (bytes.length > MAX_START_BYTES || bytes.length < LENGTH_BYTES) {
    throw new FileError(file, `It has ${bytes.length} bytes, where at most ${MAX_START_BYTES} are expected.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || length > bytes.length - LENGTH_BYTES) {
    throw new FileError(file, "Its header is longer than the file, or than any start needs.");
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length),
    );
    const header = v.parse(headerSchema, JSON.parse(text));
    return { header, numbers: bytes.subarray(LENGTH_BYTES + length) };
  } catch (error) {
    throw new FileError(file, "Its header is damaged.", { cause: error });
  }
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
  const { header, numbers } = readHeader(file, bytes);
  const { recipe: recipeText, fitted, crc32: checksum } = header.__metadata__;
  if (String(crc32(numbers)) !== checksum) throw new FileError(file, "It was altered after it was written.");
  const recipe = parseRecipe(parseJson(file, recipeText));
  const graph = networkGraph("shared", recipe.networks);
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const weights = readNumbers(file, graph, header, view);
  return { graph, weights, recipe, fitted: parseFittedChoices(parseJson(file, fitted)) };
}
