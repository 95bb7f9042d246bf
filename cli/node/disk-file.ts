import { closeSync, openSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";

/**
 * A part of a file on the disk, as far as the lab uses a `File`. The blobs that Node makes of files cannot be read in
 * other threads. Its fields are all that a message keeps of it.
 */
export class DiskFile {
  readonly type = "";
  readonly diskPath: string;
  readonly from: number;
  readonly to: number;

  constructor({ diskPath, from, to }: Pick<DiskFile, "diskPath" | "from" | "to">) {
    this.diskPath = diskPath;
    this.from = from;
    this.to = to;
  }

  /** Throws the error of the file system if there is no such file. */
  static open(path: string): File {
    return new DiskFile({ diskPath: path, from: 0, to: statSync(path).size }) as unknown as File;
  }

  get name(): string {
    return basename(this.diskPath);
  }

  get size(): number {
    return this.to - this.from;
  }

  slice(start = 0, end = this.size): DiskFile {
    const at = (place: number) =>
      this.from + Math.min(this.size, Math.max(0, place < 0 ? this.size + place : place));
    return new DiskFile({ diskPath: this.diskPath, from: at(start), to: Math.max(at(start), at(end)) });
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    const file = openSync(this.diskPath, "r");
    try {
      let done = 0;
      while (done < bytes.length) {
        const read = readSync(file, bytes, done, bytes.length - done, this.from + done);
        if (read === 0) throw new DOMException("The file has changed.", "NotReadableError");
        done += read;
      }
    } finally {
      closeSync(file);
    }
    return bytes.buffer;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }

  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = 0;
    return new ReadableStream({
      pull: async (controller) => {
        const part = this.slice(at, at + CHUNK_BYTES);
        at += part.size;
        if (part.size > 0) controller.enqueue(new Uint8Array(await part.arrayBuffer()));
        else controller.close();
      },
    });
  }
}

const CHUNK_BYTES = 2 ** 16;

/** Depth of a file in a message: in an item of a list among the arguments of a call. */
const DEPTH = 4;

/** A message of another thread, with the files in it made whole again. */
export function withFiles(message: unknown, depth = 0): unknown {
  if (typeof message !== "object" || message === null || depth > DEPTH) return message;
  if ("diskPath" in message) return new DiskFile(message as DiskFile);
  if (Array.isArray(message)) return message.map((item) => withFiles(item, depth + 1));
  if (Object.getPrototypeOf(message) !== Object.prototype) return message;
  for (const [key, value] of Object.entries(message)) {
    (message as Record<string, unknown>)[key] = withFiles(value, depth + 1);
  }
  return message;
}
