import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MAX_TEXT_BYTES } from "./limits.ts";
import type { SourceFile } from "./source-file.ts";
import { encodingOf } from "./text-encoding.ts";

/** A part of a text, and the fraction (0..1) of the file's bytes read up to its end. */
export interface TextPart {
  readonly text: string;
  readonly fraction: number;
}

/**
 * The text of a table or list of cells in parts, decoded from UTF-8 or UTF-16, without its byte order mark.
 * Throws a FileError if it is not text or cannot be read.
 */
export async function* readTextParts(
  source: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<TextPart, void, undefined> {
  const decoder = new TextDecoder(encodingOf(await source.head(signal)));
  let read = 0;
  for await (const bytes of source.parts(signal)) {
    read += bytes.length;
    const text = decoder.decode(bytes, { stream: true });
    if (text.includes("\0"))
      throw new FileError(source.path, "The table holds bytes that are not text, so it is damaged.");
    yield { text, fraction: Math.min(1, read / source.size) };
  }
  yield { text: decoder.decode(), fraction: 1 };
}

/** The whole text of a table. Throws a FileError if it is too long, not text, or unreadable. */
export async function readText(source: SourceFile, signal: AbortSignal): Promise<string> {
  if (source.size > MAX_TEXT_BYTES) {
    const [is, limit] = [source.size, MAX_TEXT_BYTES].map((bytes) => Math.round(bytes / 1e6));
    throw new FileError(source.path, `The table has ${is} MB; at most ${limit} MB are read.`);
  }
  const parts: string[] = [];
  for await (const { text } of readTextParts(source, signal)) parts.push(text);
  return parts.join("");
}
