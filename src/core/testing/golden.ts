import { fileURLToPath } from "node:url";

/** Path of a file in the repository's folder of numbers of other implementations, `testing/golden`. */
export function golden(file: string): string {
  return fileURLToPath(new URL(`../../../testing/golden/${file}`, import.meta.url));
}
