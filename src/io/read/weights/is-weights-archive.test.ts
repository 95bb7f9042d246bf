import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import type { ArchivePart } from "../../../core/archive-parts.ts";
import { NOTHING_FITTED } from "../../../core/instances/fitted-choices.ts";
import { RECIPES } from "../../../core/recipe/presets.ts";
import { NETWORKS, type Recipe } from "../../../core/recipe/recipe.ts";
import { initialise } from "../../../nets/initialise.ts";
import { stageGraph } from "../../../nets/stage-graph.ts";
import { writeWeightsArchive } from "../../write/weights-archive.ts";
import { isWeightsArchive } from "./is-weights-archive.ts";

const recipe: Recipe = {
  ...RECIPES.tiny,
  networks: {
    semantic: { F: 4, depth: 3 },
    direction: { m: 1 / 16 },
    energy: { m: 1 / 16 },
    shared: { F: 2, depth: 2, logChannel: true },
  },
};

function archiveOf(
  name: (typeof NETWORKS)[number],
  parts?: readonly ArchivePart[],
): Promise<Uint8Array<ArrayBuffer>> {
  const graph = stageGraph(name, recipe.networks);
  const network = { graph, weights: initialise(graph, 1), engine: null, recipe };
  const content = {
    networks: { [name]: network },
    recipe,
    curvesCsv: "",
    energyReads: "true",
    fitted: NOTHING_FITTED,
    sources: [],
  } as const;
  return writeWeightsArchive(content, parts);
}

const isOne = (bytes: Uint8Array<ArrayBuffer>, path = "a/b.zip") => isWeightsArchive(path, new Blob([bytes]));
const zip = (...names: readonly string[]) =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8("x")]))) as Uint8Array<ArrayBuffer>;

it("recognises the page's own archives of any network, under any name", async () => {
  for (const name of NETWORKS) expect(await isOne(await archiveOf(name))).toBe(true);
  expect(await isOne(await archiveOf("energy"), "weights (1)")).toBe(true);
  for (const part of ["safetensors", "onnx"] as const)
    expect(await isOne(await archiveOf("semantic", [part]))).toBe(true);
});

it("refuses all other files: zips of images, incomplete archives, damaged ones, other formats", async () => {
  expect(await isOne(zip("images/a.png", "masks/a.png"))).toBe(false);
  expect(await isOne(zip("recipe.json"))).toBe(false);
  expect(await isOne(zip("semantic/model.json", "semantic/weights.bin"))).toBe(false);
  expect(await isOne(zip("recipe.json", "semantic/model.json"))).toBe(false);
  expect(await isOne(zip("x/recipe.json", "x/semantic/model.json", "x/semantic/weights.bin"))).toBe(false);
  expect(await isOne((await archiveOf("energy")).slice(0, 300))).toBe(false);
  expect(await isOne(new Uint8Array(0))).toBe(false);
  expect(await isOne(strToU8("PK") as Uint8Array<ArrayBuffer>)).toBe(false);
});
