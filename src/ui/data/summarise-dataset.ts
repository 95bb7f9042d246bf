import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { median } from "../../core/metrics/median.ts";

export interface DatasetSummary {
  readonly images: number;
  readonly cells: number;
  /** Fewest, median and most cells of an image. */
  readonly cellsPerImage: { readonly low: number; readonly median: number; readonly high: number };
  /** Distinct sizes as `columns × rows`, most frequent first. */
  readonly sizes: readonly { readonly size: string; readonly images: number }[];
}

/** What a dataset amounts to. Null when it is empty. */
export function summariseDataset(records: readonly ImageRecord[]): DatasetSummary | null {
  if (records.length === 0) return null;
  const counts = records.map(({ cells }) => cells).sort((a, b) => a - b);
  const sizes = new Map<string, number>();
  for (const { rows, columns } of records) {
    const size = `${columns} × ${rows}`;
    sizes.set(size, (sizes.get(size) ?? 0) + 1);
  }
  return {
    images: records.length,
    cells: counts.reduce((sum, cells) => sum + cells, 0),
    cellsPerImage: { low: counts[0], median: median(counts), high: counts[counts.length - 1] },
    sizes: [...sizes].map(([size, images]) => ({ size, images })).sort((a, b) => b.images - a.images),
  };
}
