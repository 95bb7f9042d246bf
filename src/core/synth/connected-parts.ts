import type { Labels } from "../raster/plane.ts";

/** A connected component: its id and the indices of its pixels. */
export interface Part {
  readonly id: number;
  readonly pixels: readonly number[];
}

/**
 * Connected components of each id of a label image. With 4 neighbours, a diagonal step does not connect; with
 * 8 it does. Without background (0). Components are in the order of their first pixels.
 */
export function connectedParts({ rows, columns, data }: Labels, neighbours: 4 | 8): Part[] {
  const seen = new Uint8Array(data.length);
  const parts: Part[] = [];
  for (let start = 0; start < data.length; start++) {
    if (data[start] === 0 || seen[start] === 1) continue;
    const pixels = [start];
    seen[start] = 1;
    for (let next = 0; next < pixels.length; next++) {
      const row = Math.floor(pixels[next] / columns);
      const column = pixels[next] % columns;
      for (let down = Math.max(0, row - 1); down <= Math.min(rows - 1, row + 1); down++) {
        for (let right = Math.max(0, column - 1); right <= Math.min(columns - 1, column + 1); right++) {
          const pixel = down * columns + right;
          if (neighbours === 4 && down !== row && right !== column) continue;
          if (seen[pixel] === 1 || data[pixel] !== data[start]) continue;
          seen[pixel] = 1;
          pixels.push(pixel);
        }
      }
    }
    parts.push({ id: data[start], pixels });
  }
  return parts;
}
