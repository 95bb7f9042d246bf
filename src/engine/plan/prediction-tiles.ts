import { receptiveRadius } from "../../nets/receptive-field.ts";
import { strideOf } from "../../nets/shapes.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import type { MemoryLimits } from "../device/memory-limits.ts";
import type { ImageTiles } from "../prediction/predict-in-tiles.ts";
import { compilePrediction, type Network } from "./compile.ts";
import { fits } from "./largest-batch.ts";
import type { BatchShape } from "./lowering.ts";
import { memoryOf } from "./plan-memory.ts";

/**
 * Tiling for prediction of an image that does not fit into memory as a whole; null when it fits.
 * @param below side length in px that tiles do not reach; then the image as a whole does not fit either
 * @throws OutOfMemoryError when no tile is both small enough and larger than its margins
 * Throws a RangeError when the network does not accept the size.
 */
export function predictionTiles(
  network: Network,
  size: BatchShape,
  limits: MemoryLimits,
  below = Number.POSITIVE_INFINITY,
): ImageTiles | null {
  const need = (rows: number, columns: number) =>
    memoryOf(network.layout, [compilePrediction(network, { ...size, rows, columns })]);
  const longest = Math.max(size.rows, size.columns);
  if (longest < below && fits(need(size.rows, size.columns), limits)) return null;
  const stride = strideOf(network.graph);
  const toStride = (length: number) => Math.ceil(length / stride) * stride;
  const margin = toStride(receptiveRadius(network.graph));
  const inner = longest - 2 * margin;
  for (let tiles = 2; inner / tiles >= stride; tiles++) {
    const side = toStride(inner / tiles) + 2 * margin;
    if (side < below && fits(need(side, side), limits)) return { side, margin };
  }
  throw new OutOfMemoryError(
    `An image of ${size.rows} x ${size.columns} px does not fit into memory, not even in tiles of ${2 * margin} px. Use a narrower network or a smaller image.`,
  );
}
