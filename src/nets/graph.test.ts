import { describe, expect, it } from "vitest";
import { multiplyAdds, parameterCount } from "./count.ts";
import { directionNet } from "./direction-net.ts";
import { type Graph, outputNode } from "./graph.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { initialise } from "./initialise.ts";
import { isTrained, parametersOf } from "./parameters.ts";
import { graphShapes, strideOf } from "./shapes.ts";
import { stageGraph } from "./stage-graph.ts";
import { unet } from "./unet.ts";
import { watershedNet } from "./watershed-net.ts";
import { withoutDropout } from "./without-dropout.ts";

const NETWORKS: readonly (readonly [Graph, number, number])[] = [
  [unet({ F: 4, depth: 3 }), 8, 1],
  [unet({ F: 8, depth: 4 }), 16, 1],
  [directionNet({ m: 1 / 16 }), 16, 2],
  [directionNet({ m: 1 / 16, head: "relu" }), 16, 2],
  [watershedNet({ m: 1 / 8 }), 4, 16],
  [watershedNet({ m: 1 / 16, dropout: 0.3 }), 4, 16],
];

describe.each(NETWORKS)("$title", (graph, stride, channels) => {
  it(`has stride ${stride} and equal input and output sizes`, () => {
    expect(strideOf(graph)).toBe(stride);
    const shapes = graphShapes(graph, 32, 48);
    expect(shapes.get(outputNode(graph).name)).toEqual([32, 48, channels]);
    for (const [rows, columns] of shapes.values()) expect([rows % 1, columns % 1]).toEqual([0, 0]);
  });

  it("refuses an image whose sides it cannot halve often enough", () => {
    expect(() => graphShapes(graph, 32, 50)).toThrow(`multiples of ${stride}`);
    expect(() => graphShapes(graph, 0, 32)).toThrow(`multiples of ${stride}`);
  });

  it("has the same initial weights for the same seed, others for another", () => {
    expect(initialise(graph, 7)).toEqual(initialise(graph, 7));
    expect(initialise(graph, 7)).not.toEqual(initialise(graph, 8));
  });
});

describe("counts", () => {
  it("have the published number of parameters: 9-layer trunk, three heads, fusion, without transposed convolutions", () => {
    const conv = (size: number, from: number, to: number) => size * size * from * to + to;
    const trunk = conv(3, 2, 64) + conv(3, 64, 64) + conv(3, 64, 128) + conv(3, 128, 128);
    const deep = conv(3, 128, 256) + 2 * conv(3, 256, 256) + conv(3, 256, 512) + 5 * conv(3, 512, 512);
    const heads =
      conv(5, 256, 256) +
      2 * conv(1, 256, 256) +
      2 * (conv(5, 512, 512) + conv(1, 512, 512) + conv(1, 512, 256));
    const fusion = conv(1, 768, 512) + conv(1, 512, 512) + conv(1, 512, 2);
    expect(parameterCount(directionNet({ m: 1 }))).toBe(trunk + deep + heads + fusion);
  });

  it("include multiply-adds of the convolutions at their own resolution", () => {
    const graph = watershedNet({ m: 1 / 16 });
    const full = 25 * (2 * 4 + 4 * 8);
    const half = 4 * 25 * 8 * 8;
    const quarter = 8 * 8 + 8 * 16;
    expect(multiplyAdds(graph, 8, 16)).toBe(128 * full + 32 * half + 8 * quarter);
  });

  it("exclude running averages from the trained parameters", () => {
    const names = parametersOf(unet({ F: 4, depth: 1 }))
      .filter((parameter) => !isTrained(parameter))
      .map(({ name }) => name);
    expect(names).toContain("up0_norm2.running_var");
    expect(names.every((name) => name.includes("running_"))).toBe(true);
  });
});

