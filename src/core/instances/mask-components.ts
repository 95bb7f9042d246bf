import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { componentsOf } from "./components-of.ts";
import type { InstanceParameters } from "./parameters.ts";

/** Cells as the connected components of the mask, the baseline. Touching cells are merged. */
export function maskComponents(
  { rows, columns, mask }: CellField,
  parameters: InstanceParameters["components"],
): Labels {
  const data = Int32Array.from(mask, (value) => (value > 0 ? 1 : 0));
  return componentsOf({ rows, columns, data }, parameters);
}
