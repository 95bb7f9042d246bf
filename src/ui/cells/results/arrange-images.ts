import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { byName } from "../../../core/dataset/pairing/by-name.ts";
import type { ImageScore } from "../../../workers/cells.protocol.ts";
import type { MetricKey } from "../words/score-metrics.ts";

/** Sort keys of images, including any metric. */
export type ImageColumn = "image" | "foundCells" | "trueCells" | "componentsKaggle" | MetricKey;

export interface ImageOrder {
  readonly column: ImageColumn;
  readonly descending: boolean;
}

/** An image in scope and its results; null before any. */
export interface ImageLine {
  readonly record: ImageRecord;
  readonly found: ImageScore | null;
}

/** The images in scope with their results. */
export function imageLines(records: readonly ImageRecord[], images: readonly ImageScore[]): ImageLine[] {
  const byId = new Map(images.map((image) => [image.imageId, image]));
  return records.map((record) => ({ record, found: byId.get(record.id) ?? null }));
}

/** The value of an image in a column; null if there is none. */
export function numberOf({ record, found }: ImageLine, column: Exclude<ImageColumn, "image">): number | null {
  if (column === "foundCells") return found?.foundCells ?? null;
  if (column === "trueCells") return record.labelled ? (found?.score?.trueCells ?? record.cells) : null;
  if (column === "componentsKaggle") return found?.score?.components?.kaggle ?? null;
  return found?.score?.[column] ?? null;
}

/**
 * The images in sorted order: those without a value last in both directions, ties in their original order.
 */
export function arrangeImages(lines: readonly ImageLine[], { column, descending }: ImageOrder): ImageLine[] {
  const sign = descending ? -1 : 1;
  if (column === "image") return [...lines].sort((a, b) => sign * byName(a.record.name, b.record.name));
  return [...lines].sort((a, b) => {
    const [first, second] = [numberOf(a, column), numberOf(b, column)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second);
  });
}
