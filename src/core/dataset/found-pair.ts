import type { Refusal } from "./image-record.ts";

/** Where the cells of an image are. */
export type Truth =
  | { readonly kind: "labels"; readonly path: string }
  | { readonly kind: "masks"; readonly paths: readonly string[] }
  | { readonly kind: "table"; readonly path: string; readonly id: string }
  /** Nowhere; `reason` is the sentence that says where they were looked for. */
  | { readonly kind: "none"; readonly reason: string };

/** An image and where its cells are, found but not yet read. */
export interface FoundPair {
  readonly image: string;
  readonly truth: Truth;
  /** The files in words. */
  readonly source: string;
}

/** What one way of pairing found among files; those named in neither list are left for the next way. */
export interface PairsFound {
  readonly pairs: readonly FoundPair[];
  readonly refused: readonly Refusal[];
}
