/** A side of the split. */
export type Part = "training" | "validation";

/** What the page knows of one stored image: numbers and words, no pixels. */
export interface ImageRecord {
  /** Hash of name and content; names the file in the store. */
  readonly id: string;
  /** The id that its picture has, or would have, without labels; null where an older version did not say. */
  readonly pictureId: string | null;
  /** Short and unique within a dataset, e.g. `cell01` or `a/cell`. */
  readonly name: string;
  /** Which files it was read from, as a person would say it. */
  readonly source: string;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Sample type of the stored picture. */
  readonly type: "uint8" | "uint16" | "float32";
  /** False where no labels were found: such an image teaches and tests nothing, and is kept for prediction. */
  readonly labelled: boolean;
  /** Sample, plate or well that a table gives it; images of one group never lie on both sides of the split. */
  readonly group: string | null;
  /** The side of the split that the folder it came from is named after. */
  readonly part: Part | null;
  readonly cells: number;
  /** Pixels that more than one cell claimed; each went to the smaller cell. */
  readonly overlapPixels: number;
  /** Things worth saying about how it was read. */
  readonly notes: readonly string[];
}

/** A file that was not used, and the sentence that says why. */
export interface Refusal {
  readonly file: string;
  readonly reason: string;
}
