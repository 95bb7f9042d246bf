import { labelsFromCells } from "../src/core/dataset/labels/labels-from-cells.ts";
import { baseName } from "../src/core/dataset/pairing/path-name.ts";
import { runsOfMask } from "../src/core/dataset/runs/run-length.ts";
import type { Labels } from "../src/core/raster/plane.ts";
import { decodeRaster, type Sources } from "../src/io/read/images/decode-raster.ts";
import { maskOf } from "../src/io/read/labels/labels-of.ts";

/**
 * The label image assembled from files with one cell each; null if the files are not of this kind: different
 * sizes, several values in a file, or overlapping cells. Throws a FileError if a file cannot be read.
 */
export async function readCellFolder(
  masks: readonly string[],
  sources: Sources,
  signal: AbortSignal,
): Promise<Labels | null> {
  const cells = [];
  let size: { readonly rows: number; readonly columns: number } | null = null;
  for (const path of masks) {
    const raster = await decodeRaster(path, sources, signal);
    const { rows, columns, samples } = raster;
    size ??= { rows, columns };
    if (rows !== size.rows || columns !== size.columns) return null;
    const drawn = samples.find((value) => value !== 0);
    if (drawn === undefined || samples.some((value) => value !== 0 && value !== drawn)) return null;
    cells.push({ name: baseName(path), runs: runsOfMask(maskOf(path, raster)) });
  }
  if (!size) return null;
  const { labels, overlapPixels } = labelsFromCells(cells, size.rows, size.columns);
  return overlapPixels === 0 ? labels : null;
}
