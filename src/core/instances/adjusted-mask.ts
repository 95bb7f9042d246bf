import { labelComponents } from "../raster/label-components.ts";
import type { CellField } from "./cell-field.ts";
import type { MaskRule } from "./parameters.ts";

/** Pixels of the background that are enclosed by the mask, in parts of fewer than `limit` px. */
function smallHoles({ rows, columns, mask }: CellField, limit: number): Uint8Array {
  const outside = Int32Array.from(mask, (value) => (value > 0 ? 0 : 1));
  // Background that touches only at a corner is not connected, as the mask there is.
  const { labels, areas } = labelComponents({ rows, columns, data: outside }, 4);
  const isHole = Uint8Array.from(areas, (area) => (area < limit ? 1 : 0));
  const open = (pixel: number) => {
    const component = labels.data[pixel];
    if (component > 0) isHole[component - 1] = 0;
  };
  for (let column = 0; column < columns; column++) {
    open(column);
    open((rows - 1) * columns + column);
  }
  for (let row = 0; row < rows; row++) {
    open(row * columns);
    open((row + 1) * columns - 1);
  }
  return Uint8Array.from(labels.data, (component) => (component > 0 ? isHole[component - 1] : 0));
}

/**
 * The mask in which cells are found. A predicted mask is the pixels with a probability of cell above
 * `maskThreshold`, with its holes of fewer than `holes` px filled; background at the edge of the image is no
 * hole. A true mask is returned unchanged.
 */
export function adjustedMask(field: CellField, { maskThreshold, holes }: MaskRule): CellField["mask"] {
  const { mask: predicted, probability } = field;
  if (!probability) return predicted;
  // At one half, the mask is that of the logits, which resolves values that probabilities do not.
  const isOwn = maskThreshold === 0.5;
  const mask = isOwn ? predicted : Uint8Array.from(probability, (value) => (value > maskThreshold ? 1 : 0));
  if (holes === 0) return mask;
  const filled = smallHoles({ ...field, mask }, holes);
  return Uint8Array.from(mask, (value, pixel) => (value > 0 || filled[pixel] === 1 ? 1 : 0));
}
