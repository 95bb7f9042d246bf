import type { DrawnEntry, EntryKind } from "../../../core/dataset/labels/choose-entries.ts";
import type { CellPlace } from "../raster/cells-on-plane.ts";

/** The cells that a table or list has for one image, or the first thing that is wrong with them. */
export interface TableImage {
  /** Cells that were read. */
  readonly count: number;
  /** A sentence naming the entry that is wrong, or null. */
  readonly problem: string | null;
  /** Whether any cell is drawn as an outline, which is less exact than its pixels; absent where that is not known. */
  readonly drawn?: boolean | undefined;
  /** Size of the image as the entries give it, in px, where they do. */
  readonly rows: number | null;
  readonly columns: number | null;
  /** Where in a stack each cell was drawn, in the order of `cellsIn`; absent where cells say nothing of it. */
  readonly places?: readonly CellPlace[];
  /** Kinds that entries have, by the index that each entry carries; absent where all are cells of one kind. */
  readonly kinds?: readonly EntryKind[];
  /** The cells one by one, with their pixels in an image of this size. */
  cellsIn(rows: number, columns: number): Iterable<DrawnEntry>;
  /** Bytes that are equal where the cells are, to be hashed. */
  content(): Iterable<Uint8Array<ArrayBuffer>>;
}

/** A table or list with one entry per cell. */
export interface CellTable {
  readonly path: string;
  /** By the image's id or file name as written. */
  readonly images: ReadonlyMap<string, TableImage>;
  /** Sample, plate or well of images, by the same ids, where the table has them. */
  readonly groups?: ReadonlyMap<string, string>;
}
