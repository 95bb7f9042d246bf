import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { componentsOf } from "./components-of.ts";
import { dilateLabels } from "./dilate-labels.ts";
import { keepLeftovers } from "./keep-leftovers.ts";
import type { InstanceParameters } from "./parameters.ts";

/**
 * 1 on pixels of the mask whose vector diverges from that of a neighbour (above, below, left or right) in the
 * mask, else 0. Vectors point away from the nearest edge. Across the border between two cells they point away
 * from each other: their difference along the step is up to 2; across a ridge it is down to -2.
 * @param threshold difference of two vectors above which their pixels are separated
 */
function partingPixels({ rows, columns, mask, unitVectors }: CellField, threshold: number): Uint8Array {
  const parts = new Uint8Array(mask.length);
  const compare = (pixel: number, other: number, component: 0 | 1) => {
    if (!(mask[pixel] > 0 && mask[other] > 0)) return;
    if (unitVectors[2 * other + component] - unitVectors[2 * pixel + component] <= threshold) return;
    parts[pixel] = 1;
    parts[other] = 1;
  };
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      if (row + 1 < rows) compare(pixel, pixel + columns, 0);
      if (column + 1 < columns) compare(pixel, pixel + 1, 1);
    }
  }
  return parts;
}

/**
 * Cells by cutting the mask where the vectors of two neighbours diverge. The criterion is one term of the
 * divergence of the field; similarly, HoVer-Net cuts where its distances jump (Graham et al. 2019). The
 * connected components between the cuts are dilated back over them.
 */
export function cutDivergence(field: CellField, parameters: InstanceParameters["divergence"]): Labels {
  const { rows, columns, mask } = field;
  const parts = partingPixels(field, parameters.threshold);
  const inner = Int32Array.from(mask, (value, pixel) => (value > 0 && parts[pixel] === 0 ? 1 : 0));
  const components = componentsOf({ rows, columns, data: inner }, parameters);
  const cells = dilateLabels(components, mask, parameters.dilation);
  return parameters.leftovers ? keepLeftovers(cells, mask, parameters) : cells;
}
