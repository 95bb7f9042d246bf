import type { Neighbours } from "../raster/label-components.ts";

/** Set of neighbours: the 4 at the edges, all 8, or only those at the corners. */
type Around = Neighbours | "corners";

/** Row offsets of the neighbours, those at the edges before those at the corners. */
const DOWN = Int8Array.of(-1, 0, 0, 1, -1, -1, 1, 1);
/** Column offsets, in the same order. */
const RIGHT = Int8Array.of(0, -1, 1, 0, -1, 1, -1, 1);

const EDGES = 4;
const FIRST: Record<Around, number> = { 4: 0, 8: 0, corners: EDGES };
const END: Record<Around, number> = { 4: EDGES, 8: DOWN.length, corners: DOWN.length };

/** Visits the neighbours of a pixel within the image; pixels are row-major indices. */
export function forEachNeighbour(
  { rows, columns }: { readonly rows: number; readonly columns: number },
  pixel: number,
  around: Around,
  visit: (neighbour: number) => void,
): void {
  const row = Math.floor(pixel / columns);
  const column = pixel - row * columns;
  for (let step = FIRST[around]; step < END[around]; step++) {
    const r = row + DOWN[step];
    const c = column + RIGHT[step];
    if (r >= 0 && c >= 0 && r < rows && c < columns) visit(r * columns + c);
  }
}
