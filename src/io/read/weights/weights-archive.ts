import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { type AssignedImage, parseAssigned } from "../../../core/dataset/sampling/assigned-images.ts";
import { sentenceOf } from "../../../core/errors.ts";
import {
  type FittedChoices,
  NOTHING_FITTED,
  parseFittedChoices,
} from "../../../core/instances/fitted-choices.ts";
import type { NetworkInputs, VectorSource } from "../../../core/recipe/network-inputs.ts";
import { parseInputs, parseRecipe } from "../../../core/recipe/parse-recipe.ts";
import { NETWORKS, type NetworkName, type Recipe } from "../../../core/recipe/recipe.ts";
import type { Graph } from "../../../nets/graph.ts";
import { networkGraph } from "../../../nets/stage-graph.ts";
import type { Weights } from "../../../nets/weights.ts";
import { ARCHIVE_FILES, networkFiles } from "../../write/archive-files.ts";
import { MAX_TEXT_BYTES } from "../bytes/limits.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { readZip } from "../zip/zip.ts";
import { MAX_HEADER_BYTES } from "./safetensors.ts";
import { readSafetensorsNetwork } from "./safetensors-network.ts";
import { MAX_CONSTANT_BYTES, parameterBytes, readTfjsModel } from "./tfjs-model.ts";

/** A network in an archive. */
interface ReadNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
  /** The archive's recipe, with the input image that this network was trained on. */
  readonly recipe: Recipe;
}

/** Content of a weights archive. */
export interface WeightsArchive {
  readonly recipe: Recipe;
  readonly curvesCsv: string;
  /** At least one, in pipeline order. */
  readonly networks: readonly (readonly [NetworkName, ReadNetwork])[];
  /** The unit vectors that the Watershed Net was trained on. */
  readonly energyReads: VectorSource;
  readonly fitted: FittedChoices;
  /** The images that were assigned to a set by hand; older archives do not say. */
  readonly assigned: readonly AssignedImage[];
}

/** Name of the archive in messages, since its file name is unknown. */
const ARCHIVE = "weights archive";
const MAX_RECIPE_BYTES = 2 ** 20;
/** More than 100,000 images with long names. */
const MAX_SETS_BYTES = 2 ** 25;
const MAX_MODEL_BYTES = 2 ** 22;

/** The files of an archive; a file is read only if its declared size is allowed. */
class ArchiveReader {
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #signal = new AbortController().signal;

  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [file.path.slice(ARCHIVE.length + 1), file]));
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  async bytes(name: string, limit: number): Promise<Uint8Array> {
    const file = this.#files.get(name);
    if (!file) {
      throw new FileError(ARCHIVE, `${name} is missing. Choose a zip that was made by "Export weights".`);
    }
    if (file.size > limit) {
      throw new FileError(name, `The file has ${file.size} bytes, where at most ${limit} are expected.`);
    }
    return file.bytes(this.#signal);
  }

  async text(name: string, limit: number): Promise<string> {
    const bytes = await this.bytes(name, limit);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (error) {
      throw new FileError(name, "This is not text. Export the weights again.", { cause: error });
    }
  }
}

async function readJson(archive: ArchiveReader, name: string, limit = MAX_RECIPE_BYTES): Promise<unknown> {
  const text = await archive.text(name, limit);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileError(name, "This is not JSON. Export the weights again.", { cause: error });
  }
}

/** Inputs of the networks if they differ from the recipe; older archives do not contain them. */
async function readInputs(archive: ArchiveReader): Promise<NetworkInputs> {
  return archive.has(ARCHIVE_FILES.inputs) ? parseInputs(await readJson(archive, ARCHIVE_FILES.inputs)) : {};
}

/** Fitted parameters of the instance methods; older archives contain none. */
async function readFitted(archive: ArchiveReader): Promise<FittedChoices> {
  const name = ARCHIVE_FILES.instances;
  if (!archive.has(name)) return NOTHING_FITTED;
  try {
    return parseFittedChoices(await readJson(archive, name));
  } catch (error) {
    throw error instanceof FileError ? error : new FileError(name, sentenceOf(error), { cause: error });
  }
}

/** Images assigned by hand; older archives do not name them. */
async function readAssigned(archive: ArchiveReader): Promise<readonly AssignedImage[]> {
  const name = ARCHIVE_FILES.sets;
  if (!archive.has(name)) return [];
  try {
    return parseAssigned(await readJson(archive, name, MAX_SETS_BYTES));
  } catch (error) {
    throw error instanceof FileError ? error : new FileError(name, sentenceOf(error), { cause: error });
  }
}

/** The weights of a network in one of the two formats that the lab reads; of both the first. */
async function readNetwork(archive: ArchiveReader, name: NetworkName, graph: Graph): Promise<Weights> {
  const names = networkFiles(name);
  if (!archive.has(names.model)) {
    const limit = parameterBytes(graph) + MAX_HEADER_BYTES;
    return readSafetensorsNetwork(graph, names.safetensors, await archive.bytes(names.safetensors, limit));
  }
  const modelText = await archive.text(names.model, MAX_MODEL_BYTES);
  const weights = await archive.bytes(names.weights, parameterBytes(graph) + MAX_CONSTANT_BYTES);
  return readTfjsModel(graph, { modelName: names.model, modelText, weightsName: names.weights, weights });
}

/**
 * Reads a zip written by `writeWeightsArchive`. Its source is untrusted: nothing is decompressed before its
 * declared size is checked against the recipe's networks, and nothing in it is executed. Other files in it
 * are ignored.
 * @throws FileError or RecipeError that names the file and the problem
 */
export async function readWeightsArchive(bytes: Uint8Array): Promise<WeightsArchive> {
  const { files } = await readZip(ARCHIVE, new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const archive = new ArchiveReader(files);
  const recipe = parseRecipe(await readJson(archive, ARCHIVE_FILES.recipe));
  const inputs = await readInputs(archive);
  const curvesCsv = await archive.text(ARCHIVE_FILES.curves, MAX_TEXT_BYTES);
  const fitted = await readFitted(archive);
  const assigned = await readAssigned(archive);
  const networks: [NetworkName, ReadNetwork][] = [];
  for (const name of NETWORKS) {
    const { model, safetensors } = networkFiles(name);
    if (!archive.has(model) && !archive.has(safetensors)) continue;
    const graph = networkGraph(name, recipe.networks);
    const weights = await readNetwork(archive, name, graph);
    const values = name === "energy" ? {} : inputs[name];
    networks.push([name, { graph, weights, recipe: { ...recipe, ...values } }]);
  }
  if (networks.length === 0) {
    throw new FileError(
      ARCHIVE,
      `No network is in it as TensorFlow.js or safetensors. Choose a zip that was made by "Export weights" with one of the two.`,
    );
  }
  return { recipe, curvesCsv, networks, energyReads: inputs.energy?.unitVectors ?? "true", fitted, assigned };
}
