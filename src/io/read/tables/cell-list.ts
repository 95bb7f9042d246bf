import type { DrawnEntry, EntryKind } from "../../../core/dataset/labels/choose-entries.ts";
import type { RunOrder } from "../../../core/dataset/runs/runs-of-cells.ts";
import type { CellPlace } from "../raster/cells-on-plane.ts";

/** The cells of one image in a table or list, or the first problem with them. */
export interface TableImage {
  /** Number of cells that were read. */
  readonly count: number;
  /** A sentence about the invalid entry, or null. */
  readonly problem: string | null;
  /** Whether any cell is drawn as an outline, which is less exact than its pixels; absent if unknown. */
  readonly drawn?: boolean | undefined;
  /** Size of the image in px, if the entries give it. */
  readonly rows: number | null;
  readonly columns: number | null;
  /** Stack position of each cell, in the order of `cellsIn`; absent if cells have none. */
  readonly places?: readonly CellPlace[];
  /** Kinds of entries, by the index in each entry; absent if all cells are of one kind. */
  readonly kinds?: readonly EntryKind[];
  /** Yields the cells with their pixels in an image of this size. */
  cellsIn(rows: number, columns: number): Iterable<DrawnEntry>;
  /** Bytes that are equal for equal cells, for hashing. */
  content(): Iterable<Uint8Array<ArrayBuffer>>;
  /** The cells in one piece, for another thread; absent if they cannot leave this one. */
  packed?(): PackedCells;
}

/** The cells of one image in one piece. */
export interface PackedCells
  extends Pick<TableImage, "count" | "problem" | "drawn" | "rows" | "columns" | "kinds"> {
  /** Prefix of the names of cells, e.g. `row`. */
  readonly noun: string;
  /** Direction in which their pixels are counted. */
  readonly order: RunOrder;
  /** The cells as a cell store encodes them, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A table or list with one entry per cell. */
export interface CellTable {
  readonly path: string;
  /** Images by id or file name as written. */
  readonly images: ReadonlyMap<string, TableImage>;
  /** Sample, plate or well of images, by the same ids, if the table has them. */
  readonly groups?: ReadonlyMap<string, string>;
}
