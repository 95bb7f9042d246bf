import { readRaster } from "../src/io/read/images/read-raster.ts";
import { labelsOf } from "../src/io/read/labels/labels-of.ts";

/** Number of cells in an exported label image; the extension of `path` determines its format. */
export function cellsInMask(path: string, bytes: Uint8Array): number {
  const { data } = labelsOf(path, readRaster(path, bytes)).labels;
  return new Set(data.filter((id) => id > 0)).size;
}
