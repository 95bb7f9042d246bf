import { labelComponents } from "../dataset/label-components.ts";
import type { Labels } from "../raster/plane.ts";
import type { PieceRule } from "./parameters.ts";

/**
 * Connected pieces of the pixels that are not 0, each with an id of its own from 1, in the order of their first pixel.
 * @param chosen `[row, column]`; where ids differ, pieces are apart
 */
export function piecesOf(chosen: Labels, { neighbours, minimum }: PieceRule): Labels {
  const { labels, areas } = labelComponents(chosen, neighbours);
  let kept = 0;
  const ids = Int32Array.from(areas, (area) => (area >= minimum ? ++kept : 0));
  return { ...labels, data: labels.data.map((piece) => (piece === 0 ? 0 : ids[piece - 1])) };
}

/** The same pieces with ids by area: 1 is the largest, of equal ones the one whose first pixel comes first. */
export function numberByArea({ rows, columns, data }: Labels): Labels {
  const areas = new Map<number, number>();
  for (const id of data) {
    if (id > 0) areas.set(id, (areas.get(id) ?? 0) + 1);
  }
  // A map keeps its keys in the order they came, and sorting keeps equal ones in place.
  const order = [...areas].sort(([, a], [, b]) => b - a);
  const places = new Map(order.map(([id], index) => [id, index + 1]));
  return { rows, columns, data: data.map((id) => (id > 0 ? (places.get(id) ?? 0) : 0)) };
}
