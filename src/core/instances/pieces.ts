import { labelComponents } from "../raster/label-components.ts";
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

/** Number of cells whose ids count from 1 without gaps, as `findInstances` gives them: the highest id. */
export function highestId({ data }: Labels): number {
  return data.reduce((high, id) => Math.max(high, id), 0);
}

/**
 * The same pieces with ids by area: 1 is the largest, of equal ones the one whose first pixel comes first. Ids given
 * may have gaps, but none may be above the number of pixels.
 */
export function numberByArea(pieces: Labels): Labels {
  const { rows, columns, data } = pieces;
  const highest = highestId(pieces);
  const areas = new Int32Array(highest + 1);
  const inOrder: number[] = [];
  for (const id of data) {
    if (id === 0) continue;
    if (areas[id] === 0) inOrder.push(id);
    areas[id] += 1;
  }
  // Sorting keeps equal ones in place.
  inOrder.sort((a, b) => areas[b] - areas[a]);
  const places = new Int32Array(highest + 1);
  for (const [index, id] of inOrder.entries()) places[id] = index + 1;
  return { rows, columns, data: data.map((id) => places[id]) };
}
