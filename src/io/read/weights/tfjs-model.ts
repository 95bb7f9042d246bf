import * as v from "valibot";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { Graph } from "../../../nets/graph.ts";
import { type Parameter, parametersOf } from "../../../nets/parameters.ts";
import { type NumberArray, sizeOf, type Weights } from "../../../nets/weights.ts";

const BYTES_PER_VALUE = 4;
/** Maximum size of the constants of the operations, which follow the parameters. */
export const MAX_CONSTANT_BYTES = 4096;

/**
 * The part of `model.json` with the positions of the numbers. The rest is not needed: the recipe defines the
 * network.
 */
const manifestSchema = v.object({
  weightsManifest: v.tuple([
    v.object({
      weights: v.array(
        v.object({
          name: v.string(),
          shape: v.array(v.number()),
          dtype: v.string(),
          quantization: v.optional(v.unknown()),
        }),
      ),
    }),
  ]),
});

type Manifest = v.InferOutput<typeof manifestSchema>["weightsManifest"][0]["weights"];

function parseManifest(file: string, text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new FileError(file, "This is not JSON. Export the weights again.", { cause: error });
  }
  const result = v.safeParse(manifestSchema, json);
  if (result.success) return result.output.weightsManifest[0].weights;
  throw new FileError(file, "The list of weights is missing or damaged. Export the weights again.", {
    cause: result.issues,
  });
}

function checkEntry(
  file: string,
  graph: Graph,
  entry: Manifest[number] | undefined,
  parameter: Parameter,
): void {
  const { name, shape } = parameter;
  const wanted = `${name} of shape ${shape.join(" x ")}`;
  const belongs = `The recipe's ${graph.title} has ${wanted}`;
  if (entry?.name !== name) throw new FileError(file, `${belongs}, which is not where it should be.`);
  if (entry.shape.join() !== shape.join()) {
    throw new FileError(file, `${belongs}, but here it has another shape.`);
  }
  if (entry.dtype !== "float32" || entry.quantization !== undefined) {
    throw new FileError(
      file,
      `${name} is not stored as 32-bit floats. Export the weights without quantisation.`,
    );
  }
}

/** Size in bytes of the parameters of a graph in a file of weights. */
export function parameterBytes(graph: Graph): number {
  return parametersOf(graph).reduce((sum, { shape }) => sum + sizeOf(shape), 0) * BYTES_PER_VALUE;
}

/** The two files of an exported network, with their names for messages. */
export interface ModelFiles {
  readonly modelName: string;
  readonly modelText: string;
  readonly weightsName: string;
  readonly weights: Uint8Array;
}

/**
 * Reads the weights of `graph` from an exported model. Its operations are ignored.
 * @throws FileError naming the file if an array is missing, has another shape or type, or contains a value
 * that is not finite
 */
export function readTfjsModel(graph: Graph, files: ModelFiles): Weights {
  const parameters = parametersOf(graph);
  const manifest = parseManifest(files.modelName, files.modelText);
  parameters.forEach((parameter, index) => {
    checkEntry(files.modelName, graph, manifest[index], parameter);
  });
  const surplus = files.weights.length - parameterBytes(graph);
  if (surplus < 0 || surplus > MAX_CONSTANT_BYTES) {
    throw new FileError(
      files.weightsName,
      `The recipe's ${graph.title} has ${parameterBytes(graph)} bytes of weights, but here are ${files.weights.length}.`,
    );
  }
  const view = new DataView(files.weights.buffer, files.weights.byteOffset, files.weights.byteLength);
  let offset = 0;
  const entries = parameters.map(({ name, shape }): [string, NumberArray] => {
    const data = new Float32Array(sizeOf(shape));
    for (let index = 0; index < data.length; index++, offset += BYTES_PER_VALUE) {
      data[index] = view.getFloat32(offset, true);
      if (!Number.isFinite(data[index])) {
        throw new FileError(
          files.weightsName,
          `${name} holds a value that is not a number. Export the weights again.`,
        );
      }
    }
    return [name, { shape, data }];
  });
  return Object.fromEntries(entries);
}
