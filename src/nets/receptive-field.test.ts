import { expect, it } from "vitest";
import type { Graph, GraphNode } from "./graph.ts";
import { receptiveRadius } from "./receptive-field.ts";

const graphOf = (...nodes: GraphNode[]): Graph => ({
  title: "test",
  nodes: [{ kind: "input", name: "image", channels: 1 }, ...nodes],
  output: "anything",
});
const conv = (name: string, from: string, size: number): GraphNode => ({
  kind: "conv",
  name,
  from,
  size,
  filters: 1,
  bias: false,
});

it("adds the radii of convolutions", () => {
  expect(receptiveRadius(graphOf(conv("a", "image", 3), conv("b", "a", 5), conv("c", "b", 1)))).toBe(3);
});

it("counts a convolution after a pool twice, and the pooled pixels", () => {
  const graph = graphOf({ kind: "maxPool", name: "half", from: "image" }, conv("a", "half", 3), {
    kind: "upsample",
    name: "up",
    from: "a",
    factor: 2,
    mode: "nearest",
  });
  // Pixel 1 depends on coarse samples -1..1, i.e. pixels -2..3: three before it, two after it.
  expect(receptiveRadius(graph)).toBe(3);
});

it("takes the largest of several paths", () => {
  const graph = graphOf(conv("near", "image", 3), conv("far", "image", 5), {
    kind: "concat",
    name: "both",
    from: ["near", "far"],
  });
  expect(receptiveRadius(graph)).toBe(2);
});
