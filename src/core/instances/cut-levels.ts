import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { componentsOf } from "./components-of.ts";
import { dilateLabels } from "./dilate-labels.ts";
import { keepLeftovers } from "./keep-leftovers.ts";
import type { InstanceParameters } from "./parameters.ts";

/**
 * Cells by the cut at a level (Bai & Urtasun 2017): the pixels above a level T form connected components,
 * which are dilated back. The cut keeps distances above T + 1; a dilation by T + 1 restores the cell. The
 * published method dilates by T with squares that overwrite each other and leave the mask; here, components
 * neither overwrite each other nor leave the mask.
 */
export function cutLevels(field: CellField, parameters: InstanceParameters["cut"]): Labels {
  const { rows, columns, mask, level } = field;
  const deep = Int32Array.from(level, (value, pixel) =>
    mask[pixel] > 0 && value > parameters.level ? 1 : 0,
  );
  const components = componentsOf({ rows, columns, data: deep }, parameters);
  const cells = dilateLabels(components, mask, parameters.level + 1 + parameters.dilation);
  return parameters.leftovers ? keepLeftovers(cells, mask, parameters) : cells;
}
