import type { Labels } from "../raster/plane.ts";

/** Area in px of every cell, in the order of first pixels. */
export function cellAreas({ data }: Labels): readonly number[] {
  const areas = new Map<number, number>();
  for (const id of data) if (id > 0) areas.set(id, (areas.get(id) ?? 0) + 1);
  return [...areas.values()];
}
