import { inflateSync } from "fflate";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { crc32 } from "../bytes/checksums.ts";
import { MAX_DEFLATE_GROWTH } from "../bytes/inflate.ts";
import { MAX_FILE_BYTES, MAX_NPZ_ARRAYS } from "../bytes/limits.ts";

/** A compressed array in an NPZ file. */
export interface NpzEntry {
  /** Its name without `.npy`. */
  readonly name: string;
  /** Uncompressed size in bytes, as declared. */
  readonly size: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: Uint8Array;
}

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

const damaged = (file: string, cause?: unknown) =>
  new FileError(file, "The NPZ file is damaged or ends early. Save it again.", { cause });

/** Offset of the end of central directory record; -1 if there is none. */
function directoryEnd(view: DataView): number {
  const last = view.byteLength - DIRECTORY_END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  return -1;
}

function entryAt(file: string, bytes: Uint8Array, view: DataView, at: number): NpzEntry {
  if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) throw damaged(file);
  const nameBytes = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + view.getUint16(at + 28, true));
  const packedSize = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  if (local + LOCAL_BYTES > bytes.length) throw damaged(file);
  const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packedSize > bytes.length) throw damaged(file);
  const method = view.getUint16(at + 10, true);
  const encrypted = (view.getUint16(at + 8, true) & ENCRYPTED) !== 0;
  if (encrypted || (method !== STORED && method !== DEFLATED)) {
    throw new FileError(file, "The NPZ file is packed in a way that NumPy does not write.");
  }
  return {
    name: new TextDecoder().decode(nameBytes).replace(/\.npy$/, ""),
    size: view.getUint32(at + 24, true),
    method,
    checksum: view.getUint32(at + 16, true),
    packed: bytes.subarray(start, start + packedSize),
  };
}

/** Whether all files of a zip are `.npy`, as in NumPy's archives of several arrays. */
export function isNpz(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = directoryEnd(view);
  const at = end < 0 ? bytes.length : view.getUint32(end + 16, true);
  if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) return false;
  const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
  return new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, nameEnd)).endsWith(".npy");
}

/** Lists the arrays of an NPZ file from its directory; nothing is decompressed. Throws a FileError. */
export function npzEntries(file: string, bytes: Uint8Array): readonly NpzEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = directoryEnd(view);
  if (end < 0) throw damaged(file);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_NPZ_ARRAYS)
    throw new FileError(file, `The NPZ file holds ${count} arrays, which is too many.`);
  const entries: NpzEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    entries.push(entryAt(file, bytes, view, at));
    at += ENTRY_BYTES + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > MAX_FILE_BYTES) {
    throw new FileError(
      file,
      `Unpacked, the NPZ file would have ${total} bytes; at most ${MAX_FILE_BYTES} are read.`,
    );
  }
  return entries;
}

/** The bytes of an array's NPY file, with verified size and checksum. Throws a FileError. */
export function unpackNpzEntry(file: string, { size, method, checksum, packed }: NpzEntry): Uint8Array {
  let bytes = packed;
  if (method === DEFLATED) {
    if (size > MAX_DEFLATE_GROWTH * packed.length) throw damaged(file);
    try {
      // One extra byte detects a stream that is longer than declared.
      bytes = inflateSync(packed, { out: new Uint8Array(size + 1) });
    } catch (error) {
      throw damaged(file, error);
    }
  }
  if (bytes.length !== size || crc32(bytes) !== checksum) throw damaged(file);
  return bytes;
}
