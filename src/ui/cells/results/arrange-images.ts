import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { byName } from "../../../core/dataset/pairing/by-name.ts";
import type { ImageScore } from "../../../workers/cells.protocol.ts";
import type { MetricKey } from "../words/score-metrics.ts";

/** What images can be sorted by: any metric, too. */
export type ImageColumn = "image" | "foundCells" | "trueCells" | "piecesKaggle" | MetricKey;

export interface ImageOrder {
  readonly column: ImageColumn;
  readonly descending: boolean;
}

/** An image in scope, and what was found in it; null where nothing was yet. */
export interface ImageLine {
  readonly record: ImageRecord;
  readonly found: ImageScore | null;
}

/** The images in scope with what was found in each. */
export function imageLines(records: readonly ImageRecord[], images: readonly ImageScore[]): ImageLine[] {
  const byId = new Map(images.map((image) => [image.imageId, image]));
  return records.map((record) => ({ record, found: byId.get(record.id) ?? null }));
}

/** The number of an image in a column; null where there is none. */
export function numberOf({ record, found }: ImageLine, column: Exclude<ImageColumn, "image">): number | null {
  if (column === "foundCells") return found?.foundCells ?? null;
  if (column === "trueCells") return record.labelled ? (found?.score?.trueCells ?? record.cells) : null;
  if (column === "piecesKaggle") return found?.score?.pieces?.kaggle ?? null;
  return found?.score?.[column] ?? null;
}

/** The images in their order: those without a number last either way, equal ones as they were. */
export function arrangeImages(lines: readonly ImageLine[], { column, descending }: ImageOrder): ImageLine[] {
  const sign = descending ? -1 : 1;
  if (column === "image") return [...lines].sort((a, b) => sign * byName(a.record.name, b.record.name));
  return [...lines].sort((a, b) => {
    const [first, second] = [numberOf(a, column), numberOf(b, column)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second);
  });
}
