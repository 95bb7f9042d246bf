import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromHalf, toHalf } from "../../../core/half-float.ts";
import { NOTHING_FITTED } from "../../../core/instances/fitted-choices.ts";
import { RECIPES } from "../../../core/recipe/presets.ts";
import { START_NAMES, STARTS } from "../../../core/starts/starts.ts";
import { initialise } from "../../../nets/initialise.ts";
import { networkGraph } from "../../../nets/stage-graph.ts";

import { writeStart } from "../../write/start-file.ts";
import { MAX_START_BYTES, readStart } from "./start-file.ts";

const recipe = {
  ...RECIPES.few,
  networks: { ...RECIPES.few.networks, shared: { F: 2, depth: 1, logChannel: true } },
};
const graph = networkGraph("shared", recipe.networks);
const weights = initialise(graph, 3);
const file = writeStart({ graph, weights, recipe, fitted: NOTHING_FITTED });

function changed(change: (bytes: Uint8Array, view: DataView) => void): Uint8Array {
  const copy = file.slice();
  change(copy, new DataView(copy.buffer));
  return copy;
}

describe("the file of a start", () => {
  it("round-trips up to half precision", () => {
    const read = readStart("a.safetensors", file);
    expect(read.recipe).toEqual(recipe);
    expect(read.fitted).toEqual(NOTHING_FITTED);
    for (const [name, { shape, data }] of Object.entries(weights)) {
      expect(read.weights[name].shape).toEqual(shape);
      expect([...read.weights[name].data]).toEqual([...data].map((value) => fromHalf(toHalf(value))));
    }
  });

  it("has the layout of safetensors", () => {
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
    expect(header["head.bias"]).toEqual({
      dtype: "F16",
      shape: [19],
      data_offsets: [file.length - 8 - length - 38, file.length - 8 - length],
    });
  });

  it.each([
    ["empty", new Uint8Array(0)],
    ["too long", new Uint8Array(MAX_START_BYTES + 1)],
    ["cut", file.slice(0, -2)],
    ["continued", new Uint8Array([...file, 0, 0])],
    ["with a huge header", changed((_, view) => view.setBigUint64(0, 2n ** 63n, true))],
    ["without its header", changed((bytes) => bytes.fill(0x20, 8, 40))],
    ["with another number", changed((bytes) => bytes.set([bytes[bytes.length - 1] ^ 1], bytes.length - 1))],
  ])("%s is refused by the name of the file", (_, bytes) => {
    expect(() => readStart("a.safetensors", bytes)).toThrow(/^a\.safetensors: /);
  });

  it("refuses weights that half precision does not hold", () => {
    const large = { ...weights, "head.bias": { shape: [19], data: new Float32Array(19).fill(1e5) } };
    expect(() => writeStart({ graph, weights: large, recipe, fitted: NOTHING_FITTED })).toThrow(/head\.bias/);
  });
});

describe.each(START_NAMES)("the built-in start for %s", (name) => {
  const bytes = readFileSync(new URL(`../../../workers/starts/${name}.safetensors`, import.meta.url));

  it("has the documented hash, and finite numbers for the network of its card", () => {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(sha256).toBe(STARTS[name].sha256);
    expect(readFileSync(new URL("../../../../docs/starts.md", import.meta.url), "utf8")).toContain(sha256);
    const read = readStart(`${name}.safetensors`, bytes);
    expect(read.recipe.networks.shared).toEqual(STARTS[name].shared);
    const { channel, normalisation } = read.recipe;
    expect({ channel, normalisation }).toEqual({
      channel: STARTS[name].channel,
      normalisation: STARTS[name].normalisation,
    });
  });
});
