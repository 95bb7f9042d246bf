import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../core/augment/random.ts";
import { toHalf } from "../../../core/half-float.ts";
import { NOTHING_FITTED } from "../../../core/instances/fitted-choices.ts";
import { RECIPES } from "../../../core/recipe/presets.ts";
import { NETWORKS, type Recipe } from "../../../core/recipe/recipe.ts";
import { networkGraph } from "../../../nets/stage-graph.ts";
import { randomWeights } from "../../../nets/testing/random-weights.ts";
import { writeSafetensors } from "../../write/safetensors.ts";
import { writeSafetensorsNetwork } from "../../write/safetensors-network.ts";
import { writeWeightsArchive } from "../../write/weights-archive.ts";
import { readSafetensors } from "./safetensors.ts";
import { readSafetensorsNetwork } from "./safetensors-network.ts";
import { readWeightsArchive } from "./weights-archive.ts";

const recipe: Recipe = {
  ...RECIPES.tiny,
  networks: {
    semantic: { F: 2, depth: 2 },
    direction: { ...RECIPES.tiny.networks.direction, m: 1 / 32 },
    energy: { m: 1 / 32 },
    shared: { F: 2, depth: 1, logChannel: true },
  },
};
const random = createRandom(5, 0x73616665);
const networks = Object.fromEntries(
  NETWORKS.map((name) => {
    const graph = networkGraph(name, recipe.networks);
    return [name, { graph, weights: randomWeights(graph, random), engine: null, recipe }];
  }),
);
const content = {
  networks,
  recipe,
  curvesCsv: "",
  energyReads: "predicted",
  fitted: NOTHING_FITTED,
} as const;
const { graph, weights } = networks.semantic;
const NAME = "down0_conv1.weight";
const file = writeSafetensorsNetwork(graph, weights, { network: "semantic" });

describe("a network as safetensors", () => {
  it.each(NETWORKS)("round-trips bit for bit in an archive without TensorFlow.js: %s", async (name) => {
    const one = { ...content, networks: { [name]: networks[name] } };
    const archive = await writeWeightsArchive(one, ["safetensors"]);
    expect(Object.keys(unzipSync(archive)).filter((path) => path.includes("model.json"))).toEqual([]);
    const read = await readWeightsArchive(archive);
    expect(read.networks).toEqual([
      [name, { graph: networks[name].graph, weights: networks[name].weights, recipe }],
    ]);
  });

  it("has PyTorch's names and axes, and its recipe in the metadata", () => {
    const { metadata, tensors } = readSafetensors("a", file);
    expect(metadata).toEqual({ network: "semantic" });
    expect(tensors.get(NAME)?.shape).toEqual([2, 1, 3, 3]);
    // The second output at row 1, column 2.
    const value = weights[NAME].data[(1 * 3 + 2) * 2 + 1];
    expect(tensors.get(NAME)?.bytes.getFloat32(4 * (9 + 5), true)).toBe(value);
  });

  it("takes what a training in PyTorch saves: half precision, and counts of batches", () => {
    const tensors = Object.entries(weights).map(
      ([name, array]) => ({ name, type: "F16", ...array }) as const,
    );
    const turned = readSafetensors("a", file).tensors;
    const half = writeSafetensors(
      tensors.map((tensor) => ({ ...tensor, shape: turned.get(tensor.name)?.shape ?? [] })),
      () => ({}),
    );
    const read = readSafetensorsNetwork(graph, "a", half);
    expect(read["down0_norm1.bias"].data.map(toHalf)).toEqual(weights["down0_norm1.bias"].data.map(toHalf));
    const counted = writeSafetensors(
      [
        ...[...turned].map(([name, { shape }]) => ({
          name,
          type: "F32" as const,
          shape,
          data: new Float32Array(weights[name].data.length),
        })),
        { name: "down0_norm1.num_batches_tracked", type: "F32", shape: [], data: Float32Array.of(7) },
      ],
      () => ({}),
    );
    expect(Object.keys(readSafetensorsNetwork(graph, "a", counted))).toEqual(Object.keys(weights));
  });
});

