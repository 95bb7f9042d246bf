import type { Labels } from "../raster/plane.ts";
import { forEachNeighbour } from "./neighbourhood.ts";

/**
 * Grows pieces by `steps` pixels into the pixels of the mask that are free, all at the same pace; a pixel that is
 * taken stays as it is. A step goes to all eight neighbours, as the square of the published dilation does (Bai &
 * Urtasun 2017), the straight ones first. Each pixel is taken once: the cost depends on the number of pixels only.
 * @param mask `[row, column]` like the pieces, above 0 where they may grow
 */
export function growPieces(pieces: Labels, mask: ArrayLike<number>, steps: number): Labels {
  const data = pieces.data.slice();
  const isFree = (pixel: number) => data[pixel] === 0 && mask[pixel] > 0;
  let front: number[] = [];
  data.forEach((id, pixel) => {
    if (id === 0) return;
    let open = false;
    forEachNeighbour(pieces, pixel, 8, (other) => {
      open ||= isFree(other);
    });
    if (open) front.push(pixel);
  });
  for (let step = 0; step < steps && front.length > 0; step++) {
    const next: number[] = [];
    for (const around of [4, "corners"] as const) {
      for (const pixel of front) {
        forEachNeighbour(pieces, pixel, around, (other) => {
          if (!isFree(other)) return;
          data[other] = data[pixel];
          next.push(other);
        });
      }
    }
    front = next;
  }
  return { ...pieces, data };
}
