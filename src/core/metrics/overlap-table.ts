import type { Labels } from "../raster/plane.ts";

/** The cells of a label image in the order of their first pixel. */
export interface CellList {
  readonly ids: readonly number[];
  /** Pixels of each cell that are not ignored. */
  readonly areas: readonly number[];
}

/** Pixels that a true and a found cell have in common. */
export interface Overlap {
  /** Place of the true cell in its list. */
  readonly truth: number;
  /** Place of the found cell in its list. */
  readonly found: number;
  /** Pixels in both. */
  readonly both: number;
  /** Pixels in either. */
  readonly either: number;
}

/** What two label images have in common; only pairs of cells with a common pixel are in it. */
export interface OverlapTable {
  readonly truth: CellList;
  readonly found: CellList;
  /** In the order of their first common pixel, so that other ids change nothing. */
  readonly overlaps: readonly Overlap[];
}

/** Stands for background in place of a cell's place. */
const NO_CELL = -1;

/** More than any list has cells; a pair of places then fits in a safe integer. */
const PLACES = 2 ** 26;

class CellCounter {
  readonly ids: number[] = [];
  readonly areas: number[] = [];
  readonly #places = new Map<number, number>();

  /** Counts pixels of an id; its place, or NO_CELL for background. */
  add(id: number, pixels: number): number {
    if (id <= 0) return NO_CELL;
    let place = this.#places.get(id);
    if (place === undefined) {
      place = this.ids.push(id) - 1;
      this.areas.push(0);
      this.#places.set(id, place);
    }
    this.areas[place] += pixels;
    return place;
  }
}

/** Of found cells by their place: true for those that count, since no more than half of their pixels are ignored. */
function judgedCells({ ids, areas }: CellList, ignored: ReadonlyMap<number, number>): boolean[] {
  return ids.map((id, place) => (ignored.get(id) ?? 0) <= areas[place]);
}

/** A table without some of the found cells. */
function withoutFound({ truth, found, overlaps }: OverlapTable, judged: readonly boolean[]): OverlapTable {
  let count = 0;
  const places = judged.map((stays) => (stays ? count++ : NO_CELL));
  const kept = (_: number, place: number) => judged[place];
  return {
    truth,
    found: { ids: found.ids.filter(kept), areas: found.areas.filter(kept) },
    overlaps: overlaps
      .filter((overlap) => judged[overlap.found])
      .map((overlap) => ({ ...overlap, found: places[overlap.found] })),
  };
}

/**
 * Overlaps of all cells of two label images `[row, column]` of one size, in one pass: the cost depends on the number
 * of pixels only. Ids are free; 0 is background. Where the truth is below 0 it is ignored: such pixels belong to no cell
 * here, and a found cell of which they are more than half is left out. Throws a RangeError when the sizes differ.
 */
export function overlapTable(truth: Labels, found: Labels): OverlapTable {
  if (truth.rows !== found.rows || truth.columns !== found.columns) {
    throw new RangeError("label images to compare must have one size");
  }
  const truths = new CellCounter();
  const founds = new CellCounter();
  const common = new Map<number, number>();
  /** Ignored pixels of found cells by their id. */
  const ignored = new Map<number, number>();
  const [a, b] = [truth.data, found.data];
  for (let start = 0; start < a.length; ) {
    let end = start + 1;
    while (end < a.length && a[end] === a[start] && b[end] === b[start]) end++;
    const pixels = end - start;
    if (a[start] < 0) {
      ignored.set(b[start], (ignored.get(b[start]) ?? 0) + pixels);
      start = end;
      continue;
    }
    const place = truths.add(a[start], pixels);
    const partner = founds.add(b[start], pixels);
    if (place !== NO_CELL && partner !== NO_CELL) {
      const key = place * PLACES + partner;
      common.set(key, (common.get(key) ?? 0) + pixels);
    }
    start = end;
  }
  const overlaps = Array.from(common, ([key, both]): Overlap => {
    const place = Math.floor(key / PLACES);
    const partner = key - place * PLACES;
    return {
      truth: place,
      found: partner,
      both,
      either: truths.areas[place] + founds.areas[partner] - both,
    };
  });
  const table = {
    truth: { ids: truths.ids, areas: truths.areas },
    found: { ids: founds.ids, areas: founds.areas },
    overlaps,
  };
  return ignored.size === 0 ? table : withoutFound(table, judgedCells(table.found, ignored));
}
