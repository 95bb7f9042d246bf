import type { ImageRecord, Refusal } from "../../core/dataset/image-record.ts";
import { roleOf } from "../../core/dataset/pairing/label-names.ts";
import { baseName } from "../../core/dataset/pairing/path-name.ts";
import type { ImageSet } from "../../core/dataset/sampling/image-sets.ts";
import type { UnpairedFile } from "../../state/pair-by-hand.ts";

/** States of a file or pair, ordered by need for attention. */
export const ROW_STATES = ["unpaired", "refused", "noted", "good"] as const;
export type RowState = (typeof ROW_STATES)[number];

interface RowText {
  /** Stable as long as the row has the same subject. */
  readonly key: string;
  readonly state: RowState;
  /** Name of the image; empty if there are only labels. */
  readonly image: string;
  /** File of the labels; empty if there is only an image. */
  readonly labels: string;
}

/** An image of the dataset. */
export interface ImageRowFacts extends RowText {
  readonly kind: "image";
  readonly record: ImageRecord;
  readonly why: string;
  /** The set that it is in. */
  readonly use: ImageSet;
  /** Its file, if the image has no labels. */
  readonly unpaired: UnpairedFile | null;
}

/** An unused file. */
export interface FileRowFacts extends RowText {
  readonly kind: "file";
  readonly refusal: Refusal;
  /** The file, if it lacks a partner. */
  readonly unpaired: UnpairedFile | null;
}

export type PairingRow = ImageRowFacts | FileRowFacts;

/** Source data of the rows. */
export interface PairingSources {
  readonly records: readonly ImageRecord[];
  readonly refused: readonly Refusal[];
  /** The set of each image, by id. */
  readonly sets: ReadonlyMap<string, ImageSet>;
}

function imageRow(record: ImageRecord, sets: PairingSources["sets"]): ImageRowFacts {
  const { id, name, labelled, pair, source, notes } = record;
  return {
    kind: "image",
    key: id,
    state: !labelled ? "unpaired" : notes.length > 0 ? "noted" : "good",
    image: name,
    labels: pair ? baseName(pair.labels) : "",
    why: pair?.why ?? source,
    record,
    use: sets.get(id) ?? (labelled ? "training" : "prediction"),
    unpaired: labelled || !pair ? null : { file: pair.image, kind: "unpaired image" },
  };
}

function fileRow(refusal: Refusal, key: string): FileRowFacts {
  const { file, kind } = refusal;
  const holdsLabels = kind === undefined ? roleOf(file) === "labels" : kind === "unpaired labels";
  const name = baseName(file);
  return {
    kind: "file",
    key,
    state: kind === undefined ? "refused" : "unpaired",
    image: holdsLabels ? "" : name,
    labels: holdsLabels ? name : "",
    refusal,
    unpaired: kind === undefined ? null : { file, kind },
  };
}

/** One row per image of the dataset and per reason that a file was not used. */
export function pairingRows(sources: PairingSources): PairingRow[] {
  const seen = new Map<string, number>();
  const files = sources.refused.map((refusal) => {
    const before = seen.get(refusal.file) ?? 0;
    seen.set(refusal.file, before + 1);
    return fileRow(refusal, `${refusal.file}\n${before}`);
  });
  return [...files, ...sources.records.map((record) => imageRow(record, sources.sets))];
}
