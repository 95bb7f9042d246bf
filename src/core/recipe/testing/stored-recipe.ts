import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A recipe written by an earlier version of the program, as JSON. */
export function storedRecipe(name: "paper-version-3" | "few-large-version-3") {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), "utf8"));
}
