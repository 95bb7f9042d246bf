import { baseName } from "./path-name.ts";

const FOLDERS = new Set(["__MACOSX", ".git", ".Trashes", ".Spotlight-V100", ".fseventsd", "$RECYCLE.BIN"]);
const FILES = new Set([".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r"]);

/** True for files that systems leave in folders; a person did not mean to add them. */
export function isSystemFile(path: string): boolean {
  const base = baseName(path);
  if (base.startsWith("._") || FILES.has(base.toLowerCase())) return true;
  return path.split("/").some((folder) => FOLDERS.has(folder));
}
