import { expect, it } from "vitest";
import { createRandom } from "../../core/augment/random.ts";
import { initialise } from "../../nets/initialise.ts";
import { isTrained, parametersOf } from "../../nets/parameters.ts";
import { unet } from "../../nets/unet.ts";
import { randomGraph } from "../testing/random-graph.ts";
import { layOutParameters } from "./parameter-layout.ts";

/** Alignment of buffer bindings, in vectors. */
const ALIGNMENT = 16;

it("packs and unpacks the weights of networks with any number of channels", () => {
  for (let seed = 0; seed < 20; seed++) {
    const graph = randomGraph(createRandom(seed, 2), 2, 12);
    const weights = initialise(graph, seed);
    const { trained, running } = layOutParameters(graph);
    const unpacked = { ...trained.unpack(trained.pack(weights)), ...running.unpack(running.pack(weights)) };
    expect(unpacked).toEqual(Object.fromEntries(Object.entries(weights)));
  }
});

it("aligns every array for binding, except for the second of a pair, which follows the first", () => {
  const graph = unet({ F: 3, depth: 2 });
  const { trained } = layOutParameters(graph);
  for (const { name, role } of parametersOf(graph).filter(isTrained)) {
    const { offset } = trained.slot(name);
    if (role === "shift") {
      const scale = trained.slot(name.replace(/bias$/, "weight"));
      expect(offset).toBe(scale.offset + scale.vectors);
    } else expect(offset % ALIGNMENT).toBe(0);
  }
});

it("rejects the weights of another network", () => {
  const { trained } = layOutParameters(unet({ F: 2, depth: 1 }));
  expect(() => trained.pack(initialise(unet({ F: 4, depth: 1 }), 1))).toThrow("down0_conv1.weight");
});
