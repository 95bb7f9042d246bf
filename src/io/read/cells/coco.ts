import type { EntryKind } from "../../../core/dataset/labels/choose-entries.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { RunLengthError } from "../../../core/dataset/runs/run-length.ts";
import { MAX_PIXELS, MAX_TABLE_IMAGES } from "../bytes/limits.ts";
import { readTextParts } from "../bytes/read-text.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import type { CellTable } from "../tables/cell-list.ts";
import { MAX_NAME_LENGTH, openCellStore, type StoredCells } from "../tables/cell-store.ts";
import { isFields, runsOfSegmentation } from "./coco-annotation.ts";
import { type JsonConsumer, JsonItems } from "./json-items.ts";

interface CocoImage {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: StoredCells;
}

/** Message for JSON that is not COCO. */
export const NO_LISTS =
  'The JSON has no lists "images" and "annotations", as COCO has, so it holds no cells.';

/** Leading path components that do not identify the image. */
const UPWARDS = /^(?:\.{1,2}[/\\])+/;

/** Image ids are integers or strings; `1` and `"1"` are the same. */
function idOf(value: unknown): string | null {
  return typeof value === "number" || typeof value === "string" ? String(value) : null;
}

function sizeOf(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_PIXELS
    ? value
    : null;
}

/** Distinct pairs of category and crowd flag, in order of occurrence. */
class EntryKinds {
  readonly #indices = new Map<string, number>();
  readonly #kinds: { category: string | null; crowd: boolean }[] = [];
  readonly #names = new Map<string, string>();

  /** Reads an entry of `categories`, which may occur anywhere in the file. */
  name(value: unknown): void {
    const { id, name } = isFields(value) ? value : {};
    const key = idOf(id);
    if (key !== null && typeof name === "string") this.#names.set(key, name.slice(0, MAX_NAME_LENGTH));
  }

  indexOf(categoryId: unknown, iscrowd: unknown): number {
    const category = idOf(categoryId);
    const crowd = iscrowd === 1 || iscrowd === true;
    const key = `${crowd} ${category}`;
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.#kinds.push({ category, crowd }) - 1;
    this.#indices.set(key, index);
    return index;
  }

  all(): readonly EntryKind[] {
    return this.#kinds.map(({ category, crowd }) => ({
      category: category === null ? null : (this.#names.get(category) ?? `category ${category}`),
      crowd,
    }));
  }
}

/**
 * Collects the content of a COCO file. Annotations need the sizes of their images, so annotations that come
 * first are skipped.
 */
class CocoConsumer implements JsonConsumer {
  /** Annotations were skipped: the file must be read again from its start. */
  annotationsCameFirst = false;
  readonly #file: string;
  readonly #createCells: ReturnType<typeof openCellStore>;
  readonly #images = new Map<string, CocoImage>();
  readonly #seen = new Set<string>();
  readonly #kinds = new EntryKinds();
  #key = "";
  #named = 0;
  #annotations = 0;
  #readsAgain = false;

  constructor(file: string) {
    this.#file = file;
    this.#createCells = openCellStore(file, "annotation");
  }

  value(key: string, kind: "list" | "object" | "single"): void {
    this.#key = key;
    if (this.#readsAgain || (key !== "images" && key !== "annotations")) return;
    // LIVECell's own files key annotations by id.
    if (kind === "single" || (kind === "object" && key === "images")) this.noObject();
    if (this.#seen.has(key)) throw new FileError(this.#file, `The JSON has "${key}" twice.`);
    this.#seen.add(key);
    if (key === "annotations" && !this.#seen.has("images")) this.annotationsCameFirst = true;
  }

  item(value: unknown): void {
    if (this.#key === "images" && !this.#readsAgain) this.#addImage(value);
    if (this.#key === "categories" && !this.#readsAgain) this.#kinds.name(value);
    if (this.#key === "annotations" && this.annotationsCameFirst === this.#readsAgain)
      this.#addAnnotation(value);
  }

  noObject(): never {
    throw new FileError(this.#file, NO_LISTS);
  }

  /** Starts the second pass, which reads the annotations. Throws a FileError if the file is not COCO. */
  beginAgain(): void {
    if (!this.#seen.has("images") || !this.#seen.has("annotations")) this.noObject();
    if (this.#named === 0) throw new FileError(this.#file, "The JSON names no images.");
    this.#readsAgain = true;
  }

  table(): CellTable {
    const images = new Map<string, StoredCells>();
    const kinds = this.#kinds.all();
    for (const { name, cells } of this.#images.values()) {
      if (images.has(name)) cells.problem = `Two images have the name ${name}.`;
      if (kinds.length > 0) cells.kinds = kinds;
      images.set(name, cells);
    }
    return { path: this.#file, images };
  }

  #keep(key: string, name: string, rows: number, columns: number): CocoImage {
    const image = { name, rows, columns, cells: this.#createCells(rows, columns) };
    this.#images.set(key, image);
    if (this.#images.size > MAX_TABLE_IMAGES) {
      throw new FileError(this.#file, `The JSON names more than ${MAX_TABLE_IMAGES} images.`);
    }
    return image;
  }

  #addImage(value: unknown): void {
    const { id, file_name: name, width, height } = isFields(value) ? value : {};
    const [key, rows, columns] = [idOf(id), sizeOf(height), sizeOf(width)];
    if (
      key === null ||
      typeof name !== "string" ||
      rows === null ||
      columns === null ||
      rows * columns > MAX_PIXELS
    ) {
      throw new FileError(
        this.#file,
        "The JSON names an image without an id, file_name, width and height that are valid.",
      );
    }
    this.#named += 1;
    this.#keep(key, name.replace(UPWARDS, ""), rows, columns);
  }

  #addAnnotation(value: unknown): void {
    this.#annotations += 1;
    const fields = isFields(value) ? value : {};
    const { id, image_id: imageId, segmentation } = fields;
    const key = idOf(imageId) ?? "none";
    const name = idOf(id) ?? `number ${this.#annotations}`;
    const image = this.#images.get(key) ?? this.#keep(key, `image ${key}`, 1, 1);
    const { cells, rows, columns } = image;
    if (cells.problem) return;
    const kind = this.#kinds.indexOf(fields.category_id, fields.iscrowd);
    cells.drawn ||= Array.isArray(segmentation);
    try {
      cells.add(name, runsOfSegmentation(segmentation, rows, columns), kind);
    } catch (error) {
      if (!(error instanceof RunLengthError)) throw error;
      cells.problem = `annotation ${name} (image ${image.name}): ${error.message}.`;
    }
  }
}

async function* readItems(
  source: SourceFile,
  consumer: JsonConsumer,
  signal: AbortSignal,
): AsyncGenerator<number, void, undefined> {
  const items = new JsonItems(source.path, consumer);
  for await (const { text, fraction } of readTextParts(source, signal)) {
    items.push(text);
    yield fraction;
  }
  items.end();
}

/**
 * Reads cells in the COCO format, which LIVECell uses as well: polygons, whose parts are merged into one
 * cell, or column-wise run lengths, as a list or compressed. The file may have any length: it is streamed in
 * the order of its entries, twice if annotations precede images. An invalid annotation invalidates only its
 * own image. Yields the fraction (0..1) of the file that has been read.
 *
 * @throws FileError if the file as a whole cannot be read.
 */
export async function* readCoco(
  source: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<number, CellTable, undefined> {
  const consumer = new CocoConsumer(source.path);
  yield* readItems(source, consumer, signal);
  consumer.beginAgain();
  if (consumer.annotationsCameFirst) yield* readItems(source, consumer, signal);
  return consumer.table();
}
