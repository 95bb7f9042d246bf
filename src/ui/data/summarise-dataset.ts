import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { median } from "../../core/metrics/median.ts";

export interface DatasetSummary {
  /** Number of images, with and without labels. */
  readonly images: number;
  readonly unlabelled: number;
  /** Number of images whose labels contain no cell. */
  readonly negative: number;
  /** Number of distinct samples, plates or wells among the labelled images. */
  readonly groups: number;
  readonly cells: number;
  /** Minimum, median and maximum number of cells per labelled image; null without labelled images. */
  readonly cellsPerImage: { readonly low: number; readonly median: number; readonly high: number } | null;
  /** Distinct sizes as `columns × rows`, most frequent first. */
  readonly sizes: readonly { readonly size: string; readonly images: number }[];
}

/** Summary of a dataset. Null if it is empty. */
export function summariseDataset(records: readonly ImageRecord[]): DatasetSummary | null {
  if (records.length === 0) return null;
  const labelled = records.filter((record) => record.labelled);
  const groups = new Set(labelled.map(({ group }) => group).filter((group) => group !== null));
  const counts = labelled.map(({ cells }) => cells).sort((a, b) => a - b);
  const sizes = new Map<string, number>();
  for (const { rows, columns } of records) {
    const size = `${columns} × ${rows}`;
    sizes.set(size, (sizes.get(size) ?? 0) + 1);
  }
  return {
    images: records.length,
    unlabelled: records.length - labelled.length,
    negative: labelled.filter(({ cells }) => cells === 0).length,
    groups: groups.size,
    cells: counts.reduce((sum, cells) => sum + cells, 0),
    cellsPerImage:
      counts.length === 0
        ? null
        : { low: counts[0], median: median(counts), high: counts[counts.length - 1] },
    sizes: [...sizes].map(([size, images]) => ({ size, images })).sort((a, b) => b.images - a.images),
  };
}
