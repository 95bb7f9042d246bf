import type { DrawnEntry, EntryKind } from "../../../core/dataset/labels/choose-entries.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { Runs } from "../../../core/dataset/runs/run-length.ts";
import type { RunOrder } from "../../../core/dataset/runs/runs-of-cells.ts";
import { joinedBytes } from "../../../core/joined-bytes.ts";
import { MAX_CELL_BYTES } from "../bytes/limits.ts";
import { MAX_NUMBER_BYTES, NumberWriter } from "../bytes/number-bytes.ts";
import type { PackedCells, TableImage } from "./cell-list.ts";
import { cellsOfBytes, contentOf } from "./packed-cells.ts";

/** Pages of a small table are small: each is twice as large as the previous one, up to the maximum. */
const FIRST_PAGE_BYTES = 2 ** 13;
const PAGE_BYTES = 2 ** 20;
/** Names are only displayed. */
export const MAX_NAME_LENGTH = 80;
const MIN_INTS = 1024;
const NONE = -1;

/** A growing list of integers. */
class GrowingInts {
  #values = new Int32Array(MIN_INTS);
  length = 0;

  add(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Int32Array(2 * this.length);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }

  get(index: number): number {
    return this.#values[index];
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }
}

/**
 * Cells of all images of one table, in any order, with a few bytes per run, which avoids one object per cell.
 * A cell is encoded as the length of its name, the name in UTF-8, its kind, and the number of its runs; then,
 * for each run, the gap to the previous run in pixels, and its length.
 */
class CellPages {
  readonly #file: string;
  readonly #pages: Uint8Array<ArrayBuffer>[] = [];
  /** Free bytes of the last page. */
  #free = 0;
  #bytes = 0;
  /** Per cell: its page, its offset in the page, its size in bytes, and the next cell of its image. */
  readonly #page = new GrowingInts();
  readonly #start = new GrowingInts();
  readonly #length = new GrowingInts();
  readonly #next = new GrowingInts();
  readonly #written = new NumberWriter();
  readonly #encoder = new TextEncoder();

  constructor(file: string) {
    this.#file = file;
  }

  /** Stores a cell after `last`, the previous cell of its image, and returns its number. */
  add(last: number, name: string, runs: Runs, kind: number): number {
    const { page, start, length } = this.#place(this.#encode(name, runs, kind));
    const cell = this.#page.length;
    this.#page.add(page);
    this.#start.add(start);
    this.#length.add(length);
    this.#next.add(NONE);
    if (last !== NONE) this.#next.set(last, cell);
    return cell;
  }

  /** The bytes of a cell and of the following cells of its image. */
  *from(first: number): Generator<Uint8Array<ArrayBuffer>> {
    for (let cell = first; cell !== NONE; cell = this.#next.get(cell)) {
      const start = this.#start.get(cell);
      yield this.#pages[this.#page.get(cell)].subarray(start, start + this.#length.get(cell));
    }
  }

  #encode(name: string, runs: Runs, kind: number): Uint8Array {
    const text = this.#encoder.encode(name.slice(0, MAX_NAME_LENGTH));
    const out = this.#written;
    out.length = 0;
    out.reserve(MAX_NUMBER_BYTES * (3 + runs.length) + text.length);
    out.add(text.length);
    out.bytes.set(text, out.length);
    out.length += text.length;
    out.add(kind);
    out.add(runs.length / 2);
    let end = 0;
    for (let at = 0; at < runs.length; at += 2) {
      out.add(runs[at] - end);
      out.add(runs[at + 1]);
      end = runs[at] + runs[at + 1];
    }
    return out.bytes.subarray(0, out.length);
  }

  #place(cell: Uint8Array): { page: number; start: number; length: number } {
    const { length } = cell;
    if (length > this.#free) {
      this.#free = Math.max(length, Math.min(PAGE_BYTES, FIRST_PAGE_BYTES * 2 ** this.#pages.length));
      this.#bytes += this.#free;
      if (this.#bytes > MAX_CELL_BYTES) {
        throw new FileError(
          this.#file,
          `Its cells take more than ${Math.round(MAX_CELL_BYTES / 1e6)} MB of memory. Split the file, so that each part names fewer images.`,
        );
      }
      this.#pages.push(new Uint8Array(this.#free));
    }
    const page = this.#pages.length - 1;
    const start = this.#pages[page].length - this.#free;
    this.#pages[page].set(cell, start);
    this.#free -= length;
    return { page, start, length };
  }
}

/** The cells of one image, in a store shared by all images of a file. */
export class StoredCells implements TableImage {
  count = 0;
  problem: string | null = null;
  kinds?: readonly EntryKind[];
  /** Whether any cell was drawn as an outline; undefined if unknown. */
  drawn: boolean | undefined;
  /** Name of the first cell, without its noun. */
  firstName = "";
  readonly #pages: CellPages;
  readonly #noun: string;
  #first = NONE;
  #last = NONE;

  /**
   * @param noun Prefix of the names of cells, e.g. `row`.
   * @param rows Size of the image in px, or null if unknown.
   * @param order Direction of the added runs: along the rows or down the columns.
   */
  constructor(
    pages: CellPages,
    noun: string,
    readonly rows: number | null,
    readonly columns: number | null,
    readonly order: RunOrder,
  ) {
    this.#pages = pages;
    this.#noun = noun;
  }

  /**
   * Stores a cell. Throws a FileError if the cells of the file take too much memory.
   *
   * @param kind Index into `kinds`, if the file distinguishes kinds of entries.
   */
  add(name: string, runs: Runs, kind = 0): void {
    this.#last = this.#pages.add(this.#last, name, runs, kind);
    if (this.count === 0) {
      this.#first = this.#last;
      this.firstName = name;
    }
    this.count += 1;
  }

  *cellsIn(rows: number, columns: number): Generator<DrawnEntry> {
    const facts = { noun: this.#noun, order: this.order };
    for (const bytes of this.#pages.from(this.#first)) yield* cellsOfBytes(bytes, facts, rows, columns);
  }

  content(): Generator<Uint8Array<ArrayBuffer>> {
    return contentOf(this.order, this.#pages.from(this.#first));
  }

  packed(): PackedCells {
    const { count, problem, drawn, rows, columns, order, kinds } = this;
    const bytes = joinedBytes([...this.#pages.from(this.#first)]);
    const facts = { count, problem, drawn, rows, columns, order, noun: this.#noun, bytes };
    return kinds ? { ...facts, kinds } : facts;
  }
}

/** Opens a store for the cells of `file`; returns a function that creates an image in it. */
export function openCellStore(
  file: string,
  noun: string,
): (rows: number | null, columns: number | null, order?: RunOrder) => StoredCells {
  const pages = new CellPages(file);
  return (rows, columns, order = "rows") => new StoredCells(pages, noun, rows, columns, order);
}
