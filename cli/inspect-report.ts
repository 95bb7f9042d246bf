import type { Refusal } from "../src/core/dataset/image-record.ts";

/** What is told of one sample. */
export interface InspectedSample {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Sample type of the stored image; of labels alone that of their file. */
  readonly type: string;
  readonly cells: number;
  readonly overlapPixels: number;
  /** How it was paired. */
  readonly source: string;
  /** Its part in a run by the default recipe and seed; null where there is nothing to train on. */
  readonly split: "train" | "validation" | null;
  readonly notes: readonly string[];
}

/** What was read, and what was not and why. */
export interface InspectReport {
  readonly samples: readonly InspectedSample[];
  readonly refused: readonly Refusal[];
  /** Files that look like labels of others, as questions to a person; absent where there are none. */
  readonly offers?: readonly string[];
}
