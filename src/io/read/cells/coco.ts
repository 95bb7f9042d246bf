import type { EntryKind } from "../../../core/dataset/labels/choose-entries.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { RunLengthError } from "../../../core/dataset/runs/run-length.ts";
import { MOST_PIXELS, MOST_TABLE_IMAGES } from "../bytes/limits.ts";
import { readTextParts } from "../bytes/read-text.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import type { CellTable } from "../tables/cell-list.ts";
import { MOST_NAME_LENGTH, openCellStore, type StoredCells } from "../tables/cell-store.ts";
import { isFields, runsOfSegmentation } from "./coco-annotation.ts";
import { JsonItems, type JsonTaker } from "./json-items.ts";

interface CocoImage {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: StoredCells;
}

/** Said of JSON that is no COCO. */
export const NO_LISTS =
  'The JSON has no lists "images" and "annotations", as COCO has, so it holds no cells.';

/** Where a name starts from the folder of the file, which says nothing of the image. */
const UPWARDS = /^(?:\.{1,2}[/\\])+/;

/** Whole numbers and texts name images; `1` and `"1"` are the same. */
function idOf(value: unknown): string | null {
  return typeof value === "number" || typeof value === "string" ? String(value) : null;
}

function sizeOf(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST_PIXELS
    ? value
    : null;
}

/** Categories and marks of entries, each kind once, in the order in which they come. */
class EntryKinds {
  readonly #indices = new Map<string, number>();
  readonly #kinds: { category: string | null; crowd: boolean }[] = [];
  readonly #names = new Map<string, string>();

  /** Takes an entry of `categories`, which may stand anywhere in the file. */
  name(value: unknown): void {
    const { id, name } = isFields(value) ? value : {};
    const key = idOf(id);
    if (key !== null && typeof name === "string") this.#names.set(key, name.slice(0, MOST_NAME_LENGTH));
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

/** Takes what a COCO file holds. Annotations need their images' sizes, so where they come first they are passed over. */
class CocoTaker implements JsonTaker {
  /** Annotations were passed over: the file has to be read again from its start. */
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

  /** The file was read once; what is taken from now on are the annotations. Throws a FileError when it is no COCO. */
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
    if (this.#images.size > MOST_TABLE_IMAGES) {
      throw new FileError(this.#file, `The JSON names more than ${MOST_TABLE_IMAGES} images.`);
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
      rows * columns > MOST_PIXELS
    ) {
      throw new FileError(
        this.#file,
        "The JSON names an image without an id, file_name, width and height that can be.",
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
  taker: JsonTaker,
  signal: AbortSignal,
): AsyncGenerator<number, void, undefined> {
  const items = new JsonItems(source.path, taker);
  for await (const { text, share } of readTextParts(source, signal)) {
    items.push(text);
    yield share;
  }
  items.end();
}

/**
 * Reads cells as COCO and LIVECell write them: polygons, of which parts of a cell are joined, or run lengths down the
 * columns, as a list or compressed. The file may have any length: it is read as a stream, in the order of its entries,
 * twice where annotations stand before images. An annotation that breaks the rules spoils its own image only.
 * Says which share of the file (0..1) is read.
 *
 * @throws FileError when the file as a whole cannot be read.
 */
export async function* readCoco(
  source: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<number, CellTable, undefined> {
  const taker = new CocoTaker(source.path);
  yield* readItems(source, taker, signal);
  taker.beginAgain();
  if (taker.annotationsCameFirst) yield* readItems(source, taker, signal);
  return taker.table();
}
