import { create } from "zustand";
import type { ImageRecord, Refusal } from "../core/dataset/image-record.ts";
import type { PairedFiles } from "../core/dataset/pairing/find-offers.ts";
import type { HandChoice } from "../core/dataset/pairing/found-pair.ts";
import { roleOf } from "../core/dataset/pairing/label-names.ts";
import { byText } from "../core/dataset/pairing/path-name.ts";
import { supersededIds } from "../core/dataset/pairing/superseded-ids.ts";
import { sentenceOf } from "../core/errors.ts";
import type { NoticePlace } from "../core/notices/notice.ts";
import { StoreError } from "../platform/folder.ts";
import { lostImages } from "../platform/image-store.ts";
import type { MemoryUse } from "../platform/memory-folder.ts";
import { othersTrain } from "../platform/training-lock.ts";
import type { DroppedFile, ImportEvent, ImportResult, SyntheticKind } from "../workers/decode.protocol.ts";
import { memoryFiles } from "../workers/memory-host.ts";
import { CancelledError } from "../workers/rpc.ts";
import { forgetFiles, holderOf, keepFiles, keptFile } from "./kept-files.ts";
import { tieNotice } from "./notices.ts";
import { stackChoice } from "./stack-choice.ts";
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
  /** Whether the images of earlier visits have been read from the store. */
  readonly opened: boolean;
  readonly records: readonly ImageRecord[];
  /** Of the last import; of earlier ones in this visit, what lacks a partner. */
  readonly refused: readonly Refusal[];
  /** How many images of the last import have notes, until that was put away. */
  readonly noted: number;
  /** Whether the last import leaves something to look at that was not put away. */
  readonly worthALook: boolean;
  /** Of the last import, files without a partner that look like images and their labels. */
  readonly offers: readonly PairedFiles[];
  readonly importing: ImportProgress | null;
  /** How many images of the last import were in the dataset before. */
  readonly alreadyThere: number;
  /** Images that are kept in memory only, since the browser's storage is absent or full. */
  readonly inMemory: MemoryUse | null;
  readonly selectedImageId: string | null;
  /** Whether a person chose that image, rather than it being the first one. */
  readonly selectedByHand: boolean;
  /** Images taken out last, until something else happens; `undoRemove` brings them back. */
  readonly lastRemoved: readonly string[];
  /** The sentence of the last failure of the store itself. */
  readonly error: string | null;
}

/** What is loaded. Pixels stay in the store; this holds what a person reads in the list. */
export const useDatasetStore = create<DatasetState>(() => ({
  opened: false,
  records: [],
  refused: [],
  noted: 0,
  worthALook: false,
  offers: [],
  importing: null,
  alreadyThere: 0,
  inMemory: null,
  selectedImageId: null,
  selectedByHand: false,
  lastRemoved: [],
  error: null,
}));

const { getState, setState } = useDatasetStore;
memoryFiles.onChange = (inMemory) => setState({ inMemory });

/** Workers report faster than a person reads, and each report costs a look at the whole list. */
const REPORT_MILLISECONDS = 100;
const NOTHING_FOUND =
  "There was nothing to read. Choose images with their masks: files, a folder that holds them, or a zip.";
/** Said where there are images, but none that could teach anything. */
export const NOTHING_LABELLED =
  "No image has a mask, so nothing can be trained. Add the masks: masks/NAME for images/NAME, NAME_masks for NAME, or a table of cells.";
const IN_USE =
  "Another tab of this page is training on these images. Stop the run there, or wait until it has ended; then remove them.";
const STILL_IMPORTING = "Another import is still running. Wait for it or cancel it, then try again.";
const DATASET_ERROR: NoticePlace = { read: () => getState().error, clear: dismissDatasetError };
const NO_PROGRESS: ImportProgress = { done: 0, total: 0, current: "" };
let cancel = new AbortController();

