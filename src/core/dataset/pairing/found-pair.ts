import type { PairWords, Refusal } from "../image-record.ts";

/** Where the cells of an image are. */
export type Truth =
  | { readonly kind: "labels"; readonly path: string }
  | { readonly kind: "masks"; readonly paths: readonly string[] }
  | { readonly kind: "table"; readonly path: string; readonly id: string }
  /** Nowhere; `reason` is the sentence that says where they were looked for. */
  | { readonly kind: "none"; readonly reason: string };

/** A source of labels of an image that is not the one taken. */
export interface SpareSource {
  /** `silver`: to be taken where it holds more cells. `markers`: a mark for every cell, but not its area. */
  readonly kind: "other" | "silver" | "markers";
  readonly truth: Truth;
}

/** An image and where its cells are, found but not yet read. */
export interface FoundPair {
  readonly image: string;
  readonly truth: Truth;
  /** The files in words. */
  readonly source: string;
  /** What made them a pair, e.g. `same name in masks/`. */
  readonly why: string;
  /** Other sources of its labels, which may hold more cells. */
  readonly spare?: readonly SpareSource[];
  /** What must be said of the labels, whatever is in them. */
  readonly notes?: readonly string[];
}

/** An image and the labels that a person put beside it. */
export interface HandPair {
  readonly image: string;
  readonly labels: string;
}

/** What a person says of an image: which labels it has, or, with null, that it stands alone. */
export interface HandChoice {
  readonly image: string;
  readonly labels: string | null;
}

/** What one way of pairing found among files; those named in neither list are left for the next way. */
export interface PairsFound {
  readonly pairs: readonly FoundPair[];
  readonly refused: readonly Refusal[];
}

function labelsInWords(truth: Truth): string {
  if (truth.kind === "none") return "";
  if (truth.kind !== "masks") return truth.path;
  return truth.paths.length === 1 ? truth.paths[0] : `${truth.paths.length} mask files`;
}

/** A pair as it is kept with its image. */
export function pairInWords({ image, truth, why }: FoundPair): PairWords {
  return { image, labels: labelsInWords(truth), why };
}
