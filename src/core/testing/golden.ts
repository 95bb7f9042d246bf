import { fileURLToPath } from "node:url";

/** Path of a file in `testing/golden`, the folder with reference values from other implementations. */
export function golden(file: string): string {
  return fileURLToPath(new URL(`../../../testing/golden/${file}`, import.meta.url));
}
