/** What the page knows of one stored image with its labels: numbers and words, no pixels. */
export interface ImageRecord {
  /** Hash of name and content; names the file in the store. */
  readonly id: string;
  /** Short and unique within a dataset, e.g. `cell01` or `a/cell`. */
  readonly name: string;
  /** Which files it was read from, as a person would say it. */
  readonly source: string;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Sample type of the stored picture. */
  readonly type: "uint8" | "uint16" | "float32";
  readonly cells: number;
  /** Pixels that more than one cell claimed; each went to the smaller cell. */
  readonly overlapPixels: number;
  /** Things worth saying about how it was read. */
  readonly notes: readonly string[];
  /** Hash of the files it was read from, by which they are known again; absent where it was drawn. */
  readonly fingerprint?: string;
}

/** A file that was not used, and the sentence that says why. */
export interface Refusal {
  readonly file: string;
  readonly reason: string;
}
