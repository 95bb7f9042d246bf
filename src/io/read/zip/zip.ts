import { BlobReader, configure, type FileEntry, ZipReader } from "@zip.js/zip.js";
import type { Refusal } from "../../../core/dataset/image-record.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { splitPath } from "../../../core/dataset/pairing/path-name.ts";
import {
  MAX_FILE_BYTES,
  MAX_ZIP_BYTES,
  MAX_ZIP_ENTRIES,
  MAX_ZIP_RATIO,
  ZIP_RATIO_MATTERS_FROM,
} from "../bytes/limits.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { sourceOfEntry } from "./zip-entry.ts";

// Decoding already runs in its own worker, and a content security policy without blob workers remains
// possible.
configure({ useWebWorkers: false });

/** Remaining budget for the listing of a zip and the zips inside it, which share it. */
export interface ZipBudget {
  entries: number;
  /** Decompressed bytes, as declared. */
  bytes: number;
}

/** The budget of an outermost zip. */
export function wholeZipBudget(): ZipBudget {
  return { entries: MAX_ZIP_ENTRIES, bytes: MAX_ZIP_BYTES };
}

/** The content of a zip: files that are decompressed on reading, and refused files. */
export interface ZipContent {
  readonly files: readonly SourceFile[];
  readonly refused: readonly Refusal[];
}

/** Normalises folders and separators; a name is only looked up, never written to. */
function plainName(name: string): string {
  const parts = name.replaceAll("\\", "/").split("/");
  return parts
    .filter((part) => part !== "" && part !== "." && part !== ".." && !/^[a-z]:$/i.test(part))
    .join("/");
}

/** Tables and lists of cells are streamed, so they may be larger than memory. */
const READ_IN_PARTS = new Set(["csv", "json"]);

function entryProblem(entry: FileEntry, size: number): string | null {
  if (entry.symlink) return "A link to another file is not followed.";
  if (entry.encrypted) return "The file is encrypted. Unpack the zip with its password and add the folder.";
  if (size > MAX_FILE_BYTES && !READ_IN_PARTS.has(splitPath(entry.filename).extension))
    return `The file would be ${Math.round(size / 1e6)} MB; at most ${MAX_FILE_BYTES / 1e6} are read.`;
  if (size > ZIP_RATIO_MATTERS_FROM && size > MAX_ZIP_RATIO * entry.compressedSize) {
    return `The file would grow from ${entry.compressedSize} to ${size} bytes when unpacked; no image compresses that much.`;
  }
  return null;
}

/**
 * Reads the directory of a zip; nothing is decompressed yet. Names are text: `..`, drive letters and leading
 * slashes are dropped. Links, encrypted files, repeated names and files with an excessive compression ratio
 * are refused.
 *
 * @param budget Reduced by the sizes that the zip declares.
 * @throws FileError if the zip as a whole cannot be read, or declares more than the budget.
 */
export async function readZip(path: string, blob: Blob, budget = wholeZipBudget()): Promise<ZipContent> {
  // Invalid names and sizes are checked by this function, so "tolerant" leaves them to it.
  const reader = new ZipReader(new BlobReader(blob), { strictness: "tolerant" });
  const files = new Map<string, SourceFile>();
  const refused: Refusal[] = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      budget.entries -= 1;
      if (budget.entries < 0) throw new FileError(path, `The zip holds more than ${MAX_ZIP_ENTRIES} files.`);
      if (entry.directory) continue;
      const name = plainName(entry.filename);
      const full = `${path}/${name}`;
      const size = entry.uncompressedSize;
      budget.bytes -= size;
      if (budget.bytes < 0) {
        throw new FileError(path, `Unpacked, the zip would be larger than ${MAX_ZIP_BYTES / 1e9} GB.`);
      }
      const problem = files.has(full)
        ? "The zip holds a file of this name twice; the first is used."
        : entryProblem(entry, size);
      if (problem) refused.push({ file: full, reason: problem });
      else files.set(full, sourceOfEntry(full, entry));
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(
      path,
      "The zip cannot be opened: it is damaged or ends early. Copy or create it again.",
      {
        cause: error,
      },
    );
  }
  return { files: [...files.values()], refused };
}
