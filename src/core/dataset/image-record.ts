import type { ImageLook } from "./image-look.ts";
import type { PixelSize } from "./pixel-size.ts";

/** A side of the split. */
export type Part = "training" | "validation";

/** The files that were read together, in words. */
export interface PairDescription {
  /** Path of the image as it was added. */
  readonly image: string;
  /** Path of the file with the cells, or the number of files; empty if there are none. */
  readonly labels: string;
  /** The reason for the pair, e.g. `same name in masks/`. */
  readonly why: string;
}

/**
 * The plane of a stack that an image was read from. Slice and time point count from 0, plane numbers from 1.
 */
export interface StackPlane {
  /** Planes in the file, over all channels. */
  readonly planes: number;
  readonly slices: number;
  readonly times: number;
  readonly slice: number;
  readonly time: number;
  /** Plane numbers at this slice and time point, one per channel, in file order. */
  readonly numbers: readonly number[];
}

/** Metadata of one stored image: numbers and words, no pixels. */
export interface ImageRecord {
  /** Hash of name and content; names the file in the store. */
  readonly id: string;
  /** The id of the same image without labels; null if an older version did not store it. */
  readonly unlabelledId: string | null;
  /** Short and unique within a dataset, e.g. `cell01` or `a/cell`. */
  readonly name: string;
  /** The files it was read from, in words. */
  readonly source: string;
  /** Absent for images that were drawn here, and for those stored by versions before this field. */
  readonly pair?: PairDescription;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Sample type of the stored image. */
  readonly type: "uint8" | "uint16" | "float32";
  /**
   * False if no labels were found: the image is not used for training or validation, but kept for prediction.
   */
  readonly labelled: boolean;
  /** Sample, plate or well from a table; images of one group are never on both sides of the split. */
  readonly group: string | null;
  /** The side of the split named by the folder it came from. */
  readonly part: Part | null;
  readonly cells: number;
  /** Pixels claimed by more than one cell; each was assigned to the smaller cell. */
  readonly overlapPixels: number;
  /** Notes on how it was read. */
  readonly notes: readonly string[];
  /**
   * The plane of a stack that it was read from; null if its file has one plane. Absent in records of older
   * versions.
   */
  readonly plane?: StackPlane | null;
  /** Distribution of its values; null for an image of a single value, absent in records of older versions. */
  readonly look?: ImageLook | null;
  /** Absent if it is unknown, and in records of older versions. */
  readonly pixelSize?: PixelSize;
  /** Hash of the files it was read from, by which they are recognised; absent if it was drawn. */
  readonly fingerprint?: string;
}

/** The content of a file without a partner, judged by its name. */
export type UnpairedKind = "unpaired image" | "unpaired labels";

/** A file that was not used, and the reason as a sentence. */
export interface Refusal {
  readonly file: string;
  readonly reason: string;
  /** Absent if the file itself is at fault. */
  readonly kind?: UnpairedKind;
  /** Set for a table of cells with missing images, which may be added later. */
  readonly lacksImages?: true;
}
