import type { Refusal } from "./image-record.ts";

/** Where the cells of an image are. */
export type Truth =
  | { readonly kind: "labels"; readonly path: string }
  | { readonly kind: "masks"; readonly paths: readonly string[] }
  | { readonly kind: "table"; readonly path: string; readonly id: string };

/** An image and its cells, found but not yet read. */
export interface FoundPair {
  readonly image: string;
  readonly truth: Truth;
  /** The pair in words. */
  readonly source: string;
}

/** What one way of pairing found among files; those named in neither list are left for the next way. */
export interface PairsFound {
  readonly pairs: readonly FoundPair[];
  readonly refused: readonly Refusal[];
}
