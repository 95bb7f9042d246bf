import type { Labels } from "../raster/plane.ts";
import { forEachNeighbour } from "./neighbourhood.ts";

/**
 * Dilates labels by `steps` pixels into free pixels of the mask, all at the same speed; labels never
 * overwrite each other. A step extends to all eight neighbours, like the square of the published dilation
 * (Bai & Urtasun 2017), with edge neighbours before corners. Each pixel is assigned once: the cost depends
 * only on the number of pixels.
 * @param mask `[row, column]` like the labels, above 0 where they may grow
 */
export function dilateLabels(labels: Labels, mask: ArrayLike<number>, steps: number): Labels {
  const data = labels.data.slice();
  const isFree = (pixel: number) => data[pixel] === 0 && mask[pixel] > 0;
  let front: number[] = [];
  data.forEach((id, pixel) => {
    if (id === 0) return;
    let open = false;
    forEachNeighbour(labels, pixel, 8, (other) => {
      open ||= isFree(other);
    });
    if (open) front.push(pixel);
  });
  for (let step = 0; step < steps && front.length > 0; step++) {
    const next: number[] = [];
    for (const around of [4, "corners"] as const) {
      for (const pixel of front) {
        forEachNeighbour(labels, pixel, around, (other) => {
          if (!isFree(other)) return;
          data[other] = data[pixel];
          next.push(other);
        });
      }
    }
    front = next;
  }
  return { ...labels, data };
}
