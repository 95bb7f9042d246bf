import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MAX_FILE_BYTES } from "./limits.ts";
import { SNIFFED_BYTES } from "./sniff.ts";

/** A file on disk or in a zip that is read on demand. All reads throw a FileError. */
export interface SourceFile {
  /** Path within the added folder, `/` between folders; only displayed or compared. */
  readonly path: string;
  /** Size in bytes, as declared. */
  readonly size: number;
  /** The first bytes, enough to determine the file type. */
  head(signal: AbortSignal): Promise<Uint8Array>;
  bytes(signal: AbortSignal): Promise<Uint8Array>;
  /** The bytes in parts, for files of any size. Rejects with the signal's reason when aborted. */
  parts(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Throws a FileError if a file is too large to be read into memory. */
export function checkFileSize(path: string, size: number): void {
  if (size <= MAX_FILE_BYTES) return;
  const [is, limit] = [size, MAX_FILE_BYTES].map((bytes) => Math.round(bytes / 1e6));
  throw new FileError(
    path,
    `The file has ${is} MB; at most ${limit} MB are read. Cut the image into tiles first.`,
  );
}

function unreadable(path: string, cause: unknown): FileError {
  return new FileError(
    path,
    "The file can no longer be read. It may have been moved or changed; add it again.",
    { cause },
  );
}

async function bytesOf(path: string, blob: Blob): Promise<Uint8Array> {
  checkFileSize(path, blob.size);
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * The chunks of a stream until its end. The stream is cancelled if the caller stops early. Rejects with the
 * signal's reason when aborted.
 */
export async function* partsOfStream(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function* partsOfBlob(
  path: string,
  blob: Blob,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* partsOfStream(blob.stream(), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(path, error);
  }
}

/** A source for a Blob. */
export function sourceOfBlob(path: string, blob: Blob): SourceFile {
  return {
    path,
    size: blob.size,
    head: () => bytesOf(path, blob.slice(0, SNIFFED_BYTES)),
    bytes: () => bytesOf(path, blob),
    parts: (signal) => partsOfBlob(path, blob, signal),
  };
}
