import type { Labels } from "../raster/plane.ts";

/** The cells of a label image in the order of their first pixel. */
export interface CellList {
  readonly ids: readonly number[];
  /** Area of each cell in px, without ignored pixels. */
  readonly areas: readonly number[];
}

/** Overlap of a ground-truth and a predicted cell. */
export interface Overlap {
  /** Index of the ground-truth cell in its list. */
  readonly truth: number;
  /** Index of the predicted cell in its list. */
  readonly found: number;
  /** Intersection in px. */
  readonly both: number;
  /** Union in px. */
  readonly either: number;
}

/** Overlaps of two label images; only pairs of cells with a common pixel are listed. */
export interface OverlapTable {
  readonly truth: CellList;
  readonly found: CellList;
  /** In the order of their first common pixel, independent of the ids. */
  readonly overlaps: readonly Overlap[];
}

/** Index that represents background. */
const NO_CELL = -1;

/** Exceeds the number of cells in any list; a pair of indices fits in a safe integer. */
const PLACES = 2 ** 26;

class CellCounter {
  readonly ids: number[] = [];
  readonly areas: number[] = [];
  readonly #places = new Map<number, number>();

  /** Adds pixels of an id. Returns its index, or NO_CELL for background. */
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

/** Per predicted cell: true if it is scored, i.e. at most half of its pixels are ignored. */
function judgedCells({ ids, areas }: CellList, ignored: ReadonlyMap<number, number>): boolean[] {
  return ids.map((id, place) => (ignored.get(id) ?? 0) <= areas[place]);
}

/** The table without the predicted cells that are not scored. */
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
 * Overlaps of all cells of two label images `[row, column]` of the same size, in one pass: the cost depends
 * only on the number of pixels. Ids are arbitrary; 0 is background. Pixels where the truth is below 0 are
 * ignored: they belong to no cell, and a predicted cell of which they are more than half is omitted. Throws a
 * RangeError if the sizes differ.
 */
export function overlapTable(truth: Labels, found: Labels): OverlapTable {
  if (truth.rows !== found.rows || truth.columns !== found.columns) {
    throw new RangeError("label images to compare must have one size");
  }
  const truths = new CellCounter();
  const founds = new CellCounter();
  const common = new Map<number, number>();
  /** Number of ignored pixels per predicted cell, by id. */
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
