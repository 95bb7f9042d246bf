import { describe, expect, it } from "vitest";
import { chain } from "./chain.ts";
import { trainingFlops } from "./count.ts";
import { directionNet } from "./direction-net.ts";
import { inputNodes } from "./graph.ts";
import { parametersOf } from "./parameters.ts";
import { graphShapes, strideOf } from "./shapes.ts";
import { unet } from "./unet.ts";
import { LEVELS, watershedNet } from "./watershed-net.ts";

const DIRECTION = directionNet({ m: 1 / 8 });
const WATERSHED = watershedNet({ m: 1 / 8, dropout: 0.3 });

describe("two chained networks", () => {
  const joint = chain(DIRECTION, WATERSHED);

  it("have the input of the first and the output of the second", () => {
    expect(inputNodes(joint).map(({ name }) => name)).toEqual(["image", "mask"]);
    expect(joint.output).toBe("level_logits");
    expect(strideOf(joint)).toBe(16);
    expect(graphShapes(joint, 32, 48).get("gated_levels")).toEqual([32, 48, LEVELS]);
  });

  it("have the weights of both under their own names", () => {
    const names = (graph: typeof joint) => parametersOf(graph).map(({ name }) => name);
    expect(names(joint)).toEqual([...names(DIRECTION), ...names(WATERSHED)]);
    expect(parametersOf(joint)).toEqual([...parametersOf(DIRECTION), ...parametersOf(WATERSHED)]);
  });

  it("have the cost of both", () => {
    const size = { batch: 2, rows: 32, columns: 32 };
    const apart = trainingFlops(DIRECTION, size) + trainingFlops(WATERSHED, size);
    expect(trainingFlops(joint, size)).toBe(apart);
  });

  it("are refused if incompatible", () => {
    expect(() => chain(WATERSHED, DIRECTION)).toThrow("no input level_logits");
    expect(() => chain(unet({ F: 8, depth: 2 }), WATERSHED)).toThrow("no input mask_logits");
    const twin = {
      ...WATERSHED,
      nodes: WATERSHED.nodes.map((node) => (node.name === "pool6" ? { ...node, name: "pool1" } : node)),
    };
    expect(() => chain(DIRECTION, twin)).toThrow("node pool1");
  });
});
