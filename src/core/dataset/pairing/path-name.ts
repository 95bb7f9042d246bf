/** A path taken apart. */
export interface PathName {
  /** Folders from the outside in. */
  readonly folders: readonly string[];
  /** File name without its extension; `.ome` before `.tif` belongs to the extension. */
  readonly stem: string;
  /** Lower case, without the dot; empty when there is none. */
  readonly extension: string;
}

/** Takes a path with `/` between folders apart. */
export function splitPath(path: string): PathName {
  const folders = path.split("/");
  const base = folders.pop() ?? "";
  const match = /^(.+?)(?:\.ome)?\.([^.]+)$/is.exec(base);
  return { folders, stem: match?.[1] ?? base, extension: match?.[2].toLowerCase() ?? "" };
}

/** The name of the file with its extension. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Orders text by its code units: the same everywhere, whatever the language. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
