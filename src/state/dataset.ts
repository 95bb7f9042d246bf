import { create } from "zustand";
import type { ImageRecord, Refusal } from "../core/dataset/image-record.ts";
import type { ImportProgress } from "../core/dataset/import-progress.ts";
import type { PairedFiles } from "../core/dataset/pairing/find-offers.ts";
import { byText } from "../core/dataset/pairing/path-name.ts";
import { supersededIds } from "../core/dataset/pairing/superseded-ids.ts";
import type { MemoryUse } from "../platform/memory-folder.ts";
import { memoryFiles } from "../workers/memory-host.ts";
import { forgetFiles } from "./kept-files.ts";

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

/** Said where there are images, but none that could teach anything. */
export const NOTHING_LABELLED =
  "No image has a mask, so nothing can be trained. Add the masks: masks/NAME for images/NAME, NAME_masks for NAME, or a table of cells.";

/** Adds records to the list, or to `to` in its place, and keeps an image chosen. */
export function withRecords(added: readonly ImageRecord[], to = getState().records): void {
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

/** Notes that everything of earlier visits is read, so that the page can be used. */
export function markOpened(): void {
  setState({ opened: true });
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

/** The image that is chosen; null when there is none. */
export function selectedRecord(): ImageRecord | null {
  const { records, selectedImageId } = getState();
  return records.find(({ id }) => id === selectedImageId) ?? null;
}
