import { matchedOverlaps } from "./matching.ts";
import type { CellList, Overlap, OverlapTable } from "./overlap-table.ts";

/** Outcome of a ground-truth cell. */
export type TrueOutcome = "matched" | "merged" | "split" | "falseNegative";

/** Outcome of a predicted cell. */
export type FoundOutcome = "matched" | "merged" | "split" | "falsePositive";

/** A cell, its outcome, and the cell of the other image with the largest overlap. */
export interface CellOutcome<Outcome> {
  readonly id: number;
  /** Area in px. */
  readonly area: number;
  readonly outcome: Outcome;
  /** Id of the cell of the other image with the largest intersection over union; 0 without overlap. */
  readonly partner: number;
  /** That intersection over union, 0..1. */
  readonly iou: number;
}

/** All cells of two label images, each list in the order of the cells' first pixels. */
export interface CellOutcomes {
  readonly truth: readonly CellOutcome<TrueOutcome>[];
  readonly found: readonly CellOutcome<FoundOutcome>[];
}

const HALF = 50;

/** Relation of one image's cells to those of the other: containment by majority, and largest overlap. */
class Side {
  /** Per cell: number of cells of the other image with more than half of their area in this cell. */
  readonly held: Uint32Array;
  /** Per cell: the cell of the other image that contains more than half of it, or -1. */
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

function outcomesOf<Outcome extends string>(
  cells: CellList,
  others: CellList,
  own: Side,
  matched: ReadonlySet<number>,
  outcomeOf: (place: number) => Outcome,
): CellOutcome<Outcome | "matched">[] {
  return cells.ids.map((id, place) => {
    const best = own.best[place];
    return {
      id,
      area: cells.areas[place],
      outcome: matched.has(place) ? "matched" : outcomeOf(place),
      partner: best ? others.ids[best.place] : 0,
      iou: best?.iou ?? 0,
    };
  });
}

/**
 * Outcome of each cell. Matched: a partner with an intersection over union greater than one half. A cell
 * contains another if more than half of the other's pixels are in it. If a predicted cell contains several
 * ground-truth cells, it and they are merged, unless matched. If a ground-truth cell contains several
 * predicted cells, it and they are split, unless matched. The remaining cells are false negatives (ground
 * truth) or false positives (predicted). Swapping the two images swaps split with merged and false negative
 * with false positive.
 */
export function cellOutcomes(table: OverlapTable): CellOutcomes {
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
    truth: outcomesOf<TrueOutcome>(table.truth, table.found, truth, matchedTruth, (place) => {
      if (holdsSeveral(found, truth.holder[place])) return "merged";
      return holdsSeveral(truth, place) ? "split" : "falseNegative";
    }),
    found: outcomesOf<FoundOutcome>(table.found, table.truth, found, matchedFound, (place) => {
      if (holdsSeveral(truth, found.holder[place])) return "split";
      return holdsSeveral(found, place) ? "merged" : "falsePositive";
    }),
  };
}