function withRecords(added: readonly ImageRecord[], to = getState().records): void {
  const known = new Map(to.map((record) => [record.id, record]));
  for (const record of added) known.set(record.id, record);
  for (const id of supersededIds([...known.values()])) known.delete(id);
  const records = [...known.values()].sort((a, b) => byText(a.name, b.name));
  const { selectedImageId } = getState();
  const isThere = selectedImageId !== null && known.has(selectedImageId);
  // An image with labels has more to show.
  const first = records.find(({ labelled }) => labelled) ?? records[0];
  setState(isThere ? { records } : { records, selectedImageId: first?.id ?? null, selectedByHand: false });
}

/**
 * Takes what an import reports, and shows all of it that came within a moment at once, until `end`.
 *
 * @param again Files of earlier drops that are read once more; their images are no surprise.
 */
function watchImport(takesRefusals: boolean, again: ReadonlyMap<string, DroppedFile>) {
  let latest: ImportProgress | null = NO_PROGRESS;
  let stored: ImageRecord[] = [];
  let fresh: Refusal[] = [];
  let noted = 0;
  let alreadyThere = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const showRefusals = () => {
    if (fresh.length === 0) return;
    const refused = [...getState().refused, ...fresh];
    fresh = [];
    setState({ refused, worthALook: true });
  };
  const show = () => {
    timer = undefined;
    if (stored.length > 0) withRecords(stored);
    const more = noted;
    const arrived = alreadyThere;
    setState((state) => ({
      importing: latest,
      noted: state.noted + more,
      alreadyThere: state.alreadyThere + arrived,
      worthALook: state.worthALook || more > 0,
    }));
    stored = [];
    [noted, alreadyThere] = [0, 0];
    showRefusals();
  };
  return {
    onEvent(event: ImportEvent): void {
      if (event.kind === "stored") {
        stored.push(event.record);
        const isOfAgain = holderOf(event.record.pair?.image ?? "", again) !== null;
        if (!event.isNew) alreadyThere += isOfAgain ? 0 : 1;
        else if (event.record.notes.length > 0) noted += 1;
      }
      if (event.kind === "refused" && takesRefusals) fresh.push(event.refusal);
      if (event.kind === "offer") setState(({ offers }) => ({ offers: [...offers, event.pairs] }));
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

type ImportWork = (options: {
  signal: AbortSignal;
  onEvent: (event: ImportEvent) => void;
}) => Promise<ImportResult>;

/** Runs an import; null when it failed or was cancelled. */
async function importWith(
  work: ImportWork,
  takesRefusals = true,
  again: ReadonlyMap<string, DroppedFile> = new Map(),
): Promise<ImportResult | null> {
  if (getState().importing) {
    setState({ error: STILL_IMPORTING });
    tieNotice(DATASET_ERROR, { text: STILL_IMPORTING, holdsWhile: () => getState().importing !== null });
    return null;
  }
  cancel = new AbortController();
  setState({ importing: NO_PROGRESS, alreadyThere: 0, lastRemoved: [], error: null });
  const watch = watchImport(takesRefusals, again);
  try {
    return await work({ signal: cancel.signal, onEvent: watch.onEvent });
  } catch (error) {
    if (!(error instanceof CancelledError)) setState({ error: sentenceOf(error) });
    return null;
  } finally {
    watch.end();
  }
}

/** Puts away what earlier imports said, but for files that lack a partner and do not come again. */
function beginAnew(added: ReadonlyMap<string, DroppedFile>): void {
  setState(({ refused }) => ({
    refused: refused.filter((refusal) => mayBeJoined(refusal) && holderOf(refusal.file, added) === null),
    noted: 0,
    worthALook: false,
    offers: [],
  }));
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

/** Notes that everything of earlier visits is read, so that the page can be used. */
export function markOpened(): void {
  setState({ opened: true });
}

/** Reads what is in the store now that another tab has changed it; what that has taken out can be brought back here, too. */
export async function refreshImages(): Promise<void> {
  await guarded(async () => {
    const records = await decodeWorker().listAgain();
    const there = new Set(records.map(({ id }) => id));
    const gone = getState().records.flatMap(({ id }) => (there.has(id) ? [] : [id]));
    if (gone.length > 0) setState({ lastRemoved: gone });
    withRecords(records, []);
  });
}

/** Whether a file of an earlier drop may still find its partner. */
function mayBeJoined({ kind, lacksImages }: Refusal): boolean {
  return kind !== undefined || lacksImages === true;
}

/** Paths of images, labels and tables of cells that lack a partner. */
function withoutPartner(): string[] {
  const { refused, records } = getState();
  const lonely = refused.filter(mayBeJoined).map(({ file }) => file);
  const bare = records.flatMap(({ labelled, pair }) => (labelled || !pair ? [] : [pair.image]));
  return [...lonely, ...bare];
}

/** Files of earlier drops in this visit that may find their partner among `added`. */
function filesAgain(added: ReadonlyMap<string, DroppedFile>): Map<string, DroppedFile> {
  const kept = withoutPartner()
    .map(keptFile)
    .filter((file) => file !== null);
  const keyOf = ({ path, file }: DroppedFile) => `${roleOf(path)} ${file.size} ${file.name}`;
  // The same file in another folder has come by itself.
  const here = new Set([...added.values()].map(keyOf));
  return new Map(kept.filter((file) => !here.has(keyOf(file))).map((file) => [file.path, file]));
}

/**
 * Reads dropped, chosen or pasted files together with those of earlier drops that still lack a partner, so that a
 * second drop can complete the first; what was loaded before stays.
 */
export async function importFiles(files: readonly DroppedFile[]): Promise<void> {
  const added = new Map(files.map((file) => [file.path, file]));
  const again = filesAgain(added);
  const all = new Map([...added, ...again]);
  const wanted = withoutPartner().filter((path) => holderOf(path, again) !== null);
  if (!getState().importing) beginAnew(all);
  const result = await importWith(
    (options) =>
      decodeWorker().importFiles([...all.values()], { ...options, stack: stackChoice(), again: wanted }),
    true,
    again,
  );
  if (result?.stored.length === 0 && result.refused.length === 0) setState({ error: NOTHING_FOUND });
  keepFiles(all, withoutPartner());
}

/** Reads files as a person says. Gives what became of them; null when that failed or was cancelled. */
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
  if (!getState().importing) beginAnew(new Map());
  await importWith((options) => decodeWorker().drawBuiltIn(kind, seed, options));
}

/** Ends the import under way; what is stored already stays. */
export function cancelImport(): void {
  cancel.abort();
}

/** Brings images back that were taken out. */
export async function restoreImages(ids: readonly string[]): Promise<void> {
  await guarded(async () => {
    const { records, lost } = await decodeWorker().restore(ids);
    setState({ lastRemoved: [] });
    withRecords(records);
    if (lost > 0) throw lostImages(lost);
  });
}

/** Takes images out of the dataset. */
export async function removeImages(ids: readonly string[]): Promise<void> {
  await guarded(async () => {
    if (await othersTrain()) throw new StoreError(IN_USE);
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
  dismissRefused();
}

/** Brings back what was removed last. */
export function undoRemove(): Promise<void> {
  return restoreImages(getState().lastRemoved);
}

/** Chooses the image that the panels show. */
export function selectImage(id: string): void {
  setState({ selectedImageId: id, selectedByHand: true });
}

/** Forgets the list of refused files, and the files themselves. */
export function dismissRefused(): void {
  forgetFiles();
  setState({ refused: [], worthALook: false, offers: [] });
}

/** Notes that a person knows what the last import left to look at. */
export function dismissOffer(): void {
  setState({ worthALook: false });
}

/** Puts an offer away. */
export function dismissPairs(pairs: PairedFiles): void {
  setState(({ offers }) => ({ offers: offers.filter((other) => other !== pairs) }));
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

/** The image that is chosen; null when there is none. */
export function selectedRecord(): ImageRecord | null {
  const { records, selectedImageId } = getState();
  return records.find(({ id }) => id === selectedImageId) ?? null;
}
