import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, inflateSync } from "node:zlib";
import type { ImageRecord } from "../../src/core/dataset/image-record.ts";
import type { MeasuredCells } from "../../src/core/measurements/measure-cells.ts";
import type { MeasurementKey } from "../../src/core/measurements/measurements.ts";
import type { Labels } from "../../src/core/raster/plane.ts";
import type { ComparedField } from "../../src/workers/score-fields.ts";
import { writeOutput } from "../write-output.ts";

/** Folder in the output folder for the images that are done, until all are. */
const FOLDER = "unfinished";
const SETTINGS = "settings.json";
const LABELS = ".labels";
const CELLS = ".cells.json";
const DONE = ".json";

/** What is known of an image that is done, besides its labels and measurements. */
export interface DoneImage {
  readonly record: ImageRecord;
  readonly foundCells: number;
  readonly compared: ComparedField;
}

/** The cells found in an image. */
export interface ImageCells extends Omit<DoneImage, "foundCells"> {
  readonly found: Labels;
  readonly cells: MeasuredCells;
}

interface WrittenCells {
  readonly ids: readonly number[];
  readonly pixelSize: MeasuredCells["pixelSize"];
  readonly shape: Readonly<Record<MeasurementKey, readonly (number | null)[]>>;
  readonly means: readonly (readonly (number | null)[])[];
  readonly sums: readonly (readonly (number | null)[])[];
}

/** JSON has no numbers that are not finite: they become null. */
const numbers = (values: readonly (number | null)[]) =>
  Float64Array.from(values, (value) => value ?? Number.NaN);

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/**
 * The images of a prediction that are done, in a folder of the output: an interrupted prediction goes on from there. An
 * image is there completely or not at all.
 */
export class UnfinishedCells {
  readonly #folder: string;
  readonly #done = new Map<string, DoneImage>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Opens the folder in `out`.
   * @param settings all that the cells of an image depend on; images with other settings are deleted
   * @throws OutputError if the folder cannot be written
   */
  static async open(out: string, settings: unknown): Promise<UnfinishedCells> {
    const opened = new UnfinishedCells(join(out, FOLDER));
    const text = JSON.stringify(settings, null, 2);
    const before = readJson(opened.#at(SETTINGS));
    if (before !== null && JSON.stringify(before, null, 2) === text) opened.#list();
    else await opened.#begin(text);
    return opened;
  }

  async #begin(settings: string): Promise<void> {
    this.delete();
    mkdirSync(this.#folder, { recursive: true });
    await writeOutput(this.#at(SETTINGS), [settings]);
  }

  #list(): void {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith(DONE) && !name.endsWith(CELLS));
    for (const name of names) {
      if (name === SETTINGS) continue;
      const image = readJson(this.#at(name)) as DoneImage | null;
      if (image?.record?.id !== name.slice(0, -DONE.length)) continue;
      this.#done.set(image.record.id, image);
    }
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }

  /** Images done so far. */
  get images(): readonly DoneImage[] {
    return [...this.#done.values()];
  }

  has(id: string): boolean {
    return this.#done.has(id);
  }

  /** Adds an image. Throws an OutputError if it cannot be written. */
  async add({ record, found, compared, cells }: ImageCells): Promise<void> {
    const { rows, columns, data } = found;
    const { ids, pixelSize, shape, means, sums } = cells;
    const lists = (arrays: readonly Float64Array[]) => arrays.map((values) => [...values]);
    const written: WrittenCells = {
      ids: [...ids],
      pixelSize,
      shape: Object.fromEntries(
        Object.entries(shape).map(([key, values]) => [key, [...values]]),
      ) as unknown as WrittenCells["shape"],
      means: lists(means),
      sums: lists(sums),
    };
    const bytes = new Uint8Array(data.buffer, data.byteOffset, rows * columns * data.BYTES_PER_ELEMENT);
    await writeOutput(this.#at(record.id + LABELS), [deflateSync(bytes, { level: 1 })]);
    await writeOutput(this.#at(record.id + CELLS), [JSON.stringify(written)]);
    const done = { record, foundCells: ids.length, compared };
    // Last: an image that has it is complete.
    await writeOutput(this.#at(record.id + DONE), [JSON.stringify(done)]);
    this.#done.set(record.id, done);
  }

  labels({ id, rows, columns }: ImageRecord): Labels {
    const maxOutputLength = rows * columns * Int32Array.BYTES_PER_ELEMENT;
    const bytes = inflateSync(readFileSync(this.#at(id + LABELS)), { maxOutputLength });
    return { rows, columns, data: new Int32Array(new Uint8Array(bytes).buffer) };
  }

  cells({ id }: ImageRecord): MeasuredCells {
    const { ids, pixelSize, shape, means, sums } = readJson(this.#at(id + CELLS)) as WrittenCells;
    return {
      ids: Int32Array.from(ids),
      pixelSize,
      shape: Object.fromEntries(
        Object.entries(shape).map(([key, values]) => [key, numbers(values)]),
      ) as unknown as MeasuredCells["shape"],
      means: means.map(numbers),
      sums: sums.map(numbers),
    };
  }

  /** Deletes the folder. */
  delete(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
