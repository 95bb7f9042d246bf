import type { Refusal } from "../src/core/dataset/image-record.ts";
import type { PixelSize } from "../src/core/dataset/pixel-size.ts";

/** Report on one sample. */
export interface InspectedSample {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Micrometres per px; absent if unknown. */
  readonly pixelSize?: PixelSize;
  /** Sample type of the stored image; for labels without an image that of their file. */
  readonly type: string;
  readonly cells: number;
  readonly overlapPixels: number;
  /** How it was paired. */
  readonly source: string;
  /**
   * Its side of the split in a run with the default recipe and seed; null if there is nothing to train on.
   */
  readonly split: "train" | "validation" | null;
  readonly notes: readonly string[];
}

/** What was read, and what was refused and why. */
export interface InspectReport {
  readonly samples: readonly InspectedSample[];
  readonly refused: readonly Refusal[];
  /** Files that look like labels of other files, as questions to the user; absent if there are none. */
  readonly offers?: readonly string[];
}
