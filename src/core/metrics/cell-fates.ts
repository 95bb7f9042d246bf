import { matchedOverlaps } from "./matching.ts";
import type { CellList, Overlap, OverlapTable } from "./overlap-table.ts";

/** What became of a true cell. */
export type TrueFate = "matched" | "merged" | "split" | "falseNegative";

/** What a found cell is. */
export type FoundFate = "matched" | "merged" | "split" | "falsePositive";

/** A cell, what became of it, and the cell of the other image that it overlaps most. */
export interface CellFate<Fate> {
  readonly id: number;
  /** Pixels. */
  readonly area: number;
  readonly fate: Fate;
  /** Id of the cell of the other image with the largest intersection over union; 0 when it overlaps none. */
  readonly partner: number;
  /** That intersection over union, 0..1. */
  readonly iou: number;
}

/** All cells of two label images, each list in the order of first pixels. */
export interface CellFates {
  readonly truth: readonly CellFate<TrueFate>[];
  readonly found: readonly CellFate<FoundFate>[];
}

const HALF = 50;

/** One image's cells seen from the other: who is held by whom, and who overlaps whom most. */
class Side {
  /** Cells of the other image that have more than half of themselves in this cell. */
  readonly held: Uint32Array;
  /** The cell of the other image that has more than half of this one, or -1. */
  readonly holder: Int32Array;
  readonly best: ({ readonly place: number; readonly iou: number } | undefined)[];

  constructor({ ids }: CellList) {
    this.held = new Uint32Array(ids.length);
    this.holder = new Int32Array(ids.length).fill(-1);
    this.best = ids.map(() => undefined);
  }

  meet(place: number, other: number, { both, either }: Overlap): void {
    const iou = both / either;
    if (iou > (this.best[place]?.iou ?? 0)) this.best[place] = { place: other, iou };
  }
}

function hold(holder: Side, place: number, held: Side, other: number): void {
  holder.held[place] += 1;
  held.holder[other] = place;
}

function fatesOf<Fate extends string>(
  cells: CellList,
  others: CellList,
  own: Side,
  matched: ReadonlySet<number>,
  fateOf: (place: number) => Fate,
): CellFate<Fate | "matched">[] {
  return cells.ids.map((id, place) => {
    const best = own.best[place];
    return {
      id,
      area: cells.areas[place],
      fate: matched.has(place) ? "matched" : fateOf(place),
      partner: best ? others.ids[best.place] : 0,
      iou: best?.iou ?? 0,
    };
  });
}

/**
 * Says of each cell what became of it. Matched: a partner with an intersection over union greater than one half. One
 * cell holds another when more than half of the other's pixels lie in it. A found cell that holds several true ones
 * merged them: it and those of them without a partner are merged. A true cell that holds several found ones is split:
 * it and those of them are split, unless matched. The remaining cells are false negatives (ground truth) or false
 * positives (predicted). Swapping the two images swaps split with merged and false negative with false positive.
 */
export function cellFates(table: OverlapTable): CellFates {
  const truth = new Side(table.truth);
  const found = new Side(table.found);
  for (const overlap of table.overlaps) {
    truth.meet(overlap.truth, overlap.found, overlap);
    found.meet(overlap.found, overlap.truth, overlap);
    if (2 * overlap.both > table.truth.areas[overlap.truth]) {
      hold(found, overlap.found, truth, overlap.truth);
    }
    if (2 * overlap.both > table.found.areas[overlap.found]) {
      hold(truth, overlap.truth, found, overlap.found);
    }
  }
  const pairs = matchedOverlaps(table, HALF, "greater");
  const matchedTruth = new Set(pairs.map((pair) => pair.truth));
  const matchedFound = new Set(pairs.map((pair) => pair.found));
  const holdsSeveral = (side: Side, place: number) => place >= 0 && side.held[place] > 1;
  return {
    truth: fatesOf<TrueFate>(table.truth, table.found, truth, matchedTruth, (place) => {
      if (holdsSeveral(found, truth.holder[place])) return "merged";
      return holdsSeveral(truth, place) ? "split" : "falseNegative";
    }),
    found: fatesOf<FoundFate>(table.found, table.truth, found, matchedFound, (place) => {
      if (holdsSeveral(truth, found.holder[place])) return "split";
      return holdsSeveral(found, place) ? "merged" : "falsePositive";
    }),
  };
}
