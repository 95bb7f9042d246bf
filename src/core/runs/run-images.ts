import * as v from "valibot";
import type { ImageRecord } from "../dataset/image-record.ts";
import { type AssignedImage, assignedSchema } from "../dataset/sampling/assigned-images.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const image = v.object({
  /** Hash of its name, its size, its pixels and its labels. */
  id: v.pipe(v.string(), v.maxLength(200)),
  name: v.pipe(v.string(), v.maxLength(4096)),
  /** Size in px. */
  rows: count,
  columns: count,
  cells: count,
});

/** Schema of the images of a run in a stored document. */
export const runImagesSchema = v.object({
  training: v.array(image),
  validation: v.array(image),
  assigned: v.exactOptional(assignedSchema),
});

/** An image as a run saw it. */
export type RecordedImage = Readonly<v.InferOutput<typeof image>>;

/** The images of a run by their part in it, in the order in which its sampler sees them. */
export interface RunImages {
  readonly training: readonly RecordedImage[];
  readonly validation: readonly RecordedImage[];
  /** The images that were assigned to a set by hand; absent where that is not recorded. */
  readonly assigned?: readonly AssignedImage[];
}

/** The images of a run with these training and validation images. */
export function runImagesOf(training: readonly ImageRecord[], validation: readonly ImageRecord[]): RunImages {
  const recorded = ({ id, name, rows, columns, cells }: ImageRecord) => ({ id, name, rows, columns, cells });
  return { training: training.map(recorded), validation: validation.map(recorded) };
}

/** What a run records of its data: enough to see whether two runs had the same. */
export interface DataSummary {
  /** Hash of the images: equal if they have the same names, sizes, pixels and labels in the same parts and order. */
  readonly fingerprint: string;
  /**
   * Hash of the images whatever their part and order, which depend on the seed; absent in records of older versions.
   */
  readonly images?: string;
  readonly trainingImages: number;
  readonly validationImages: number;
  /** Cells in the training images. */
  readonly cells: number;
}

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Schema of such a summary in a stored document. */
export const dataSummarySchema: v.GenericSchema<unknown, DataSummary> = v.object({
  fingerprint: hash,
  images: v.exactOptional(hash),
  trainingImages: count,
  validationImages: count,
  cells: count,
});

async function hashOf(facts: unknown): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(facts)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Summary of the images of a run. */
export async function summariseImages({ training, validation }: RunImages): Promise<DataSummary> {
  const facts = [training, validation].map((part) =>
    part.map(({ id, name, rows, columns, cells }) => [id, name, rows, columns, cells]),
  );
  const sorted = facts
    .flat()
    .map((image) => JSON.stringify(image))
    .sort();
  return {
    fingerprint: await hashOf(facts),
    images: await hashOf(sorted),
    trainingImages: training.length,
    validationImages: validation.length,
    cells: training.reduce((sum, { cells }) => sum + cells, 0),
  };
}
