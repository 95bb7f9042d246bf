/** The parts of a path. */
export interface PathName {
  /** Outermost first. */
  readonly folders: readonly string[];
  /** File name without its extension; in `.ome.tif` both parts belong to the extension. */
  readonly stem: string;
  /** Lower case, without the dot; empty if there is none. */
  readonly extension: string;
}

/** Splits a path with `/` between folders. */
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

/** Orders text by code units, independent of locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
