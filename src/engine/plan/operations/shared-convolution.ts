import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import { vectorsOf } from "../ir/view.ts";
import type { ConvolutionArguments, ConvolutionTile } from "./convolution.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";
import { sharedGeometry } from "./shared-geometry.ts";

/** For GPUs only: `lanes`, `spans` and `rows` lay out the threads of a group, see `SharedGeometry`. */
export const SHARED_CONVOLUTION = defineOperation({
  name: "shared convolution",
  variant: {
    size: "u32",
    pixels: "u32",
    vectors: "u32",
    lanes: "u32",
    spans: "u32",
    rows: "u32",
    bias: "flag",
    relu: "flag",
    ...EPILOGUE,
  },
  views: { x: "read", ...EPILOGUE_VIEWS },
  over: "groups",
  reads: { weights: "vec4f", bias: "vec4f" },
  sizes: ["images", "rows", "columns", "inVectors", "outVectors"],
  optional: { bias: { bias: true }, ...MASKED },
});

/**
 * Like `convolution`, with a tile in workgroup memory.
 * Throws a RangeError when the tile does not fit: check with `sharedGeometry` first.
 */
export function sharedConvolution(args: ConvolutionArguments, tile: ConvolutionTile): Dispatch {
  const { size, x, weights, bias, relu, target, accumulate, mask } = args;
  const outVectors = vectorsOf(target);
  const geometry = sharedGeometry(size, tile, outVectors);
  if (!geometry) throw new RangeError(`a kernel of ${size} x ${size} does not fit into a workgroup's memory`);
  const { lanes, spans, rows } = geometry;
  const blocks = outVectors / (lanes * tile.vectors);
  const workgroups = Math.ceil(x.columns / (spans * tile.pixels)) * Math.ceil(x.rows / rows);
  return SHARED_CONVOLUTION.dispatch({
    variant: {
      size,
      pixels: tile.pixels,
      vectors: tile.vectors,
      ...geometry,
      bias: bias !== null,
      relu,
      accumulate,
      mask: mask !== null,
    },
    views: { x, target, mask },
    operands: { weights, bias },
    sizes: {
      images: x.batch,
      rows: x.rows,
      columns: x.columns,
      inVectors: vectorsOf(x),
      outVectors,
      groups: x.batch * workgroups * blocks,
    },
  });
}
