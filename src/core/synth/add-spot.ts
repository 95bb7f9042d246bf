import type { Plane } from "../raster/plane.ts";

/** Radius of a spot in standard deviations. */
const REACH = 3;

/**
 * Adds a Gaussian spot with a given `height` and standard deviation `sigma` px, only where `keep` is true.
 */
export function addSpot(
  { rows, columns, data }: Plane,
  spot: { row: number; column: number; sigma: number; height: number },
  keep: (pixel: number) => boolean = () => true,
): void {
  const reach = Math.ceil(REACH * spot.sigma);
  const middleRow = Math.round(spot.row);
  const middleColumn = Math.round(spot.column);
  for (let row = Math.max(0, middleRow - reach); row <= Math.min(rows - 1, middleRow + reach); row++) {
    for (
      let column = Math.max(0, middleColumn - reach);
      column <= Math.min(columns - 1, middleColumn + reach);
      column++
    ) {
      const pixel = row * columns + column;
      if (!keep(pixel)) continue;
      const away = (row - spot.row) ** 2 + (column - spot.column) ** 2;
      data[pixel] += spot.height * Math.exp(-away / (2 * spot.sigma * spot.sigma));
    }
  }
}
