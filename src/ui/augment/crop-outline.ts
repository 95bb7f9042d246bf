import type { CropFrame } from "../../core/augment/crop-frame.ts";

/** A frame as lines of an SVG in image px: all of it, and the side that became the top of the crop. */
export function cropOutline(frame: CropFrame): { readonly outline: string; readonly top: string } {
  const point = ([row, column]: readonly [number, number]) => `${column.toFixed(2)} ${row.toFixed(2)}`;
  const [upperLeft, upperRight, lowerRight, lowerLeft] = frame.map(point);
  return {
    outline: `M${upperLeft}L${upperRight}L${lowerRight}L${lowerLeft}Z`,
    top: `M${upperLeft}L${upperRight}`,
  };
}
