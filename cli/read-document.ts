import { readFile, stat } from "node:fs/promises";
import { LabError, sentenceOf } from "../src/core/errors.ts";
import { printable } from "./printable.ts";

/** A recipe or a sweep has a few kB; what is larger is not read. */
const MAX_BYTES = 2 ** 20;

/** Runs a parser; its LabError names the file, and repeats no control characters of its content. */
export function parseOf<Content>(file: string, parse: () => Content): Content {
  try {
    return parse();
  } catch (error) {
    throw new LabError(`${file}: ${printable(sentenceOf(error))}`, { cause: error });
  }
}

/**
 * Reads a document in a text file.
 * @throws LabError naming the file if it cannot be read, is too large, or is refused by `parse`
 */
export async function readDocument<Content>(
  path: string,
  what: "recipe" | "sweep",
  parse: (text: string) => Content,
): Promise<Content> {
  const facts = await stat(path).catch(() => null);
  if (facts?.isFile() && facts.size > MAX_BYTES)
    throw new LabError(
      `The ${what} ${path} has ${facts.size} bytes, and at most ${MAX_BYTES} are read. Check that it is a ${what}.`,
    );
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new LabError(`The ${what} ${path} cannot be read. Check that it exists.`, { cause: error });
  });
  return parseOf(path, () => parse(text));
}
