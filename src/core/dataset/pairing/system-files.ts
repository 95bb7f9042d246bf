import { baseName } from "./path-name.ts";

const FOLDERS = new Set(["__MACOSX", ".git", ".Trashes", ".Spotlight-V100", ".fseventsd", "$RECYCLE.BIN"]);
const FILES = new Set([".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r"]);

/** Whether the operating system created the file; a person did not mean to add it. */
export function isSystemFile(path: string): boolean {
  const base = baseName(path);
  if (base.startsWith("._") || FILES.has(base.toLowerCase())) return true;
  return path.split("/").some((folder) => FOLDERS.has(folder));
}
