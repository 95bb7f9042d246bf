import type { Labels } from "../raster/plane.ts";
import { componentsOf } from "./components-of.ts";
import type { ComponentRule } from "./parameters.ts";

/**
 * Adds the connected components of the mask in which no cell was found as cells, e.g. small cells without a
 * pixel above the cut level. Neighbours and minimum size are those of `rule`.
 * @param mask `[row, column]` like the cells, above 0 in cells
 */
export function keepLeftovers(cells: Labels, mask: ArrayLike<number>, rule: ComponentRule): Labels {
  const { rows, columns, data } = cells;
  const inMask = { rows, columns, data: data.map((_, pixel) => (mask[pixel] > 0 ? 1 : 0)) };
  const components = componentsOf(inMask, rule);
  const used = new Set<number>();
  let highest = 0;
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (data[pixel] === 0) continue;
    used.add(components.data[pixel]);
    highest = Math.max(highest, data[pixel]);
  }
  const kept = data.map((id, pixel) => {
    const component = components.data[pixel];
    return component === 0 || used.has(component) ? id : highest + component;
  });
  return { rows, columns, data: kept };
}
