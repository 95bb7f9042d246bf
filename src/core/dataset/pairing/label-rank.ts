import { labelFolderOf, labelSuffixOf } from "./label-names.ts";
import { byText, splitPath } from "./path-name.ts";

/** Sources of cells, the most exact first: every pixel as saved, then drawn outlines. */
const RANKS = { image: 0, array: 10, lossy: 20, runs: 30, polygons: 40, regions: 50 } as const;

/**
 * Rank of a label file by exactness; lower is more exact. `_seg.npy` of Cellpose ranks after label images.
 */
export function rankOfLabels(path: string): number {
  const { extension } = splitPath(path);
  if (/^jpe?g$/.test(extension)) return RANKS.lossy;
  const isSeg = extension === "npy" && /^.seg$/i.test(labelSuffixOf(path) ?? "");
  return isSeg ? RANKS.array : RANKS.image + (labelFolderOf(path)?.word.rank ?? 0);
}

/**
 * Rank of a table of cells by exactness: run lengths keep every pixel; polygons and ImageJ's regions are
 * outlines.
 */
export function rankOfTable(path: string, drawn: boolean): number {
  if (splitPath(path).extension === "zip") return RANKS.regions;
  return drawn ? RANKS.polygons : RANKS.runs;
}

/**
 * The most exact of an image's label files. Ties go to the file with the same format as the image, then to
 * the first by name.
 */
export function bestLabels(labels: readonly string[], image: string): string {
  const { extension } = splitPath(image);
  const other = (path: string) => Number(splitPath(path).extension !== extension);
  return [...labels].sort(
    (a, b) => rankOfLabels(a) - rankOfLabels(b) || other(a) - other(b) || byText(a, b),
  )[0];
}

/** File names of paths, each with as many folders as are needed to distinguish them. */
export function namesApart(paths: readonly string[]): readonly string[] {
  const most = paths.reduce((length, path) => Math.max(length, path.split("/").length), 0);
  const different = new Set(paths).size;
  for (let parts = 1; parts < most; parts++) {
    const names = paths.map((path) => path.split("/").slice(-parts).join("/"));
    if (new Set(names).size === different) return names;
  }
  return paths;
}

/** Why a source of labels is not used: the image has labels from another one. */
export function spareReason(image: string, taken: string, isMoreExact: boolean): string {
  const [ofImage, ofLabels] = namesApart([image, taken]);
  const has = `${ofImage} has its labels from ${ofLabels} already`;
  return isMoreExact
    ? `${has}, which is more exact.`
    : `${has}; of equally exact files, one stored like the image is preferred, then the first by name.`;
}
