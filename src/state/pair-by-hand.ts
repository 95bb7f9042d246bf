import { create } from "zustand";
import type { ImageRecord, Refusal, UnpairedKind } from "../core/dataset/image-record.ts";
import type { PairedFiles } from "../core/dataset/pairing/find-offers.ts";
import type { ManualPair } from "../core/dataset/pairing/found-pair.ts";
import type { ImportResult } from "../workers/import-watch.ts";
import { dismissPairs, useDatasetStore } from "./dataset.ts";
import { removeImages, restoreImages } from "./dataset-images.ts";
import { importByHand } from "./import-files.ts";
import { keptFile } from "./kept-files.ts";

/** A file without a partner. */
export interface UnpairedFile {
  readonly file: string;
  readonly kind: UnpairedKind;
}

/** A pair that the user made in this visit, with everything needed to undo it. */
interface StoredManualPair extends ManualPair {
  readonly id: string;
  /** Whether the image was already in the dataset with these labels. */
  readonly known: boolean;
  /** Whether the image was in the dataset without labels. */
  readonly imageOnly: boolean;
  /** Images without labels that had been imported from the labels file. */
  readonly removed: readonly string[];
  /** The refusals of the two files. */
  readonly refused: readonly Refusal[];
}

/** Outcome of the last pair. */
export type PairOutcome =
  | { readonly kind: "made"; readonly id: string; readonly pair: ManualPair }
  | { readonly kind: "refused"; readonly pair: ManualPair; readonly reason: string };

interface PairByHandState {
  /** The file that waits for a partner. */
  readonly picked: UnpairedFile | null;
  readonly outcome: PairOutcome | null;
  readonly made: readonly StoredManualPair[];
}

/** Pairs made by hand in this visit. The files are lost when the page is reloaded. */
export const usePairByHandStore = create<PairByHandState>(() => ({ picked: null, outcome: null, made: [] }));

const { getState, setState } = usePairByHandStore;

const FORGOTTEN =
  "The files of this pair are no longer available: they are forgotten when the list is dismissed or the page is reloaded. Add them again.";

/** Assigns image and labels to two files: the first is the image, unless its name indicates labels. */
export function sidesOf(first: UnpairedFile, second: UnpairedFile): ManualPair {
  const [image, labels] = first.kind === "unpaired labels" ? [second, first] : [first, second];
  return { image: image.file, labels: labels.file };
}

/** Picks a file as the first of a pair; null clears it. */
export function pick(picked: UnpairedFile | null): void {
  setState({ picked, outcome: null });
}

/** Dismisses the outcome of the last pair. */
export function dismissOutcome(): void {
  setState({ outcome: null });
}

/** Ids of the images without labels that were imported from a file. */
function imagesWithoutLabels(file: string, records: readonly ImageRecord[]): string[] {
  return records.filter(({ labelled, pair }) => !labelled && pair?.image === file).map(({ id }) => id);
}

/** Removes images without an entry for "Undo remove". */
async function takeOut(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await removeImages(ids);
  useDatasetStore.setState({ lastRemoved: [] });
}

async function taken(id: string, pair: ManualPair, before: readonly ImageRecord[]): Promise<void> {
  const isOfPair = ({ file }: Refusal) => file === pair.image || file === pair.labels;
  const { refused } = useDatasetStore.getState();
  const made: StoredManualPair = {
    ...pair,
    id,
    known: before.some((record) => record.id === id),
    imageOnly: imagesWithoutLabels(pair.image, before).length > 0,
    removed: imagesWithoutLabels(pair.labels, before),
    refused: refused.filter(isOfPair),
  };
  useDatasetStore.setState({ refused: refused.filter((refusal) => !isOfPair(refusal)) });
  await takeOut(made.removed);
  setState((state) => ({
    made: [...state.made.filter((other) => other.id !== id), made],
    outcome: { kind: "made", id, pair },
  }));
}

function refusedFor({ refused }: ImportResult, pair: ManualPair): void {
  const reasons = new Map(refused.map(({ file, reason }) => [file, reason]));
  useDatasetStore.setState((state) => ({
    refused: state.refused.map((refusal) => ({
      ...refusal,
      reason: reasons.get(refusal.file) ?? refusal.reason,
    })),
  }));
  const reason = reasons.get(pair.labels) ?? reasons.get(pair.image) ?? refused[0]?.reason ?? "";
  setState({ outcome: { kind: "refused", pair, reason } });
}

/**
 * Reads two files as an image and its labels. They become an image of the dataset, or are refused with a
 * reason.
 */
export async function pairByHand(pair: ManualPair): Promise<void> {
  setState({ picked: null, outcome: null });
  const [image, labels] = [keptFile(pair.image), keptFile(pair.labels)];
  if (!image || !labels) {
    setState({ outcome: { kind: "refused", pair, reason: FORGOTTEN } });
    return;
  }
  const { records } = useDatasetStore.getState();
  const result = await importByHand([pair], [...new Set([image, labels])]);
  if (result === null) return;
  const [stored] = result.stored;
  if (stored) await taken(stored.id, pair, records);
  else refusedFor(result, pair);
}

/** Reads files that were offered as images and labels. Pairs that do not fit are refused with a reason. */
export async function pairOffered(pairs: PairedFiles): Promise<void> {
  setState({ picked: null, outcome: null });
  const holders = pairs.flatMap(({ image, labels }) => [keptFile(image), keptFile(labels)]);
  const files = holders.filter((file) => file !== null);
  if (files.length < holders.length) {
    setState({ outcome: { kind: "refused", pair: pairs[0], reason: FORGOTTEN } });
    return;
  }
  const result = await importByHand(pairs, [...new Set(files)]);
  if (result === null) return;
  const read = new Set(result.stored.map(({ pair }) => pair?.image));
  const done = pairs.filter(({ image }) => read.has(image));
  const labels = new Set(done.map((pair) => pair.labels));
  const { records, refused } = useDatasetStore.getState();
  const asImages = records.filter((record) => !record.labelled && labels.has(record.pair?.image ?? ""));
  await takeOut(asImages.map(({ id }) => id));
  const left = refused.filter(({ file }) => !labels.has(file) && !read.has(file));
  useDatasetStore.setState({ refused: [...left, ...result.refused] });
  dismissPairs(pairs);
}

/** Undoes a pair made by hand; its files lack a partner again. */
export async function takeApart(id: string): Promise<void> {
  const pair = getState().made.find((other) => other.id === id);
  if (!pair) return;
  if (!pair.known) await takeOut([id]);
  const image = keptFile(pair.image);
  if (pair.imageOnly && image) await importByHand([{ image: pair.image, labels: null }], [image]);
  if (pair.removed.length > 0) await restoreImages(pair.removed);
  useDatasetStore.setState(({ refused }) => ({ refused: [...refused, ...pair.refused] }));
  setState(({ made }) => ({ made: made.filter((other) => other.id !== id), outcome: null }));
}
