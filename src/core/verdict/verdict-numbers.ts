import type { Method } from "../instances/parameters.ts";
import type { OutcomeCounts } from "../metrics/count-outcomes.ts";
import type { NetworkName, Stage } from "../recipe/recipe.ts";

/** An image and its ground-truth cells. */
export interface ImageCount {
  readonly name: string;
  readonly trueCells: number;
  readonly matched: number;
}

/** The numbers from which trained networks are judged. */
export interface VerdictNumbers {
  /** The networks with weights. */
  readonly networks: readonly NetworkName[];
  /** Labelled images held out from training. */
  readonly validationImages: number;
  /** How many of them were evaluated. */
  readonly judgedImages: number;
  readonly method: Method;
  /** Cells found in the predicted mask; null if they were not evaluated. */
  readonly predicted: OutcomeCounts | null;
  /** Cells found in the ground-truth mask; null if they were not evaluated. */
  readonly trueMask: OutcomeCounts | null;
  /** Weighted root mean square angle error, degrees; null without a Direction Net. */
  readonly angleRmsDegrees: number | null;
  /** Whether the loss of a stage still fell at the end of its training; absent or null if that is unknown. */
  readonly falling: Readonly<Partial<Record<Stage, boolean | null>>>;
  /** A longer recipe, e.g. `Quick, about 6 min here`; null if there is none. */
  readonly longer: string | null;
  /** The evaluated image with the lowest fraction of cells found; null with fewer than two images. */
  readonly worst: ImageCount | null;
}

/** Number of ground-truth cells. */
export function trueCells({ matched, merged, split, falseNegative }: OutcomeCounts): number {
  return matched + merged + split + falseNegative;
}

/** Fraction of the ground-truth cells that were found, 0..1; null without any. */
export function shareFound(counts: OutcomeCounts | null): number | null {
  const all = counts ? trueCells(counts) : 0;
  return counts && all > 0 ? counts.matched / all : null;
}

/** Fraction of the correct and the spurious predicted cells that are spurious, 0..1. */
export function shareSpurious({ matched, falsePositive }: OutcomeCounts): number {
  return falsePositive === 0 ? 0 : falsePositive / (falsePositive + matched);
}
