import type { Labels } from "../raster/plane.ts";

/** Lowest threshold at which a cell can have one partner only. */
const UNIQUE_FROM = 0.5;

function areasOf(labels: Labels): Map<number, number> {
  const areas = new Map<number, number>();
  for (const id of labels.data) {
    if (id > 0) areas.set(id, (areas.get(id) ?? 0) + 1);
  }
  return areas;
}

/**
 * How many cells of `truth` have a partner in `found` with an intersection over union greater than `threshold`.
 * From 0.5 on no cell can have two partners, so that no assignment has to be solved; a lower threshold throws a
 * RangeError, as do images of different size.
 */
export function matchedCells(truth: Labels, found: Labels, threshold: number): number {
  if (threshold < UNIQUE_FROM) throw new RangeError("cells are matched from an overlap of 0.5 on");
  if (truth.rows !== found.rows || truth.columns !== found.columns) {
    throw new RangeError("label images to compare must have one size");
  }
  const truthAreas = areasOf(truth);
  const foundAreas = areasOf(found);
  const common = new Map<number, Map<number, number>>();
  truth.data.forEach((id, pixel) => {
    const partner = found.data[pixel];
    if (id <= 0 || partner <= 0) return;
    const row = common.get(id) ?? new Map<number, number>();
    row.set(partner, (row.get(partner) ?? 0) + 1);
    common.set(id, row);
  });
  let matched = 0;
  for (const [id, row] of common) {
    for (const [partner, both] of row) {
      const either = (truthAreas.get(id) ?? 0) + (foundAreas.get(partner) ?? 0) - both;
      if (both > threshold * either) matched += 1;
    }
  }
  return matched;
}
