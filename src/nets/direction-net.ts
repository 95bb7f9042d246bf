import type { Recipe } from "../core/recipe/recipe.ts";
import { type Graph, outputNode } from "./graph.ts";
import { GraphBuilder } from "./graph-builder.ts";

/** Lower bound of the squared length in the normalisation: a zero vector stays zero. */
const FLOOR = 1e-12;

/**
 * Appends the normalisation to unit length to a network whose output is vectors, `[batch, row, column, 2]`; a
 * network that ends with it is returned as it is.
 */
export function withUnitOutput(graph: Graph): Graph {
  const { kind, name } = outputNode(graph);
  if (kind === "normalise") return graph;
  return { ...graph, nodes: [...graph.nodes, { kind: "normalise", name: "unit", from: name, floor: FLOOR }] };
}

/**
 * Direction Net of the Deep Watershed Transform (Bai & Urtasun 2017) for one class and one image channel,
 * with fixed bilinear upsampling: gated image and mask to one unit vector per pixel, component 0 down the
 * rows, component 1 along the columns (right), zero outside the mask. `m` scales all widths (1 = as
 * published). Inputs `image` and `mask`, sides a multiple of 16. With the head `relu`, a ReLU follows the last layer
 * and the vectors are not normalised: they point down and to the right only, and can have any length.
 */
export function directionNet({ m, head: ending }: Recipe["networks"]["direction"]): Graph {
  const [c1, c2, c3, c4] = [64, 128, 256, 512].map((width) => Math.round(width * m));
  const builder = new GraphBuilder();

  function convolutions(stage: number, count: number, from: string, filters: number): string {
    let x = from;
    for (let index = 1; index <= count; index++) {
      x = builder.convRelu(`conv${stage}_${index}`, x, 3, filters);
    }
    return x;
  }
  function head(stage: number, from: string, filters: number): string {
    const wide = builder.convRelu(`fcn${stage}_1`, from, 5, filters);
    const deep = builder.convRelu(`fcn${stage}_2`, wide, 1, filters);
    return builder.convRelu(`fcn${stage}_3`, deep, 1, c3);
  }

  const image = builder.input("image", 1);
  const mask = builder.input("mask", 1);
  const gated = builder.multiply("gated_image", image, mask);
  const stage1 = convolutions(1, 2, builder.concat("gated", [gated, mask]), c1);
  const stage2 = convolutions(2, 2, builder.maxPool("pool1", stage1), c2);
  const stage3 = convolutions(3, 3, builder.maxPool("pool2", stage2), c3);
  const stage4 = convolutions(4, 3, builder.avgPool("pool3", stage3), c4);
  const stage5 = convolutions(5, 3, builder.avgPool("pool4", stage4), c4);
  const head3 = head(3, stage3, c3);
  const head4 = head(4, stage4, c4);
  const head5 = head(5, stage5, c4);
  const joined = builder.concat("joined", [
    head3,
    builder.upsample("upsample5", head5, 4, "bilinear"),
    builder.upsample("upsample4", head4, 2, "bilinear"),
  ]);
  const fused = builder.convRelu("fuse_2", builder.convRelu("fuse_1", joined, 1, c4), 1, c4);
  const endsInRelu = ending === "relu";
  const read = endsInRelu ? builder.convRelu("fuse_3", fused, 1, 2) : builder.conv("fuse_3", fused, 1, 2);
  const vectors = builder.upsample("upsample3", read, 4, "bilinear");
  builder.multiply("gated_vectors", vectors, mask);
  const title = `Direction Net, m = ${m}`;
  if (endsInRelu) return builder.build(`${title}, ReLU head`, "unit_vectors");
  return withUnitOutput(builder.build(title, "unit_vectors"));
}
