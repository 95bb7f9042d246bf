import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { HandChoice } from "../core/dataset/pairing/found-pair.ts";
import type { StackChoice } from "../core/dataset/stack-choice.ts";
import type { ImportSkips, ImportStep } from "../io/read/import-dataset.ts";
import type { Restored } from "../platform/image-store.ts";

/** A dropped file with its path inside the drop, `/` between folders. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** What an import reports, in order: its steps, with the image in the store in place of the decoded one. */
export type ImportEvent =
  | Exclude<ImportStep, { readonly kind: "decoded" | "known" }>
  | { readonly kind: "stored"; readonly record: ImageRecord; readonly isNew: boolean };

export type SyntheticKind = "phase" | "fluorescence";

export interface DecodeCalls {
  /** Gives the worker a way to the page's files in memory, for when the storage is absent or full. */
  attachMemory: { args: { port: MessagePort }; result: null; event: never };
  /**
   * Everything in the store, by name. What was taken out is forgotten, unless another tab could bring it back; with
   * `again`, which is for when another tab has changed the store, nothing is forgotten.
   */
  list: { args: { again: boolean }; result: readonly ImageRecord[]; event: never };
  /** Paths of those files that are weights archives of this page, by what is in them. */
  findWeights: { args: { files: readonly DroppedFile[] }; result: readonly string[]; event: never };
  /**
   * Reads, pairs, decodes and stores; what was stored before a cancel stays. `skip` names what an earlier try of the
   * same files dealt with before the worker had to be replaced; `stack` which plane of stacks is read. With `byHand` only
   * the files of these pairs are read. `again` names what is wanted of files that were added before. What becomes of the
   * files is told by the events.
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
  /** Draws the built-in sample into the store. */
  drawBuiltIn: { args: { kind: SyntheticKind; seed: number }; result: null; event: ImportEvent };
  /** Takes images out of the dataset; `restore` brings them back until the page is opened with no other tab of it. */
  remove: { args: { ids: readonly string[] }; result: null; event: never };
  restore: { args: { ids: readonly string[] }; result: Restored; event: never };
  /** Images that are in the dataset but shall not be trained on. */
  listExcluded: { args: null; result: readonly string[]; event: never };
  setExcluded: { args: { ids: readonly string[]; excluded: boolean }; result: null; event: never };
  /** Grey image of at most `side` px a side, one byte per pixel, percentile stretched. */
  thumbnail: {
    args: { id: string; side: number };
    result: { rows: number; columns: number; data: Uint8ClampedArray };
    event: never;
  };
}
