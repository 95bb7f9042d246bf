import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { NOTHING_FITTED } from "../src/core/instances/fitted-choices.ts";
import { RECIPES } from "../src/core/recipe/presets.ts";
import { NETWORKS, type Recipe } from "../src/core/recipe/recipe.ts";
import { readWeightsArchive } from "../src/io/read/weights/weights-archive.ts";
import { writeWeightsArchive } from "../src/io/write/weights-archive.ts";
import { initialise } from "../src/nets/initialise.ts";
import { networkGraph } from "../src/nets/stage-graph.ts";
import { lab } from "./lab.ts";

const recipe: Recipe = {
  ...RECIPES.few,
  networks: {
    semantic: { F: 2, depth: 2 },
    direction: { ...RECIPES.few.networks.direction, m: 1 / 32 },
    energy: { m: 1 / 32 },
    shared: { F: 2, depth: 1, logChannel: true },
  },
};
const networks = Object.fromEntries(
  NETWORKS.map((name) => {
    const graph = networkGraph(name, recipe.networks);
    return [name, { graph, weights: initialise(graph, 1), engine: null, recipe }];
  }),
);

let root: string;
const messages: string[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "export-"));
  messages.length = 0;
  vi.spyOn(console, "error").mockImplementation((line) => void messages.push(String(line)));
  const content = { networks, recipe, curvesCsv: "", energyReads: "true", fitted: NOTHING_FITTED } as const;
  writeFileSync(join(root, "weights.zip"), await writeWeightsArchive(content, ["safetensors"]));
});

afterEach(() => {
  rmSync(root, { recursive: true });
  vi.restoreAllMocks();
});

const run = (...args: string[]) => lab(["export", "--weights", "weights.zip", "--out", "out", ...args], root);

it("writes each network and the pipeline, and all formats that are asked for", async () => {
  expect(await run("--to", "onnx,safetensors,python")).toBe(0);
  expect(readdirSync(join(root, "out")).sort()).toEqual(
    [
      ...NETWORKS.flatMap((name) => [`${name}.onnx`, `${name}.safetensors`]),
      ...["pipeline.onnx", "graph.json", "recipe.json", "inputs.json", "instances.json", "engine.json"],
      ...["curves.csv", "README.md"],
    ].sort(),
  );
  const graphs = JSON.parse(readFileSync(join(root, "out", "graph.json"), "utf8"));
  expect(graphs.networks.shared).toEqual(networks.shared.graph);
  const readme = readFileSync(join(root, "out", "README.md"), "utf8");
  expect(readme).toContain("`shared.onnx`");
  expect(readme).not.toContain("model.json");
});

it("gives the same weights back as TensorFlow.js", async () => {
  expect(await run("--to", "tfjs")).toBe(0);
  expect(readdirSync(join(root, "out", "semantic")).sort()).toEqual(["model.json", "weights.bin"]);
  const bytes = readFileSync(join(root, "weights.zip"));
  const read = Object.fromEntries((await readWeightsArchive(bytes)).networks);
  const numbers = Object.values(read.semantic.weights).flatMap(({ data }) => [...data]);
  const written = readFileSync(join(root, "out", "semantic", "weights.bin"));
  for (const [at, value] of numbers.entries()) expect(written.readFloatLE(4 * at)).toBe(value);
});

it("refuses an unknown format and a file that is no archive, each with a sentence", async () => {
  expect(await run("--to", "onnx,keras")).toBe(2);
  expect(messages.join("\n")).toContain(
    '--to must be tfjs or safetensors or onnx or python or bioimageio, but it is "keras"',
  );
  writeFileSync(join(root, "weights.zip"), "no zip");
  expect(await run("--to", "onnx")).toBe(1);
  expect(messages.at(-1)).toMatch(/weights archive/);
  expect(await lab(["export", "--weights", "none.zip", "--to", "onnx", "--out", "out"], root)).toBe(1);
  expect(messages.at(-1)).toMatch(/none\.zip cannot be read/);
});

it("asks for the authors of a package before it does anything", async () => {
  expect(await run("--to", "onnx,bioimageio")).toBe(2);
  expect(messages.join("\n")).toContain("Give the authors of the model, separated by semicolons.");
  expect(readdirSync(root)).toEqual(["weights.zip"]);
  expect(await run("--to", "bioimageio", "--authors", "A", "--licence", "GPL")).toBe(2);
});
