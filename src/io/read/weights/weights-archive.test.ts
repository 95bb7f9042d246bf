import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { instanceChoice } from "../../../core/instances/choice.ts";
import { NOTHING_FITTED } from "../../../core/instances/fitted-choices.ts";
import { RECIPES } from "../../../core/recipe/presets.ts";
import { NETWORKS, type Recipe } from "../../../core/recipe/recipe.ts";
import { storedRecipe } from "../../../core/recipe/testing/stored-recipe.ts";
import { initialise } from "../../../nets/initialise.ts";
import { stageGraph } from "../../../nets/stage-graph.ts";
import { writeWeightsArchive } from "../../write/weights-archive.ts";
import { readWeightsArchive } from "./weights-archive.ts";

const recipe: Recipe = {
  ...RECIPES.tiny,
  networks: {
    semantic: { F: 4, depth: 3 },
    direction: { m: 1 / 16 },
    energy: { m: 1 / 16 },
    shared: { F: 2, depth: 2, logChannel: true },
  },
};
const curvesCsv = "stage,step,loss\nsemantic,1,0.7\n";
const engine = { engine: "compiled WebGPU", adapter: "a GPU; a browser", tiling: "gpu" } as const;
const networks = Object.fromEntries(
  NETWORKS.map((stage, index) => {
    const graph = stageGraph(stage, recipe.networks);
    const trainedBy = stage === "energy" ? null : engine;
    return [stage, { graph, weights: initialise(graph, index), engine: trainedBy, recipe }];
  }),
);
const fitted = { ...NOTHING_FITTED, predicted: { cut: instanceChoice("cut", { level: 2 }) } };
const assigned = [{ image: "a/cell", id: "0f", set: "validation" }] as const;
const content = { networks, recipe, curvesCsv, energyReads: "predicted", fitted, assigned } as const;
const archive = await writeWeightsArchive(content);

/** The archive with some files replaced, or left out if null. */
function changed(files: Readonly<Record<string, Uint8Array | null>>): Uint8Array {
  const all: Zippable = { ...unzipSync(archive) };
  for (const [name, bytes] of Object.entries(files)) {
    if (bytes) all[name] = bytes;
    else delete all[name];
  }
  return zipSync(all);
}

function withValue(name: string, index: number, value: number): Uint8Array {
  const bytes = unzipSync(archive)[name].slice();
  new DataView(bytes.buffer).setFloat32(4 * index, value, true);
  return bytes;
}

function withModel(name: string, change: (text: string) => string): Uint8Array {
  return strToU8(change(new TextDecoder().decode(unzipSync(archive)[name])));
}

