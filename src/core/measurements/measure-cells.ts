import type { PixelSize } from "../dataset/pixel-size.ts";
import type { Labels, Pixels } from "../raster/plane.ts";
import { type CellPlane, cellPlane, NO_CELL } from "./cell-plane.ts";
import { convexAreasOf } from "./convex-areas.ts";
import type { MeasurementKey } from "./measurements.ts";
import { eccentricities, momentsOf } from "./moments.ts";
import { perimetersOf } from "./perimeters.ts";
import { rowExtents } from "./row-extents.ts";
import { touchingCells } from "./touching-cells.ts";

/** Measurements of the cells of one image, one value per cell. */
export interface MeasuredCells {
  /** Ids in ascending order. */
  readonly ids: Int32Array;
  /** Null if it is unknown. */
  readonly pixelSize: PixelSize | null;
  /** In px; `MEASUREMENTS` says what each is. */
  readonly shape: Readonly<Record<MeasurementKey, Float64Array>>;
  /** Mean and sum of the image's values over the cell, per channel. */
  readonly means: readonly Float64Array[];
  readonly sums: readonly Float64Array[];
}

/** The measured cells of one image, with its name. */
export interface NamedCells {
  readonly name: string;
  readonly cells: MeasuredCells;
}

/** Sum of the values of each cell, per channel. */
function intensitySums({ data, ids }: CellPlane, image: Pixels): Float64Array[] {
  return Array.from({ length: image.channels }, (_, channel) => {
    const sums = new Float64Array(ids.length);
    for (let pixel = 0, at = channel; pixel < data.length; pixel++, at += image.channels) {
      if (data[pixel] !== NO_CELL) sums[data[pixel]] += image.data[at];
    }
    return sums;
  });
}

/**
 * Measures the cells of a label image `[row, column]` in an image `[row, column, channel]` of the same size.
 * Pixels of one id are one cell, connected or not; background and ignored pixels belong to none. The
 * definitions are those of scikit-image's `regionprops`. The time is proportional to the number of pixels
 * and, for the convex hull, to the heights of the cells. Throws a RangeError if the sizes differ.
 */
export function measureCells(
  labels: Labels,
  image: Pixels,
  pixelSize: PixelSize | null = null,
): MeasuredCells {
  if (labels.rows !== image.rows || labels.columns !== image.columns) {
    throw new RangeError("labels and image must have one size");
  }
  const plane = cellPlane(labels);
  const moments = momentsOf(plane);
  const { area, row, column } = moments;
  const convex = convexAreasOf(rowExtents(plane));
  const sums = intensitySums(plane, image);
  return {
    ids: plane.ids,
    pixelSize,
    shape: {
      area,
      row,
      column,
      diameter: area.map((pixels) => Math.sqrt((4 * pixels) / Math.PI)),
      perimeter: perimetersOf(plane),
      eccentricity: eccentricities(moments),
      solidity: area.map((pixels, cell) => pixels / convex[cell]),
      neighbours: touchingCells(plane),
    },
    means: sums.map((channel) => channel.map((sum, cell) => sum / area[cell])),
    sums,
  };
}
