import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tilesText } from "./tiles-text.mjs";

/** Folder of the AssemblyScript files. */
export const KERNELS_FOLDER = join(import.meta.dirname, "..", "kernels");

/** Name of the module whose text the template writes. */
export const TILES = "tiles.ts";

/**
 * Text of each AssemblyScript file by its name, in the order of the names.
 * @returns {Map<string, string>}
 */
export function kernelFiles() {
  const names = readdirSync(KERNELS_FOLDER).filter(
    (name) => name.endsWith(".ts") && !/\.(d|test)\.ts$/.test(name),
  );
  const files = names.map((name) => [name, readFileSync(join(KERNELS_FOLDER, name), "utf8")]);
  return new Map([...files, [TILES, tilesText()]].sort(([a], [b]) => (a < b ? -1 : 1)));
}
