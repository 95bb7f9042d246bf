import {
  BlobReader,
  configure,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  type FileEntry,
  ZipReader,
} from "@zip.js/zip.js";
import { FileError } from "../../core/dataset/file-error.ts";
import type { Refusal } from "../../core/dataset/image-record.ts";
import {
  MOST_FILE_BYTES,
  MOST_ZIP_BYTES,
  MOST_ZIP_ENTRIES,
  MOST_ZIP_RATIO,
  ZIP_RATIO_MATTERS_FROM,
} from "./limits.ts";
import { SNIFFED_BYTES } from "./sniff.ts";
import type { SourceFile } from "./source-file.ts";

// Decoding already runs in a worker of its own, and a policy without blob workers stays possible.
configure({ useWebWorkers: false });

/** What is in a zip: files that are unpacked when they are read, and those that will not be. */
export interface ZipContent {
  readonly files: readonly SourceFile[];
  readonly refused: readonly Refusal[];
}

/** Folders and separators as in any path; a name can only ever be looked up, never written to. */
function plainName(name: string): string {
  const parts = name.replaceAll("\\", "/").split("/");
  return parts
    .filter((part) => part !== "" && part !== "." && part !== ".." && !/^[a-z]:$/i.test(part))
    .join("/");
}

function entryProblem(entry: FileEntry, size: number): string | null {
  if (entry.symlink) return "A link to another file is not followed.";
  if (entry.encrypted) return "The file is encrypted. Unpack the zip with its password and add the folder.";
  if (size > MOST_FILE_BYTES)
    return `The file would be ${Math.round(size / 1e6)} MB; at most ${MOST_FILE_BYTES / 1e6} are read.`;
  if (size > ZIP_RATIO_MATTERS_FROM && size > MOST_ZIP_RATIO * entry.compressedSize) {
    return `The file would grow from ${entry.compressedSize} to ${size} bytes when unpacked; no picture shrinks that much.`;
  }
  return null;
}

/** Thrown by a sink that has all it wants. */
const ENOUGH = Symbol("enough");

/** Keeps the first `wanted` bytes of an entry; it may not give more than it declares. */
function createSink(file: string, wanted: number, declared: number) {
  const out = new Uint8Array(wanted);
  let filled = 0;
  const stream = new WritableStream<Uint8Array>({
    write(chunk) {
      if (filled + chunk.length > declared) {
        throw new FileError(file, `The zip declares ${declared} bytes for this file, but it holds more.`);
      }
      out.set(chunk.subarray(0, wanted - Math.min(wanted, filled)), Math.min(wanted, filled));
      filled += chunk.length;
      if (wanted < declared && filled >= wanted) throw ENOUGH;
    },
  });
  return { stream, out, filled: () => filled };
}

async function unpack(
  file: string,
  entry: FileEntry,
  wanted: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const declared = entry.uncompressedSize;
  const sink = createSink(file, wanted, declared);
  try {
    await entry.getData(sink.stream, { checkCrc32: true, signal });
  } catch (error) {
    signal.throwIfAborted();
    // Which error arrives is the browser's choice: Chromium's pipe may end before it hears of this one, and the stream,
    // failed by then, cannot be closed.
    if (wanted < declared && sink.filled() >= wanted) return sink.out;
    if (error instanceof FileError) throw error;
    if (error instanceof Error && error.message === ERR_INVALID_UNCOMPRESSED_SIZE) {
      throw new FileError(file, `The zip declares ${declared} bytes for this file, which is false.`, {
        cause: error,
      });
    }
    throw new FileError(file, "The file is damaged within the zip. Make the zip anew.", { cause: error });
  }
  if (sink.filled() === declared) return sink.out;
  throw new FileError(
    file,
    `The zip declares ${declared} bytes for this file, but it holds ${sink.filled()}.`,
  );
}

function sourceOfEntry(path: string, entry: FileEntry): SourceFile {
  const size = entry.uncompressedSize;
  return {
    path,
    size,
    head: (signal) => unpack(path, entry, Math.min(size, SNIFFED_BYTES), signal),
    bytes: (signal) => unpack(path, entry, size, signal),
  };
}

/**
 * Reads the directory of a zip; nothing is unpacked yet. Names are text: `..`, drive letters and leading slashes
 * are dropped. Links, encrypted files, second files of one name and those that grow too much are refused.
 *
 * @throws FileError when the zip as a whole cannot be read.
 */
export async function readZip(path: string, blob: Blob): Promise<ZipContent> {
  // Names and sizes that lie are this function's own business; "tolerant" leaves them to it.
  const reader = new ZipReader(new BlobReader(blob), { strictness: "tolerant" });
  const files = new Map<string, SourceFile>();
  const refused: Refusal[] = [];
  let entries = 0;
  let declared = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      entries += 1;
      if (entries > MOST_ZIP_ENTRIES)
        throw new FileError(path, `The zip holds more than ${MOST_ZIP_ENTRIES} files.`);
      if (entry.directory) continue;
      const name = plainName(entry.filename);
      const full = `${path}/${name}`;
      const size = entry.uncompressedSize;
      declared += size;
      if (declared > MOST_ZIP_BYTES) {
        throw new FileError(path, `Unpacked, the zip would be larger than ${MOST_ZIP_BYTES / 1e9} GB.`);
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
      "The zip cannot be opened: it is damaged or ends early. Copy or make it again.",
      {
        cause: error,
      },
    );
  }
  return { files: [...files.values()], refused };
}
