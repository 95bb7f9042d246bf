import { readRaster } from "../src/io/read/images/read-raster.ts";
import { labelsOf } from "../src/io/read/labels/labels-of.ts";

/** How many cells an exported label image holds; `path` says its format. */
export function cellsInMask(path: string, bytes: Uint8Array): number {
  const { data } = labelsOf(path, readRaster(path, bytes)).labels;
  return new Set(data.filter((id) => id > 0)).size;
}
