import type { Labels } from "../raster/plane.ts";
import type { PieceRule } from "./parameters.ts";
import { piecesOf } from "./pieces.ts";

/**
 * Adds the connected components of the mask in which no cell was found as cells, e.g. small cells without a
 * pixel above the cut level. Neighbours and minimum size are those of `rule`.
 * @param mask `[row, column]` like the cells, above 0 in cells
 */
export function keepLeftovers(cells: Labels, mask: ArrayLike<number>, rule: PieceRule): Labels {
  const { rows, columns, data } = cells;
  const inMask = { rows, columns, data: data.map((_, pixel) => (mask[pixel] > 0 ? 1 : 0)) };
  const pieces = piecesOf(inMask, rule);
  const used = new Set<number>();
  let highest = 0;
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (data[pixel] === 0) continue;
    used.add(pieces.data[pixel]);
    highest = Math.max(highest, data[pixel]);
  }
  const kept = data.map((id, pixel) => {
    const piece = pieces.data[pixel];
    return piece === 0 || used.has(piece) ? id : highest + piece;
  });
  return { rows, columns, data: kept };
}
