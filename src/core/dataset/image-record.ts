/** A side of the split. */
export type Part = "training" | "validation";

/** Which files were read together, as a person would say it. */
export interface PairWords {
  /** Path of the image as it was added. */
  readonly image: string;
  /** Path of the file with the cells, or how many files there are; empty where there are none. */
  readonly labels: string;
  /** What made them a pair, e.g. `same name in masks/`. */
  readonly why: string;
}

/** Which plane of a stack an image is. Slice and time point count from 0, numbers of planes from 1. */
export interface StackPlane {
  /** Planes in the file, of all channels. */
  readonly planes: number;
  readonly slices: number;
  readonly times: number;
  readonly slice: number;
  readonly time: number;
  /** In the order of the file, the planes at this place: one for each channel. */
  readonly numbers: readonly number[];
}

/** What the page knows of one stored image: numbers and words, no pixels. */
export interface ImageRecord {
  /** Hash of name and content; names the file in the store. */
  readonly id: string;
  /** The id that its image has, or would have, without labels; null where an older version did not say. */
  readonly unlabelledId: string | null;
  /** Short and unique within a dataset, e.g. `cell01` or `a/cell`. */
  readonly name: string;
  /** Which files it was read from, as a person would say it. */
  readonly source: string;
  /** Absent for images that were drawn here, and for those stored before it was kept. */
  readonly pair?: PairWords;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Sample type of the stored image. */
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
  /** The plane of a stack that it is; null where its file holds one plane. Absent in records of older versions. */
  readonly plane?: StackPlane | null;
  /** Hash of the files it was read from, by which they are known again; absent where it was drawn. */
  readonly fingerprint?: string;
}

/** What a file without a partner holds, judged by its name. */
export type LonelyKind = "unpaired image" | "unpaired labels";

/** A file that was not used, and the sentence that says why. */
export interface Refusal {
  readonly file: string;
  readonly reason: string;
  /** Absent where the file itself is at fault. */
  readonly kind?: LonelyKind;
  /** Set for a table of cells of which some images are not there: they may come later. */
  readonly lacksImages?: true;
}
