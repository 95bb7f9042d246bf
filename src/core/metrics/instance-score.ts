import { countMatches, fraction, type MatchCounts, matchedOverlaps, matchFraction } from "./matching.ts";
import { OverlapSum } from "./overlap.ts";
import type { OverlapTable } from "./overlap-table.ts";

/** Thresholds of the Kaggle score: intersection over union in per cent. */
export const KAGGLE_PERCENTS = [50, 55, 60, 65, 70, 75, 80, 85, 90, 95] as const;

/** Thresholds at which Cellpose's average precision is reported, in per cent. */
const AP_PERCENTS = [50, 75, 90] as const;

const HALF = 50;

/** Instance segmentation scores, all 0..1. Formulas and sources: docs/metrics.md. */
export interface InstanceScore {
  readonly images: number;
  readonly trueCells: number;
  readonly foundCells: number;
  /** TP / (TP + FP + FN) at an IoU greater than each of `KAGGLE_PERCENTS`, mean over the images. */
  readonly kaggleAt: readonly number[];
  /** Mean of `kaggleAt`: the score of the 2018 Data Science Bowl and of Sartorius. */
  readonly kaggle: number;
  /** TP / (TP + FP + FN) at an IoU of at least one half, mean over the images, as in Cellpose. */
  readonly ap50: number;
  readonly ap75: number;
  readonly ap90: number;
  /** TP / (TP + FP) at an IoU of at least one half; pooled over the images, like all that follow. */
  readonly precision: number;
  /** TP / (TP + FN). */
  readonly recall: number;
  readonly f1: number;
  /** Panoptic quality, `sq` x `rq` (Kirillov et al. 2019), at an IoU greater than one half. */
  readonly pq: number;
  /** Mean IoU of the matched cells. */
  readonly sq: number;
  readonly rq: number;
  /** Aggregated Jaccard index (Kumar et al. 2017). */
  readonly aji: number;
  readonly maskIou: number;
  readonly maskDice: number;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * For each ground-truth cell, the predicted cell with the largest intersection over union; ties go to the
 * first.
 */
function bestOverlaps({ truth, overlaps }: OverlapTable) {
  const best: (OverlapTable["overlaps"][number] | null)[] = truth.ids.map(() => null);
  for (const overlap of overlaps) {
    const other = best[overlap.truth];
    if (!other || overlap.both * other.either > other.both * overlap.either) best[overlap.truth] = overlap;
  }
  return best;
}

/** Sums of the intersections and unions in the aggregated Jaccard index, in pixels. */
function aggregatedAreas(table: OverlapTable): { both: number; either: number } {
  const unused = new Set(table.found.ids.keys());
  let both = 0;
  let either = 0;
  for (const [place, best] of bestOverlaps(table).entries()) {
    both += best?.both ?? 0;
    either += best?.either ?? table.truth.areas[place];
    if (best) unused.delete(best.found);
  }
  for (const place of unused) either += table.found.areas[place];
  return { both, either };
}

/** Accumulates instance scores over images. */
export class InstanceSum {
  #images = 0;
  #trueCells = 0;
  #foundCells = 0;
  readonly #kaggle = KAGGLE_PERCENTS.map(() => 0);
  readonly #ap = AP_PERCENTS.map(() => 0);
  #atLeastHalf: MatchCounts = { matched: 0, falsePositive: 0, falseNegative: 0 };
  #aboveHalf = 0;
  #overlapAboveHalf = 0;
  #jaccard = { both: 0, either: 0 };
  readonly #mask = new OverlapSum();

  add(table: OverlapTable): void {
    const { truth, found, overlaps } = table;
    this.#images += 1;
    this.#trueCells += truth.ids.length;
    this.#foundCells += found.ids.length;
    for (const [place, percent] of KAGGLE_PERCENTS.entries()) {
      this.#kaggle[place] += matchFraction(countMatches(table, percent, "greater"));
    }
    for (const [place, percent] of AP_PERCENTS.entries()) {
      this.#ap[place] += matchFraction(countMatches(table, percent, "atLeast"));
    }
    const { matched, falsePositive, falseNegative } = countMatches(table, HALF, "atLeast");
    this.#atLeastHalf = {
      matched: this.#atLeastHalf.matched + matched,
      falsePositive: this.#atLeastHalf.falsePositive + falsePositive,
      falseNegative: this.#atLeastHalf.falseNegative + falseNegative,
    };
    const above = matchedOverlaps(table, HALF, "greater");
    this.#aboveHalf += above.length;
    this.#overlapAboveHalf += total(above.map(({ both, either }) => both / either));
    const { both, either } = aggregatedAreas(table);
    this.#jaccard = { both: this.#jaccard.both + both, either: this.#jaccard.either + either };
    const shared = total(overlaps.map((pair) => pair.both));
    this.#mask.add({ both: shared, either: total(found.areas) + total(truth.areas) - shared });
  }

  /** Null before the first image. */
  result(): InstanceScore | null {
    if (this.#images === 0) return null;
    const cells = this.#trueCells + this.#foundCells;
    const ofNothing = cells === 0 ? 1 : 0;
    const kaggleAt = this.#kaggle.map((sum) => sum / this.#images);
    const [ap50, ap75, ap90] = this.#ap.map((sum) => sum / this.#images);
    const { matched } = this.#atLeastHalf;
    const sq = fraction(this.#overlapAboveHalf, this.#aboveHalf, ofNothing);
    const rq = fraction(2 * this.#aboveHalf, cells, 1);
    return {
      images: this.#images,
      trueCells: this.#trueCells,
      foundCells: this.#foundCells,
      kaggleAt,
      kaggle: total(kaggleAt) / kaggleAt.length,
      ap50,
      ap75,
      ap90,
      precision: fraction(matched, this.#foundCells, ofNothing),
      recall: fraction(matched, this.#trueCells, ofNothing),
      f1: fraction(2 * matched, cells, 1),
      pq: sq * rq,
      sq,
      rq,
      aji: fraction(this.#jaccard.both, this.#jaccard.either, 1),
      maskIou: this.#mask.iou(),
      maskDice: this.#mask.dice(),
    };
  }
}

/** The score of one image. */
export function scoreImage(table: OverlapTable): InstanceScore {
  const sum = new InstanceSum();
  sum.add(table);
  const score = sum.result();
  if (!score) throw new RangeError("an image that was added has a score");
  return score;
}
