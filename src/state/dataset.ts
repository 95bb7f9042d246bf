import { create } from "zustand";
import type { ImageRecord, Refusal } from "../core/dataset/image-record.ts";
import { byText } from "../core/dataset/path-name.ts";
import { supersededIds } from "../core/dataset/superseded-ids.ts";
import { sentenceOf } from "../core/errors.ts";
import { lostImages } from "../platform/image-store.ts";
import type { DroppedFile, ImportEvent, ImportResult, SyntheticKind } from "../workers/decode.protocol.ts";
import { CancelledError } from "../workers/rpc.ts";
import { stackChoice } from "./stack-choice.ts";
import { decodeWorker } from "./workers.ts";

/** How far an import is. */
export interface ImportProgress {
  readonly done: number;
  readonly total: number;
  readonly current: string;
}

interface DatasetState {
  readonly records: readonly ImageRecord[];
  readonly refused: readonly Refusal[];
  readonly importing: ImportProgress | null;
  readonly selectedImageId: string | null;
  /** Images taken out last, until something else happens; `undoRemove` brings them back. */
  readonly lastRemoved: readonly string[];
  /** The sentence of the last failure of the store itself. */
  readonly error: string | null;
}

/** What is loaded. Pixels stay in the store; this holds what a person reads in the list. */
export const useDatasetStore = create<DatasetState>(() => ({
  records: [],
  refused: [],
  importing: null,
  selectedImageId: null,
  lastRemoved: [],
  error: null,
}));

const { getState, setState } = useDatasetStore;
/** Files are looked through faster than a person reads their names. */
const PROGRESS_MILLISECONDS = 50;
const NOTHING_FOUND =
  "There was nothing to read. Choose images with their masks: files, a folder that holds them, or a zip.";
/** Said where there are images, but none that could teach anything. */
export const NOTHING_LABELLED =
  "No image has a mask, so nothing can be trained. Add the images once more, together with their masks: masks/NAME beside images/NAME, NAME_masks beside NAME, or a table of cells.";
let cancel = new AbortController();

function withRecords(added: readonly ImageRecord[]): void {
  const known = new Map(getState().records.map((record) => [record.id, record]));
  for (const record of added) known.set(record.id, record);
  for (const id of supersededIds([...known.values()])) known.delete(id);
  const records = [...known.values()].sort((a, b) => byText(a.name, b.name));
  const { selectedImageId } = getState();
  const selected = selectedImageId !== null && known.has(selectedImageId) ? selectedImageId : records[0]?.id;
  setState({ records, selectedImageId: selected ?? null });
}

/** Takes what an import reports. Of progress only the last within a moment is shown, until `end`. */
function watchImport() {
  let latest: ImportProgress | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    timer = undefined;
    setState({ importing: latest });
  };
  return {
    onEvent(event: ImportEvent): void {
      if (event.kind === "stored") withRecords([event.record]);
      if (event.kind === "refused") setState(({ refused }) => ({ refused: [...refused, event.refusal] }));
      if (event.kind === "progress") {
        latest = { done: event.done, total: event.total, current: event.current };
        timer ??= setTimeout(show, PROGRESS_MILLISECONDS);
      }
    },
    end(): void {
      clearTimeout(timer);
      setState({ importing: null });
    },
  };
}

async function importWith(
  work: (options: { signal: AbortSignal; onEvent: (event: ImportEvent) => void }) => Promise<ImportResult>,
): Promise<void> {
  if (getState().importing) {
    setState({ error: "Another import is still running. Wait for it or cancel it, then try again." });
    return;
  }
  cancel = new AbortController();
  setState({
    importing: { done: 0, total: 0, current: "" },
    refused: [],
    lastRemoved: [],
    error: null,
  });
  const watch = watchImport();
  try {
    const { stored, refused } = await work({ signal: cancel.signal, onEvent: watch.onEvent });
    if (stored.length === 0 && refused.length === 0) setState({ error: NOTHING_FOUND });
  } catch (error) {
    if (!(error instanceof CancelledError)) setState({ error: sentenceOf(error) });
  } finally {
    watch.end();
  }
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    setState({ error: null });
  } catch (error) {
    setState({ error: sentenceOf(error) });
  }
}

/** Reads what is in the store from earlier visits. */
export async function openDataset(): Promise<void> {
  await guarded(async () => withRecords(await decodeWorker().list()));
}

/** Reads dropped or chosen files; what was loaded before stays. */
export function importFiles(files: readonly DroppedFile[]): Promise<void> {
  return importWith((options) => decodeWorker().importFiles(files, { ...options, stack: stackChoice() }));
}

/** Draws the built-in sample. */
export function drawBuiltIn(kind: SyntheticKind, seed = 1): Promise<void> {
  return importWith((options) => decodeWorker().drawBuiltIn(kind, seed, options));
}

/** Ends the import under way; what is stored already stays. */
export function cancelImport(): void {
  cancel.abort();
}

/** Takes images out of the dataset. */
export async function removeImages(ids: readonly string[]): Promise<void> {
  await guarded(async () => {
    await decodeWorker().remove(ids);
    const gone = new Set(ids);
    setState(({ records }) => ({
      records: records.filter(({ id }) => !gone.has(id)),
      lastRemoved: ids,
    }));
    withRecords([]);
  });
}

/** Takes all images out of the dataset. */
export async function clearImages(): Promise<void> {
  await removeImages(getState().records.map(({ id }) => id));
  setState({ refused: [] });
}

/** Brings back what was removed last. */
export async function undoRemove(): Promise<void> {
  await guarded(async () => {
    const { records, lost } = await decodeWorker().restore(getState().lastRemoved);
    setState({ lastRemoved: [] });
    withRecords(records);
    if (lost > 0) throw lostImages(lost);
  });
}

/** Chooses the image that the panels show. */
export function selectImage(id: string): void {
  setState({ selectedImageId: id });
}

/** Forgets the list of refused files. */
export function dismissRefused(): void {
  setState({ refused: [] });
}

/** Forgets the last failure. */
export function dismissDatasetError(): void {
  setState({ error: null });
}

/** Small grey picture of an image, one byte a pixel. */
export function thumbnailOf(
  id: string,
  side: number,
): Promise<{ rows: number; columns: number; data: Uint8ClampedArray }> {
  return decodeWorker().thumbnail(id, side);
}
