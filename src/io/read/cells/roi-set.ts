import type { DrawnEntry } from "../../../core/dataset/labels/choose-entries.ts";
import { baseName, splitPath } from "../../../core/dataset/pairing/path-name.ts";
import { polygonRuns } from "../../../core/dataset/runs/polygon-runs.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import type { CellPlace } from "../raster/cells-on-plane.ts";
import type { CellTable, TableImage } from "../tables/cell-list.ts";
import { ANYWHERE, readImageJRegion } from "./imagej-roi.ts";

/**
 * `RoiSet` as suggested by ImageJ, possibly before or after the name of an image; `cell_rois` as written by
 * Cellpose.
 */
const SET_SUFFIX = /[_-]?(roi_?set|rois?)$/i;
const SET_PREFIX = /^(roi_?set|rois?)[_-](?=.)/i;
const MAX_ROI_BYTES = 2 ** 24;

const isRoi = ({ path }: SourceFile) => splitPath(path).extension === "roi";

interface Region {
  readonly name: string;
  readonly outline: ArrayLike<number> | null;
  readonly place: CellPlace;
}

function imageOf(regions: readonly Region[], problem: string | null): TableImage {
  return {
    count: regions.length,
    problem,
    rows: null,
    columns: null,
    places: regions.map(({ place }) => place),
    *cellsIn(rows, columns): Generator<DrawnEntry> {
      for (const { name, outline } of regions)
        yield {
          name,
          kind: 0,
          runs: (outline && polygonRuns([outline], rows, columns)) ?? new Int32Array(0),
        };
    },
    *content() {
      for (const { name, outline, place } of regions) {
        const drawn = [place.plane, place.slice, place.time, ...Array.from(outline ?? [])].join(" ");
        yield new TextEncoder().encode(`${name}\n${drawn}\n`);
      }
    },
  };
}

/**
 * Whether the files of a zip are a set saved by ImageJ's ROI Manager; an empty zip is one if its name
 * indicates so.
 */
export function isRoiSet(path: string, files: readonly SourceFile[]): boolean {
  return files.length > 0 ? files.every(isRoi) : SET_SUFFIX.test(splitPath(path).stem);
}

/**
 * Reads a zip of ImageJ ROIs as the cells of one image: the image with the name of the zip or, if the zip is
 * called `RoiSet`, the only one in its folder (the name is then empty). ROIs that are not areas are kept as
 * cells without pixels, which are reported later. Throws a FileError if a file of the zip is damaged.
 */
export async function readRoiSet(
  path: string,
  files: readonly SourceFile[],
  signal: AbortSignal,
): Promise<CellTable> {
  const regions: Region[] = [];
  let problem: string | null = null;
  for (const file of files) {
    const name = baseName(file.path);
    const region = file.size > MAX_ROI_BYTES ? null : readImageJRegion(await file.bytes(signal));
    if (region === null || region.composite) {
      problem ??= `${name} in ${baseName(path)} is ${region?.problem ?? "too large"}. Split it into its parts first.`;
    }
    regions.push({
      name: region?.problem ? `${name} (${region.problem})` : name,
      outline: region?.outline ?? null,
      place: region?.place ?? ANYWHERE,
    });
  }
  const id = splitPath(path).stem.replace(SET_SUFFIX, "").replace(SET_PREFIX, "");
  return { path, images: new Map([[id, imageOf(regions, problem)]]) };
}
