import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { growPieces } from "./grow-pieces.ts";
import { keepLeftovers } from "./keep-leftovers.ts";
import type { InstanceParameters } from "./parameters.ts";
import { piecesOf } from "./pieces.ts";

/**
 * Cells by the cut of levels (Bai & Urtasun 2017): what lies deeper than a level falls into pieces, which are grown
 * back by as many pixels as the cut took. The cut leaves distances above T + 1, so growing by T + 1 restores the cell.
 * Published is a growth of T by squares that overwrite each other and leave the mask; here no piece overwrites
 * another and none leaves the mask.
 */
export function cutLevels(field: CellField, parameters: InstanceParameters["cut"]): Labels {
  const { rows, columns, mask, level } = field;
  const deep = Int32Array.from(level, (value, pixel) =>
    mask[pixel] > 0 && value > parameters.level ? 1 : 0,
  );
  const pieces = piecesOf({ rows, columns, data: deep }, parameters);
  const cells = growPieces(pieces, mask, parameters.level + 1 + parameters.dilation);
  return parameters.leftovers ? keepLeftovers(cells, mask, parameters) : cells;
}
