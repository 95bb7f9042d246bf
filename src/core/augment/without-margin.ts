import { cut } from "../raster/cut.ts";
import type { PlaneData, Size } from "../raster/plane.ts";

/**
 * Planes of one size without a margin of `margin` px on each side: a copy of every array of `planes`, which have any
 * number of channels, and `rows` and `columns` of the rest where `planes` has them.
 */
export function withoutMargin<Planes extends object>(
  planes: Planes,
  { rows, columns }: Size,
  margin: number,
): Planes {
  const inner = { rows: rows - 2 * margin, columns: columns - 2 * margin };
  const box = { top: margin, left: margin, ...inner };
  const parts = Object.entries(planes).map(([name, value]) => {
    if (!ArrayBuffer.isView(value)) return [name, name in inner ? inner[name as keyof Size] : value];
    const data = value as PlaneData;
    return [name, cut({ rows, columns, data }, box, data.length / (rows * columns))];
  });
  return Object.fromEntries(parts) as Planes;
}
