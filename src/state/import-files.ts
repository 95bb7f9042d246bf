import type { Refusal } from "../core/dataset/image-record.ts";
import type { HandChoice } from "../core/dataset/pairing/found-pair.ts";
import { roleOf } from "../core/dataset/pairing/label-names.ts";
import type { DroppedFile, SyntheticKind } from "../workers/decode.protocol.ts";
import type { ImportResult } from "../workers/import-watch.ts";
import { useDatasetStore } from "./dataset.ts";
import { type ImportWork, importWith } from "./import-progress.ts";
import { holderOf, keepFiles, keptFile } from "./kept-files.ts";
import { stackChoice } from "./stack-choice.ts";
import { decodeWorker } from "./workers.ts";

const { getState, setState } = useDatasetStore;

const NOTHING_FOUND =
  "There was nothing to read. Choose images with their masks: files, a folder that holds them, or a zip.";

/** Clears the results of earlier imports, except for files that lack a partner and are not added again. */
function restartImport(added: ReadonlyMap<string, DroppedFile>): void {
  setState(({ refused }) => ({
    refused: refused.filter((refusal) => mayBeJoined(refusal) && holderOf(refusal.file, added) === null),
    withoutMask: 0,
    noted: 0,
    needsReview: false,
    offers: [],
  }));
}

/** Whether a file of an earlier drop may still find its partner. */
function mayBeJoined({ kind, lacksImages }: Refusal): boolean {
  return kind !== undefined || lacksImages === true;
}

/** Paths of images, labels and tables of cells that lack a partner. */
function withoutPartner(): string[] {
  const { refused, records } = getState();
  const unpaired = refused.filter(mayBeJoined).map(({ file }) => file);
  const bare = records.flatMap(({ labelled, pair }) => (labelled || !pair ? [] : [pair.image]));
  return [...unpaired, ...bare];
}

/** Files of earlier drops in this visit that may find their partner among `added`. */
function filesAgain(added: ReadonlyMap<string, DroppedFile>): Map<string, DroppedFile> {
  const kept = withoutPartner()
    .map(keptFile)
    .filter((file) => file !== null);
  const keyOf = ({ path, file }: DroppedFile) => `${roleOf(path)} ${file.size} ${file.name}`;
  // Files dropped again from another folder replace the kept ones.
  const here = new Set([...added.values()].map(keyOf));
  return new Map(kept.filter((file) => !here.has(keyOf(file))).map((file) => [file.path, file]));
}

/**
 * Imports dropped, chosen or pasted files together with those of earlier drops that still lack a partner: a
 * second drop can complete the first. Loaded images stay.
 */
export async function importFiles(files: readonly DroppedFile[]): Promise<void> {
  const added = new Map(files.map((file) => [file.path, file]));
  const again = filesAgain(added);
  const all = new Map([...added, ...again]);
  const wanted = withoutPartner().filter((path) => holderOf(path, again) !== null);
  if (!getState().importing) restartImport(all);
  const result = await importWith(
    (options) =>
      decodeWorker().importFiles([...all.values()], { ...options, stack: stackChoice(), again: wanted }),
    true,
    again,
  );
  if (result?.stored.length === 0 && result.refused.length === 0) setState({ error: NOTHING_FOUND });
  keepFiles(all, withoutPartner());
}

/**
 * Imports files as the user paired them. Returns their outcome; null if the import failed or was cancelled.
 */
export function importByHand(
  choices: readonly HandChoice[],
  files: readonly DroppedFile[],
): Promise<ImportResult | null> {
  const read: ImportWork = (options) =>
    decodeWorker().importFiles(files, { ...options, stack: stackChoice(), byHand: choices });
  return importWith(read, false);
}

/** Draws the built-in sample. */
export async function drawBuiltIn(kind: SyntheticKind, seed = 1): Promise<void> {
  if (!getState().importing) restartImport(new Map());
  await importWith((options) => decodeWorker().drawBuiltIn(kind, seed, options));
}
