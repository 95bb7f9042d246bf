import type { PairDescription, Refusal } from "../image-record.ts";

/** The source of an image's cells. */
export type Truth =
  | { readonly kind: "labels"; readonly path: string }
  | { readonly kind: "masks"; readonly paths: readonly string[] }
  | { readonly kind: "table"; readonly path: string; readonly id: string }
  /** No labels; `reason` is the sentence that gives the places searched. */
  | { readonly kind: "none"; readonly reason: string };

/** The files of label images of a source. */
export function labelFilesOf(truth: Truth): readonly string[] {
  if (truth.kind === "masks") return truth.paths;
  return truth.kind === "labels" ? [truth.path] : [];
}

/** A source of an image's labels other than the one used. */
export interface SpareSource {
  /** `silver`: used if it contains more cells. `markers`: one mark per cell, without its area. */
  readonly kind: "other" | "silver" | "markers";
  readonly truth: Truth;
}

/** An image and the source of its cells, found but not yet read. */
export interface FoundPair {
  readonly image: string;
  readonly truth: Truth;
  /** The files, in words. */
  readonly source: string;
  /** The reason for the pair, e.g. `same name in masks/`. */
  readonly why: string;
  /** Other sources of its labels, which may hold more cells. */
  readonly spare?: readonly SpareSource[];
  /** Notes on the labels that apply whatever their content. */
  readonly notes?: readonly string[];
}

/** An image and the labels that a person assigned to it. */
export interface ManualPair {
  readonly image: string;
  readonly labels: string;
}

/** A person's choice for an image: its labels, or null for none. */
export interface HandChoice {
  readonly image: string;
  readonly labels: string | null;
}

/** Result of one way of pairing. Files in neither list are left for the next way. */
export interface PairsFound {
  readonly pairs: readonly FoundPair[];
  readonly refused: readonly Refusal[];
}

function describeLabels(truth: Truth): string {
  if (truth.kind === "none") return "";
  if (truth.kind !== "masks") return truth.path;
  return truth.paths.length === 1 ? truth.paths[0] : `${truth.paths.length} mask files`;
}

/** The pair in the form stored with its image. */
export function describePair({ image, truth, why }: FoundPair): PairDescription {
  return { image, labels: describeLabels(truth), why };
}
