import type { Labels } from "../raster/plane.ts";
import { adjustedMask } from "./adjusted-mask.ts";
import type { CellField } from "./cell-field.ts";
import { numberByArea } from "./components-of.ts";
import { cutDivergence } from "./cut-divergence.ts";
import { cutLevels } from "./cut-levels.ts";
import { floodDepth } from "./flood-depth.ts";
import { followField } from "./follow-field.ts";
import { floodLandscape } from "./landscape.ts";
import { maskComponents } from "./mask-components.ts";
import type { InstanceChoice } from "./parameters.ts";
import { watershed } from "./watershed.ts";

function cellsBy(field: CellField, choice: InstanceChoice): Labels {
  switch (choice.method) {
    case "cut":
      return cutLevels(field, choice.parameters);
    case "components":
      return maskComponents(field, choice.parameters);
    case "watershed":
      return watershed(field, choice.parameters);
    case "follow":
      return followField(field, choice.parameters);
    case "divergence":
      return cutDivergence(field, choice.parameters);
    case "landscape":
      return floodLandscape(field, choice.parameters);
    case "depth":
      return floodDepth(field, choice.parameters);
  }
}

/**
 * Cells of a field by one of the methods, ids in descending order of area, none outside the mask: a
 * predicted mask as the parameters adjust it, or the true one.
 * Deterministic; the cost depends only on the number of pixels.
 */
export function findInstances(field: CellField, choice: InstanceChoice): Labels {
  const mask = adjustedMask(field, choice.parameters);
  return numberByArea(cellsBy({ ...field, mask }, choice));
}