describe("a Direction Net with a ReLU head", () => {
  const networks = {
    semantic: { F: 4, depth: 1 },
    direction: { m: 1 / 16, head: "relu" },
    energy: { m: 1 / 16 },
    shared: { F: 4, depth: 1, logChannel: false },
  } as const;

  it("has a ReLU after the last layer and no normalisation, and the same parameters", () => {
    const [plain, author] = [directionNet({ m: 1 / 16 }), directionNet({ m: 1 / 16, head: "relu" })];
    const last = (graph: Graph) => graph.nodes.slice(-3).map(({ kind }) => kind);
    expect(last(plain)).toEqual(["upsample", "multiply", "normalise"]);
    expect(last(author)).toEqual(["relu", "upsample", "multiply"]);
    expect(parametersOf(author)).toEqual(parametersOf(plain));
    expect(author.title).not.toBe(plain.title);
  });

  it("hands unit vectors to the Watershed Net when both are trained together", () => {
    const { nodes } = stageGraph("joint", networks);
    const first = nodes.find(({ name }) => name === "conv6_1");
    expect(first).toMatchObject({ from: "unit" });
    expect(nodes.find(({ name }) => name === "unit")).toMatchObject({
      kind: "normalise",
      from: "gated_vectors",
    });
    expect(nodes.some(({ name }) => name === "fuse_3_relu")).toBe(true);
  });
});

describe("dropout", () => {
  const [plain, dropping] = [0, 0.3].map((dropout) => watershedNet({ m: 1 / 16, dropout }));

  it("is in both layers of the Watershed Net's head only", () => {
    const nodes = dropping.nodes.filter((node) => node.kind === "dropout");
    expect(nodes.map(({ from, rate }) => [from, rate])).toEqual([
      ["fcn7_1_relu", 0.3],
      ["fcn7_2", 0.3],
    ]);
    expect(plain.nodes.some(({ kind }) => kind === "dropout")).toBe(false);
  });

  it("has no parameters and changes no other node", () => {
    expect(parametersOf(dropping)).toEqual(parametersOf(plain));
    expect(initialise(dropping, 3)).toEqual(initialise(plain, 3));
    expect(withoutDropout(dropping)).toEqual(plain);
  });

  it("is removed if repeated or read by several nodes", () => {
    const builder = new GraphBuilder();
    const x = builder.conv("x", builder.input("image", 1), 3, 4);
    const once = builder.dropout("once", x, 0.5);
    const twice = builder.dropout("twice", once, 0.5);
    builder.concat("joined", [x, once, twice]);
    const { nodes } = withoutDropout(builder.build("test", "anything"));
    expect(nodes.map(({ name }) => name)).toEqual(["image", "x", "joined"]);
    expect(nodes[2]).toMatchObject({ from: ["x", "x", "x"] });
  });

  it("refuses a rate of 1 or more, a negative rate, and dropout of the output", () => {
    const builder = new GraphBuilder();
    const image = builder.input("image", 1);
    expect(() => builder.dropout("all", image, 1)).toThrow(RangeError);
    expect(() => builder.dropout("none", image, -0.1)).toThrow(RangeError);
    builder.dropout("last", image, 0.5);
    expect(() => withoutDropout(builder.build("test", "anything"))).toThrow("test ends with a dropout");
  });
});

describe("initialise", () => {
  it("draws kernels with He's standard deviation and starts normalisation as the identity", () => {
    const weights = initialise(unet({ F: 16, depth: 2 }), 3);
    const { shape, data } = weights["down2_conv2.weight"];
    const deviation = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
    expect(deviation).toBeCloseTo(Math.sqrt(2 / (shape[0] * shape[1] * shape[2])), 3);
    expect(new Set(weights["down0_norm1.weight"].data)).toEqual(new Set([1]));
    expect(new Set(weights["down0_norm1.running_var"].data)).toEqual(new Set([1]));
    expect(new Set(weights["head.bias"].data)).toEqual(new Set([0]));
  });
});
