import type { Graph } from "./graph.ts";
import { GraphBuilder } from "./graph-builder.ts";

/** Number of depth levels. */
export const LEVELS = 16;

/**
 * Watershed Transform Net (Bai & Urtasun 2017), with linear logits and fixed bilinear upsampling: unit
 * vectors to one logit per depth level and pixel, all zero outside the mask. `m` scales all widths (1 = as
 * published). `dropout` is the dropout rate of both layers of the head (published: 0.3). Inputs
 * `unit_vectors` (component 0 along rows) and `mask`, sides a multiple of 4.
 */
export function watershedNet({ m, dropout = 0 }: { readonly m: number; readonly dropout?: number }): Graph {
  const [narrow, wide] = [64, 128].map((width) => Math.round(width * m));
  const builder = new GraphBuilder();
  const dropped = (name: string, from: string) =>
    dropout === 0 ? from : builder.dropout(name, from, dropout);
  const vectors = builder.input("unit_vectors", 2);
  const mask = builder.input("mask", 1);
  let x = builder.convRelu("conv6_1", vectors, 5, narrow);
  x = builder.convRelu("conv6_2", x, 5, wide);
  x = builder.avgPool("pool6", x);
  for (let index = 1; index <= 4; index++) x = builder.convRelu(`conv7_${index}`, x, 5, wide);
  x = builder.avgPool("pool7", x);
  x = dropped("dropout7_1", builder.convRelu("fcn7_1", x, 1, wide));
  x = dropped("dropout7_2", builder.conv("fcn7_2", x, 1, LEVELS));
  x = builder.upsample("upsample7", x, 4, "bilinear");
  builder.multiply("gated_levels", x, mask);
  return builder.build(`Watershed Net, m = ${m}`, "level_logits");
}
