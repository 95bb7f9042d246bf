import { ERR_INVALID_UNCOMPRESSED_SIZE, type FileEntry } from "@zip.js/zip.js";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { SNIFFED_BYTES } from "../bytes/sniff.ts";
import { checkFileSize, partsOfStream, type SourceFile } from "../bytes/source-file.ts";

/** Thrown by a sink that is full. */
const ENOUGH = Symbol("enough");

function tooManyBytes(file: string, declared: number): FileError {
  return new FileError(file, `The zip declares ${declared} bytes for this file, but it holds more.`);
}

function tooFewBytes(file: string, declared: number, holds: number): FileError {
  return new FileError(file, `The zip declares ${declared} bytes for this file, but it holds ${holds}.`);
}

function unpackFailure(file: string, declared: number, cause: unknown): FileError {
  if (cause instanceof FileError) return cause;
  const reason =
    cause instanceof Error && cause.message === ERR_INVALID_UNCOMPRESSED_SIZE
      ? `The zip declares ${declared} bytes for this file, which is wrong.`
      : "The file is damaged within the zip. Create the zip again.";
  return new FileError(file, reason, { cause });
}

/** Keeps the first `wanted` bytes of an entry; throws if the entry is longer than declared. */
function createSink(file: string, wanted: number, declared: number) {
  const out = new Uint8Array(wanted);
  let filled = 0;
  const stream = new WritableStream<Uint8Array>({
    write(chunk) {
      if (filled + chunk.length > declared) throw tooManyBytes(file, declared);
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
    // The error depends on the browser: Chromium's pipe may end before it receives this one, and the failed
    // stream then cannot be closed.
    if (wanted < declared && sink.filled() >= wanted) return sink.out;
    throw unpackFailure(file, declared, error);
  }
  if (sink.filled() === declared) return sink.out;
  throw tooFewBytes(file, declared, sink.filled());
}

async function* unpackParts(
  file: string,
  entry: FileEntry,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const declared = entry.uncompressedSize;
  let controller: TransformStreamDefaultController<Uint8Array> | undefined;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start(own) {
      controller = own;
    },
  });
  const unpacked = entry
    .getData(writable, { checkCrc32: true, signal })
    .catch((error: unknown) => controller?.error(error));
  let given = 0;
  try {
    for await (const part of partsOfStream(readable, signal)) {
      given += part.length;
      if (given > declared) throw tooManyBytes(file, declared);
      yield part;
    }
    await unpacked;
  } catch (error) {
    signal.throwIfAborted();
    throw unpackFailure(file, declared, error);
  }
  if (given < declared) throw tooFewBytes(file, declared, given);
}

/** A file of a zip that is decompressed on reading; throws if its size differs from the declared one. */
export function sourceOfEntry(path: string, entry: FileEntry): SourceFile {
  const size = entry.uncompressedSize;
  return {
    path,
    size,
    // Decompression creates one stream per file, which would be slow for archives with thousands of empty
    // files.
    head: async (signal) =>
      size === 0 ? new Uint8Array(0) : unpack(path, entry, Math.min(size, SNIFFED_BYTES), signal),
    async bytes(signal) {
      checkFileSize(path, size);
      return unpack(path, entry, size, signal);
    },
    parts: (signal) => unpackParts(path, entry, signal),
  };
}