/** The file with another header, and bytes of numbers that may be more or fewer. */
function withHeader(change: (header: Record<string, never>) => void, more = 0): Uint8Array {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  change(header);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const numbers = file.subarray(8 + length);
  const made = new Uint8Array(8 + text.length + numbers.length + more);
  new DataView(made.buffer).setBigUint64(0, BigInt(text.length), true);
  made.set(text, 8);
  made.set(more < 0 ? numbers.subarray(0, more) : numbers, 8 + text.length);
  return made;
}

const entry = (change: object) => (header: Record<string, object>) => {
  header[NAME] = { ...header[NAME], ...change };
};

describe("a safetensors file", () => {
  it.each<readonly [string, Uint8Array, RegExp]>([
    ["empty", new Uint8Array(0), /only 0 bytes/],
    ["with a header beyond its end", file.slice(0, 40), /longer than the file/],
    ["cut", file.slice(0, -4), /need \d+ bytes of numbers/],
    ["with bytes that belong to nothing", withHeader(() => {}, 4), /need \d+ bytes of numbers/],
    ["without JSON", file.slice().fill(0x20, 8, 30), /header is damaged/],
    ["with arrays that overlap", withHeader(entry({ data_offsets: [4, 76] })), /overlap or leave gaps/],
    ["with a range backwards", withHeader(entry({ data_offsets: [72, 0] })), /overlap or leave gaps/],
    ["with a negative offset", withHeader(entry({ data_offsets: [-4, 72] })), /header is damaged/],
    [
      "with a huge shape",
      withHeader(entry({ shape: [2 ** 40, 2 ** 40, 3, 3] })),
      /other bytes than its shape/,
    ],
    [
      "with another shape of the same size",
      withHeader(entry({ shape: [1, 2, 3, 3] })),
      /2 x 1 x 3 x 3, but here/,
    ],
    ["with other types", withHeader(entry({ dtype: "I32" })), /type I32/],
    [
      "without an array",
      withHeader((header: Record<string, object>) => {
        header["other.weight"] = header[NAME];
        delete header[NAME];
      }),
      /has no other\.weight/,
    ],
  ])("%s is refused by name and reason", (_, bytes, reason) => {
    expect(() => readSafetensorsNetwork(graph, "a.safetensors", bytes)).toThrow(/^a\.safetensors: /);
    expect(() => readSafetensorsNetwork(graph, "a.safetensors", bytes)).toThrow(reason);
  });

  it("with a value that is not a number is refused by the name of the array", () => {
    const wrong = file.slice();
    new DataView(wrong.buffer).setFloat32(wrong.length - 4, Number.NaN, true);
    expect(() => readSafetensorsNetwork(graph, "a.safetensors", wrong)).toThrow(
      /head\.bias holds a value that is not a number/,
    );
  });

  it("of another recipe's network is refused within an archive, by the name of the file", async () => {
    const archive = await writeWeightsArchive({ ...content, networks: { semantic: networks.semantic } }, [
      "safetensors",
    ]);
    const other = { ...recipe, networks: { ...recipe.networks, semantic: { F: 4, depth: 2 } } };
    const files = { ...unzipSync(archive), "recipe.json": new TextEncoder().encode(JSON.stringify(other)) };
    await expect(readWeightsArchive(zipSync(files))).rejects.toThrow(/^semantic\.safetensors: /);
  });

  it("an archive of ONNX alone is refused with advice", async () => {
    const archive = await writeWeightsArchive({ ...content, networks: { semantic: networks.semantic } }, [
      "onnx",
    ]);
    await expect(readWeightsArchive(archive)).rejects.toThrow(/TensorFlow\.js or safetensors/);
  });
});
