import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { HandChoice } from "../core/dataset/pairing/found-pair.ts";
import type { Assignments } from "../core/dataset/sampling/image-sets.ts";
import type { StackChoice } from "../core/dataset/stack-choice.ts";
import type { DecodeJob, JobOutcome } from "../io/read/decode-job.ts";
import type { ImportSkips, ImportStep } from "../io/read/import-dataset.ts";
import type { Restored } from "../platform/image-store.ts";
import type { SetChanges } from "../platform/set-markers.ts";

/** A dropped file with its path inside the drop, `/` between folders. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** Events of an import, in order: its steps, with the stored image in place of the decoded one. */
export type ImportEvent =
  | Exclude<ImportStep, { readonly kind: "decoded" | "known" }>
  | { readonly kind: "stored"; readonly record: ImageRecord; readonly isNew: boolean };

export type SyntheticKind = "phase" | "fluorescence";

export interface DecodeCalls {
  /** Gives the worker a port to the page's files in memory, for when the storage is absent or full. */
  attachMemory: { args: { port: MessagePort }; result: null; event: never };
  /**
   * Everything in the store, by name. Removed images are purged unless another tab could restore them; with
   * `again`, for use after another tab has changed the store, nothing is purged.
   */
  list: { args: { again: boolean }; result: readonly ImageRecord[]; event: never };
  /** Paths of the files that are weights archives of this page, judged by their content. */
  findWeights: { args: { files: readonly DroppedFile[] }; result: readonly string[]; event: never };
  /**
   * Reads, pairs, decodes and stores; images stored before a cancellation stay. `skip` names what an earlier
   * attempt at the same files settled before the worker had to be replaced; `stack` selects the plane read
   * from stacks. With `byHand`, only the files of these pairs are read. `again` names the wanted ones of the
   * files that were added before. The events report the outcome of each file.
   */
  importFiles: {
    args: {
      files: readonly DroppedFile[];
      skip?: ImportSkips;
      stack?: StackChoice;
      byHand?: readonly HandChoice[];
      again?: readonly string[];
    };
    result: null;
    event: ImportEvent;
  };
  /** Decodes an image for another decode worker, which stores it. */
  decodeJob: { args: DecodeJob; result: JobOutcome; event: never };
  /** Draws the built-in sample into the store. */
  drawBuiltIn: { args: { kind: SyntheticKind; seed: number }; result: null; event: ImportEvent };
  /**
   * Removes images from the dataset; `restore` brings them back until the page is opened with no other tab
   * open.
   */
  remove: { args: { ids: readonly string[] }; result: null; event: never };
  restore: { args: { ids: readonly string[] }; result: Restored; event: never };
  /** The sets of images that are assigned by hand. */
  listAssigned: { args: null; result: Assignments; event: never };
  assign: { args: { changes: SetChanges }; result: null; event: never };
  /** Grey image with sides of at most `side` px, one byte per pixel, stretched between percentiles. */
  thumbnail: {
    args: { id: string; side: number };
    result: { rows: number; columns: number; data: Uint8ClampedArray };
    event: never;
  };
}
