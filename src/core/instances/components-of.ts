import { labelComponents } from "../raster/label-components.ts";
import type { Labels } from "../raster/plane.ts";
import type { ComponentRule } from "./parameters.ts";

/**
 * Connected components of the pixels above 0 with at least `minimum` px, numbered from 1 in the order of
 * their first pixels.
 * @param chosen `[row, column]`; pixels of different ids are not connected
 */
export function componentsOf(chosen: Labels, { neighbours, minimum }: ComponentRule): Labels {
  const { labels, areas } = labelComponents(chosen, neighbours);
  let kept = 0;
  const ids = Int32Array.from(areas, (area) => (area >= minimum ? ++kept : 0));
  return { ...labels, data: labels.data.map((component) => (component === 0 ? 0 : ids[component - 1])) };
}

/** Highest id: the number of cells if ids count from 1 without gaps, as from `findInstances`. */
export function highestId({ data }: Labels): number {
  return data.reduce((high, id) => Math.max(high, id), 0);
}

/**
 * Renumbers labels in descending order of area, from 1; ties are in the order of first pixels. The ids may
 * have gaps, but none may exceed the number of pixels.
 */
export function numberByArea(components: Labels): Labels {
  const { rows, columns, data } = components;
  const highest = highestId(components);
  const areas = new Int32Array(highest + 1);
  const inOrder: number[] = [];
  for (const id of data) {
    if (id === 0) continue;
    if (areas[id] === 0) inOrder.push(id);
    areas[id] += 1;
  }
  // The sort is stable: equal areas stay in order.
  inOrder.sort((a, b) => areas[b] - areas[a]);
  const places = new Int32Array(highest + 1);
  for (const [index, id] of inOrder.entries()) places[id] = index + 1;
  return { rows, columns, data: data.map((id) => places[id]) };
}
