import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TILES_TEXT } from "./tiles-text.mjs";

/** Folder of the AssemblyScript files. */
export const KERNELS_FOLDER = join(import.meta.dirname, "..", "kernels");

/**
 * Text of each AssemblyScript file by its name, in the order of the names; that of the tiles is written by the
 * template.
 * @returns {Map<string, string>}
 */
export function kernelFiles() {
  const names = readdirSync(KERNELS_FOLDER).filter(
    (name) => name.endsWith(".ts") && !/\.(d|test)\.ts$/.test(name),
  );
  const files = names.map((name) => [name, readFileSync(join(KERNELS_FOLDER, name), "utf8")]);
  return new Map([...files, ["tiles.ts", TILES_TEXT]].sort(([a], [b]) => (a < b ? -1 : 1)));
}
