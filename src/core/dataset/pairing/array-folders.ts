import { byText } from "./path-name.ts";

const NAMED = /^.+\.(zarr|n5)$/i;
/** Files found only in the folder of a Zarr array or group (versions 2 and 3). */
const METADATA = new Set([".zgroup", ".zarray", ".zattrs", ".zmetadata", "zarr.json"]);

/** The reason given for a folder that is a Zarr or N5 store. */
export const ARRAY_FOLDER =
  "Zarr stores (also OME-Zarr and N5) are not read. Export the images as TIFF: in napari with Save Selected Layer, in Fiji with the MoBIE or N5 plugin, in Python with zarr and tifffile.";

/** The folder of a store that contains a path, judged by folder names; null outside a store. */
function storeOf(path: string): string | null {
  const parts = path.split("/");
  const named = parts.findIndex((part, at) => at + 1 < parts.length && NAMED.test(part));
  if (named >= 0) return parts.slice(0, named + 1).join("/");
  return METADATA.has(parts.at(-1) ?? "") ? parts.slice(0, -1).join("/") : null;
}

/** The outermost folders of these paths that are Zarr or N5 stores, judged by name or content. */
export function arrayFolders(paths: readonly string[]): string[] {
  const stores = new Set(paths.flatMap((path) => storeOf(path) ?? []));
  const all = [...stores].sort(byText);
  return all.filter((store) => !all.some((outer) => outer !== store && isWithin(store, outer)));
}

/** Whether a path is inside a folder. The folder "" contains every path. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}
