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
  /** Refusals of the last import; of earlier imports in this visit, only files without a partner. */
  readonly refused: readonly Refusal[];
  /** Number of images of the last import without a mask. */
  readonly withoutMask: number;
  /** Number of images of the last import with a mask and notes. */
  readonly noted: number;
  /** Whether the last import has results worth reviewing that have not been dismissed. */
  readonly needsReview: boolean;
  /** Files of the last import without a partner that look like images and their labels. */
  readonly offers: readonly PairedFiles[];
  readonly importing: ImportProgress | null;
  /** Number of images of the last import that were already in the dataset. */
  readonly alreadyThere: number;
  /** Images kept in memory only, because the browser's storage is absent or full. */
  readonly inMemory: MemoryUse | null;
  readonly selectedImageId: string | null;
  /** Whether the user chose the image, as opposed to the default first one. */
  readonly selectedByHand: boolean;
  /** Images removed last, until the next action; `undoRemove` restores them. */
  readonly lastRemoved: readonly string[];
  /** Message of the last failure of the store itself. */
  readonly error: string | null;
}

/** The loaded images. Pixels stay in the store; this contains what the list shows. */
export const useDatasetStore = create<DatasetState>(() => ({
  opened: false,
  records: [],
  refused: [],
  withoutMask: 0,
  noted: 0,
  needsReview: false,
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

/** Message for a dataset without any image to train on. */
export const NOTHING_LABELLED =
  "No image has a mask, so nothing can be trained. Add the masks: masks/NAME for images/NAME, NAME_masks for NAME, or a table of cells.";

type Listed = Pick<DatasetState, "records"> &
  Partial<Pick<DatasetState, "selectedImageId" | "selectedByHand">>;

/** The list with more records, with an image selected. */
export function listWith(added: readonly ImageRecord[], to = getState().records): Listed {
  const known = new Map(to.map((record) => [record.id, record]));
  for (const record of added) known.set(record.id, record);
  for (const id of supersededIds([...known.values()])) known.delete(id);
  const records = [...known.values()].sort((a, b) => byText(a.name, b.name));
  const { selectedImageId } = getState();
  const isThere = selectedImageId !== null && known.has(selectedImageId);
  // An image with labels has more to show.
  const first = records.find(({ labelled }) => labelled) ?? records[0];
  return isThere ? { records } : { records, selectedImageId: first?.id ?? null, selectedByHand: false };
}

/** Adds records to the list, or to `to` in its place, and keeps an image selected. */
export function withRecords(added: readonly ImageRecord[], to = getState().records): void {
  const listed = listWith(added, to);
  // Notes on images that are no longer there cannot be reviewed.
  setState(listed.records.length === 0 ? { ...listed, noted: 0 } : listed);
}

/** Records that all images of earlier visits are loaded and the page is ready. */
export function markOpened(): void {
  setState({ opened: true });
}

/** Resolves when all images of earlier visits are loaded. */
export function whenImagesOpened(): Promise<void> {
  if (getState().opened) return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = useDatasetStore.subscribe(({ opened }) => {
      if (!opened) return;
      unsubscribe();
      resolve();
    });
  });
}

/** Chooses the image that the panels show. */
export function selectImage(id: string): void {
  setState({ selectedImageId: id, selectedByHand: true });
}

/** Clears the list of refused files and releases the files. */
export function dismissRefused(): void {
  forgetFiles();
  setState({ refused: [], needsReview: false, offers: [] });
}

/** Dismisses the offer to review the last import. */
export function dismissOffer(): void {
  setState({ needsReview: false });
}

/** Dismisses an offer of pairs. */
export function dismissPairs(pairs: PairedFiles): void {
  setState(({ offers }) => ({ offers: offers.filter((other) => other !== pairs) }));
}

/** Dismisses the number of images that were already there. */
export function dismissAlreadyThere(): void {
  setState({ alreadyThere: 0 });
}

/** Clears the last error. */
export function dismissDatasetError(): void {
  setState({ error: null });
}

/** The selected image; null if there is none. */
export function selectedRecord(): ImageRecord | null {
  const { records, selectedImageId } = getState();
  return records.find(({ id }) => id === selectedImageId) ?? null;
}
