import { create } from "zustand";
import type { ImageRecord, Refusal } from "../core/dataset/image-record.ts";
import { byText } from "../core/dataset/path-name.ts";
import { sentenceOf } from "../core/errors.ts";
import { lostImages } from "../platform/image-store.ts";
import type { MemoryUse } from "../platform/memory-folder.ts";
import type { DroppedFile, ImportEvent, ImportResult, SyntheticKind } from "../workers/decode.protocol.ts";
import { memoryFiles } from "../workers/memory-host.ts";
import { CancelledError } from "../workers/rpc.ts";
import { decodeWorker } from "./workers.ts";

/** How far an import is. */
export interface ImportProgress {
  readonly done: number;
  readonly total: number;
  readonly current: string;
  /** Of `current`, how much (0..1) is read, where it is a long table. */
  readonly share?: number;
}

interface DatasetState {
  readonly records: readonly ImageRecord[];
  readonly refused: readonly Refusal[];
  readonly importing: ImportProgress | null;
  /** How many images of the last import were in the dataset before. */
  readonly alreadyThere: number;
  /** Images that are kept in memory only, since the browser's storage is absent or full. */
  readonly inMemory: MemoryUse | null;
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
  alreadyThere: 0,
  inMemory: null,
  selectedImageId: null,
  lastRemoved: [],
  error: null,
}));

const { getState, setState } = useDatasetStore;
memoryFiles.onChange = (inMemory) => setState({ inMemory });

/** Workers report faster than a person reads, and each report costs a look at the whole list. */
const REPORT_MILLISECONDS = 100;
const NOTHING_FOUND =
  "There was nothing to read. Choose images with their masks: files, a folder that holds them, or a zip.";
let cancel = new AbortController();

function withRecords(added: readonly ImageRecord[]): void {
  const known = new Map(getState().records.map((record) => [record.id, record]));
  for (const record of added) known.set(record.id, record);
  const records = [...known.values()].sort((a, b) => byText(a.name, b.name));
  const { selectedImageId } = getState();
  const selected = selectedImageId !== null && known.has(selectedImageId) ? selectedImageId : records[0]?.id;
  setState({ records, selectedImageId: selected ?? null });
}

/** Takes what an import reports, and shows all of it that came within a moment at once, until `end`. */
function watchImport() {
  let latest: ImportProgress | null = getState().importing;
  let stored: ImageRecord[] = [];
  let refused: Refusal[] = [];
  let alreadyThere = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    timer = undefined;
    if (stored.length > 0) withRecords(stored);
    setState((state) => ({
      importing: latest,
      refused: refused.length > 0 ? [...state.refused, ...refused] : state.refused,
      alreadyThere,
    }));
    stored = [];
    refused = [];
  };
  return {
    onEvent(event: ImportEvent): void {
      if (event.kind === "stored") {
        stored.push(event.record);
        if (!event.isNew) alreadyThere += 1;
      }
      if (event.kind === "refused") refused.push(event.refusal);
      if (event.kind === "progress") latest = event;
      timer ??= setTimeout(show, REPORT_MILLISECONDS);
    },
    end(): void {
      clearTimeout(timer);
      latest = null;
      show();
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
    alreadyThere: 0,
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
  return importWith((options) => decodeWorker().importFiles(files, options));
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

/** Forgets how many images were there already. */
export function dismissAlreadyThere(): void {
  setState({ alreadyThere: 0 });
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
