import { FileError } from "../../core/dataset/file-error.ts";
import { MOST_TABLE_BYTES } from "./limits.ts";
import type { SourceFile } from "./source-file.ts";

/** The text of a table of cells. Throws a FileError when it is too large or no text. */
export async function readText(source: SourceFile, signal: AbortSignal): Promise<string> {
  if (source.size > MOST_TABLE_BYTES) {
    throw new FileError(source.path, `The table has ${Math.round(source.size / 1e6)} MB, which is too much.`);
  }
  const text = new TextDecoder().decode(await source.bytes(signal));
  if (text.includes("\0"))
    throw new FileError(source.path, "The table holds bytes that are not text, so it is damaged.");
  return text;
}
