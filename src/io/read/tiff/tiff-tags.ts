import { FileError } from "../../../core/dataset/pairing/file-error.ts";

const CLASSIC = 42;
const BIG = 43;

/** Maximum number of directories before a file counts as endless. */
const MAX_PAGES = 100_000;

/** Maximum number of entries of a directory before it counts as damaged; real ones have a few dozen. */
const MAX_ENTRIES = 4096;

/** Bytes per value of each field type; types that are not read as numbers are missing. */
const VALUE_BYTES: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 13: 4, 16: 8, 18: 8 };

/** Field type of two unsigned 32-bit integers, numerator and denominator. */
const RATIONAL = 5;
const RATIONAL_BYTES = 8;

/** Maximum number of text bytes read from a tag, such as the description of an OME-TIFF. */
const MAX_TEXT_BYTES = 2 ** 24;

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Offset of the values. */
  readonly at: number;
}

/** The integers and texts in a directory of a TIFF or BigTIFF. Every position is checked against the file. */
export class TiffTags {
  readonly littleEndian: boolean;
  readonly fileBytes: number;
  readonly #file: string;
  readonly #view: DataView;
  readonly #big: boolean;
  readonly #entries = new Map<number, Entry>();

  /**
   * Reads the directory at an offset, or the first one. Throws a FileError if there is no readable directory.
   */
  constructor(file: string, bytes: Uint8Array, directory?: number) {
    this.#file = file;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.fileBytes = bytes.length;
    this.littleEndian = bytes[0] === 0x49;
    const version = bytes.length >= 8 ? this.#view.getUint16(2, this.littleEndian) : 0;
    if (version !== CLASSIC && version !== BIG) throw new FileError(file, "The TIFF header is damaged.");
    this.#big = version === BIG;
    this.#readEntries(directory ?? this.#firstDirectory());
  }

  has(tag: number): boolean {
    return this.#entries.has(tag);
  }

  /** The declared number of values of a tag, of any type; 0 if the file has no such tag. */
  count(tag: number): number {
    return this.#entries.get(tag)?.count ?? 0;
  }

  /** The first value of a tag, or `otherwise` if the file has no such tag. */
  one(tag: number, otherwise: number): number {
    const entry = this.#entries.get(tag);
    if (!entry || entry.count === 0) return otherwise;
    const size = this.#valueBytes(tag, entry);
    return this.#number(entry.at, size);
  }

  /** The first value of a tag that holds ratios; NaN if the file has no such tag or it cannot be read. */
  ratio(tag: number): number {
    const entry = this.#entries.get(tag);
    if (entry?.type !== RATIONAL || entry.count === 0) return Number.NaN;
    if (entry.at + RATIONAL_BYTES > this.fileBytes) return Number.NaN;
    return this.#number(entry.at, 4) / this.#number(entry.at + 4, 4);
  }

  /** All values of a tag, or null if the file has no such tag. */
  numbers(tag: number): number[] | null {
    const entry = this.#entries.get(tag);
    if (!entry) return null;
    const size = this.#valueBytes(tag, entry);
    return Array.from({ length: entry.count }, (_, index) => this.#number(entry.at + size * index, size));
  }

  /** Bytes per value of a tag, all of which must be inside the file. */
  #valueBytes(tag: number, { type, count, at }: Entry): number {
    const size = VALUE_BYTES[type];
    if (size && at + size * count <= this.fileBytes) return size;
    throw new FileError(this.#file, `The TIFF is damaged: the values of its tag ${tag} cannot be read.`);
  }

  /** The bytes of a tag's values; empty if the file has no such tag or they are outside the file. */
  bytes(tag: number): Uint8Array {
    const entry = this.#entries.get(tag);
    const end = entry ? entry.at + (VALUE_BYTES[entry.type] ?? 0) * entry.count : 0;
    if (!entry || end > this.fileBytes) return new Uint8Array(0);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + entry.at, end - entry.at);
  }

  /** The text of a tag up to its terminator; empty if the file has no such tag. */
  text(tag: number): string {
    const bytes = this.bytes(tag).subarray(0, MAX_TEXT_BYTES);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  }

  /** Offsets of the directories in order; a cyclic chain is followed once. */
  pages(): number[] {
    const seen = new Set<number>();
    for (let at = this.#firstDirectory(); at > 0 && !seen.has(at) && seen.size < MAX_PAGES; ) {
      const entriesEnd = this.#entriesEnd(at);
      if (entriesEnd === null) break;
      seen.add(at);
      at = this.#offset(entriesEnd);
    }
    return [...seen];
  }

  #firstDirectory(): number {
    return this.#offset(this.#big ? 8 : 4);
  }

  #offset(at: number): number {
    const size = this.#big ? 8 : 4;
    return at + size <= this.fileBytes ? this.#number(at, size) : 0;
  }

  #number(at: number, size: number): number {
    if (size === 1) return this.#view.getUint8(at);
    if (size === 2) return this.#view.getUint16(at, this.littleEndian);
    if (size === 4) return this.#view.getUint32(at, this.littleEndian);
    return Number(this.#view.getBigUint64(at, this.littleEndian));
  }

  /** The end of the entries of the directory at `at`, or null if they extend beyond the file. */
  #entriesEnd(at: number): number | null {
    const countBytes = this.#big ? 8 : 2;
    if (at + countBytes > this.fileBytes) return null;
    const count = this.#number(at, countBytes);
    const end = at + countBytes + count * (this.#big ? 20 : 12);
    return count <= MAX_ENTRIES && end <= this.fileBytes ? end : null;
  }

  #readEntries(directory: number): void {
    const end = directory > 0 ? this.#entriesEnd(directory) : null;
    if (end === null) {
      throw new FileError(
        this.#file,
        "The TIFF holds no image: its directory is missing or lies beyond the file's end.",
      );
    }
    const step = this.#big ? 20 : 12;
    for (let at = directory + (this.#big ? 8 : 2); at < end; at += step) {
      const type = this.#number(at + 2, 2);
      const count = this.#number(at + 4, this.#big ? 8 : 4);
      const valueAt = at + (this.#big ? 12 : 8);
      const size = type === RATIONAL ? RATIONAL_BYTES : (VALUE_BYTES[type] ?? 1);
      const inline = size * count <= (this.#big ? 8 : 4);
      const tag = this.#number(at, 2);
      if (!this.#entries.has(tag)) {
        this.#entries.set(tag, { type, count, at: inline ? valueAt : this.#offset(valueAt) });
      }
    }
  }
}