describe("a weights archive", () => {
  it("round-trips", async () => {
    const read = await readWeightsArchive(archive);
    expect(read.recipe).toEqual(recipe);
    expect(read.curvesCsv).toBe(curvesCsv);
    expect(read.energyReads).toBe("predicted");
    expect(read.fitted).toEqual(fitted);
    expect(read.assigned).toEqual(assigned);
    expect(read.networks.map(([stage]) => stage)).toEqual(NETWORKS);
    for (const [stage, network] of read.networks) {
      const { graph, weights } = networks[stage];
      expect(network).toEqual({ graph, weights, recipe });
    }
  });

  it("keeps the inputs of networks trained on different ones apart", async () => {
    const image = { channel: 1, normalisation: { kind: "meanStd" } } as const;
    const other = { ...networks.semantic, recipe: { ...recipe, ...image } };
    const mixed = await writeWeightsArchive({ ...content, networks: { ...networks, semantic: other } });
    const read = Object.fromEntries((await readWeightsArchive(mixed)).networks);
    expect(read.semantic.recipe).toEqual({ ...recipe, ...image });
    expect(read.direction.recipe).toEqual(recipe);
    const text = (name: string) => new TextDecoder().decode(unzipSync(mixed)[name]);
    expect(JSON.parse(text("inputs.json"))).toEqual({
      semantic: image,
      direction: { channel: recipe.channel, normalisation: recipe.normalisation },
      energy: { unitVectors: "predicted" },
      shared: { channel: recipe.channel, normalisation: recipe.normalisation },
    });
    const [, semantic, direction] = text("README.md").split(/^## Normalise .*/m);
    expect(semantic).toContain("plane.std()");
    expect(direction).toContain("np.percentile(plane, [1, 99.8])");
  });

  it("of the first version, without inputs, is read with its original meaning", async () => {
    const { channel: _, countCellsEvery: __, keep: ___, ...rest } = storedRecipe("paper-version-3");
    const { networks: sizes } = recipe;
    const old = { ...rest, networks: sizes, version: 1, normalisation: { low: 1, high: 99.8 } };
    const meant = { ...RECIPES.paper, networks: sizes, countCellsEvery: 0 };
    const bytes = changed({
      "recipe.json": strToU8(JSON.stringify(old)),
      "inputs.json": null,
      "instances.json": null,
      "sets.json": null,
    });
    const read = await readWeightsArchive(bytes);
    expect(read.energyReads).toBe("true");
    expect(read.fitted).toEqual(NOTHING_FITTED);
    expect(read.assigned).toEqual([]);
    expect(read.recipe).toEqual(meant);
    expect(read.networks[0][1].recipe).toEqual(meant);
  });

  it("with a recipe of version 3 is read", async () => {
    const { networks: sizes } = recipe;
    const old = { ...storedRecipe("paper-version-3"), networks: sizes };
    const read = await readWeightsArchive(changed({ "recipe.json": strToU8(JSON.stringify(old)) }));
    expect(read.recipe).toEqual({ ...RECIPES.paper, networks: sizes });
  });

  it.each(["{", "[]", '{"version": 2, "assigned": []}', '{"version": 1, "assigned": [{"image": 1}]}'])(
    "with the sets %s is refused by the name of the file",
    async (sets) => {
      await expect(readWeightsArchive(changed({ "sets.json": strToU8(sets) }))).rejects.toThrow(/sets\.json/);
    },
  );

  it("is byte-identical when written again", async () => {
    const again = await writeWeightsArchive(content);
    expect(Buffer.compare(again, archive)).toBe(0);
  });

  it("may contain a single network", async () => {
    const one = await writeWeightsArchive({ ...content, networks: { energy: networks.energy } });
    expect((await readWeightsArchive(one)).networks.map(([stage]) => stage)).toEqual(["energy"]);
  });

  it("names the engine that trained each network, if known", () => {
    const record = JSON.parse(new TextDecoder().decode(unzipSync(archive)["engine.json"]));
    expect(record).toEqual({ semantic: engine, direction: engine, shared: engine });
  });

  it("documents its files, inputs and outputs", () => {
    const readme = new TextDecoder().decode(unzipSync(archive)["README.md"]);
    for (const name of [
      "semantic/model.json",
      "energy/weights.bin",
      "curves.csv",
      "recipe.json",
      "engine.json",
      "inputs.json",
      "instances.json",
    ]) {
      expect(readme).toContain(name);
    }
    for (const name of ["mask_logits", "unit_vectors", "level_logits", "percentiles 1 and 99.8"]) {
      expect(readme).toContain(name);
    }
  });

  it.each([
    ["no zip", strToU8("this is no zip"), "weights archive"],
    ["cut short", archive.slice(0, archive.length / 2), "weights archive"],
    ["no recipe", changed({ "recipe.json": null }), "recipe.json is missing"],
    ["a recipe that is not JSON", changed({ "recipe.json": strToU8("{") }), "recipe.json: This is not JSON"],
    [
      "a recipe with a wrong field",
      changed({ "recipe.json": strToU8('{"version":1}') }),
      "recipe cannot be used",
    ],
    [
      "inputs that are none",
      changed({ "inputs.json": strToU8('{"semantic":{"channel":"mean"}}') }),
      "inputs of networks cannot be used: semantic.normalisation",
    ],
    [
      "fitted parameters that are none",
      changed({ "instances.json": strToU8('{"true":{"cut":{"level":-1}}}') }),
      "level must be a whole number",
    ],
    [
      "a recipe that is huge",
      changed({ "recipe.json": new Uint8Array(2 ** 21) }),
      "recipe.json: The file has",
    ],
    [
      "no network",
      changed(Object.fromEntries(NETWORKS.map((stage) => [`${stage}/model.json`, null]))),
      "No network is in it",
    ],
    ["no weights", changed({ "energy/weights.bin": null }), "energy/weights.bin is missing"],
    [
      "too few weights",
      changed({ "energy/weights.bin": new Uint8Array(400) }),
      "energy/weights.bin: The recipe",
    ],
    [
      "too many weights",
      changed({ "energy/weights.bin": new Uint8Array(2 ** 20) }),
      "energy/weights.bin: The file has",
    ],
    [
      "a weight that is not a number",
      changed({ "direction/weights.bin": withValue("direction/weights.bin", 3, Number.NaN) }),
      "direction/weights.bin: conv1_1.weight holds a value that is not a number",
    ],
    [
      "an infinite weight",
      changed({ "direction/weights.bin": withValue("direction/weights.bin", 100, Number.POSITIVE_INFINITY) }),
      "direction/weights.bin: conv1_2.weight holds",
    ],
    [
      "a damaged model",
      changed({ "semantic/model.json": strToU8("[]") }),
      "semantic/model.json: The list of weights",
    ],
    [
      "a model of another width",
      changed({
        "semantic/model.json": withModel("semantic/model.json", (text) =>
          text.replaceAll("[3,3,1,4]", "[3,3,1,8]"),
        ),
      }),
      "semantic/model.json: The recipe's U-Net, F = 4, depth 3 has down0_conv1.weight",
    ],
    [
      "quantised weights",
      changed({
        "semantic/model.json": withModel("semantic/model.json", (text) =>
          text.replaceAll('"float32"', '"uint8"'),
        ),
      }),
      "not stored as 32-bit floats",
    ],
  ])("is refused with the file and the reason: %s", async (_, bytes, reason) => {
    await expect(readWeightsArchive(bytes)).rejects.toThrow(reason);
  });
});
