import Papa from "papaparse";
import { foldName } from "../../core/dataset/pairing/fold-name.ts";
import { LIST_COLUMNS, type ListedImage } from "../../core/dataset/pairing/image-list.ts";
import { baseName, splitPath } from "../../core/dataset/pairing/path-name.ts";
import { isSystemFile } from "../../core/dataset/pairing/system-files.ts";
import { distinctNames, freeName } from "../../core/dataset/pairing/unique-names.ts";
import { safeName } from "./safe-name.ts";

/** Each path with the fewest folders that distinguish it from all others, ignoring case. */
function shortPaths(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  const endings = (path: string) => {
    const parts = path.split("/");
    return parts.map((_, folders) => parts.slice(-1 - folders).join("/"));
  };
  for (const path of paths)
    for (const ending of endings(path)) counts.set(foldName(ending), (counts.get(foldName(ending)) ?? 0) + 1);
  return paths.map((path) => endings(path).find((ending) => counts.get(foldName(ending)) === 1) ?? path);
}

/** A name with safe folder and file names. */
function safePath(name: string): string {
  const parts = name.split(/[/\\]/).filter((part) => part !== "" && part !== "." && part !== "..");
  const safe = parts.map(safeName);
  // A name may become one that is skipped when it is imported again.
  return safe.map((part) => (isSystemFile(part) ? `_${part}` : part)).join("/") || "_";
}

/**
 * Names of mask files, safe on every file system. A name that differs from that of its image never ends like
 * the file name of another one: without the list, the mask would be taken for its own.
 */
function maskNames(
  images: readonly { readonly name: string; readonly path: string }[],
  ids: readonly string[],
) {
  const safe = ids.map(safePath);
  const isChanged = safe.map((name, index) => name !== images[index].name);
  const taken = new Set(safe.filter((_, index) => !isChanged[index]).map(foldName));
  const files = images.map(({ path }) => new Set([splitPath(path).stem, baseName(path)].map(foldName)));
  const counts = new Map<string, number>();
  for (const names of files) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return safe.map((name, index) => {
    if (!isChanged[index]) return name;
    const isOfOther = (file: string) => (counts.get(file) ?? 0) > Number(files[index].has(file));
    const free = freeName(name, { has: (key) => taken.has(key) || isOfOther(foldName(baseName(key))) });
    taken.add(foldName(free));
    return free;
  });
}

/** The names of images in a zip of masks, unique within each kind of name; paths may repeat. */
export function listImages(
  images: readonly { readonly name: string; readonly path: string }[],
): ListedImage[] {
  const paths = images.map(({ path }) => path);
  const ids = distinctNames(images.map(({ name }) => name.trim() || "_"));
  const masks = maskNames(images, ids);
  const short = shortPaths(paths);
  const met = new Set<string>();
  const isShared = new Set(paths.filter((path) => met.has(path) || !met.add(path)));
  return paths.map((image, index) => {
    const fileName = isShared.has(image) ? ids[index] : short[index];
    return { image, fileName, id: ids[index], mask: masks[index] };
  });
}

/** The list as a table, one row per image. */
export function writeImageList(images: readonly ListedImage[]): string {
  const rows = images.map(({ image, fileName, id, mask }) => [image, fileName, id, mask]);
  const { image, fileName, id, mask } = LIST_COLUMNS;
  return `${Papa.unparse([[image, fileName, id, mask], ...rows], { newline: "\n" })}\n`;
}
