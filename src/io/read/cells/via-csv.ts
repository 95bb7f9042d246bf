import Papa from "papaparse";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { readText } from "../bytes/read-text.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { encodingOf } from "../bytes/text-encoding.ts";
import type { CellTable } from "../tables/cell-list.ts";
import { declaredSeparator } from "../tables/separator-line.ts";
import type { Fields } from "./coco-annotation.ts";
import { viaTable } from "./via.ts";

const SHAPE = "region_shape_attributes";

/** An image and its regions, in the form of the annotator's JSON. */
type ViaImage = Fields & { readonly regions: unknown[] };

/** Whether the first bytes of a table contain the column names of the VGG Image Annotator. */
export function isViaCsv(head: Uint8Array): boolean {
  const text = new TextDecoder(encodingOf(head)).decode(head);
  const [line] = (declaredSeparator(text)?.rest ?? text).split(/[\r\n]/, 1);
  return line.includes(SHAPE) && line.includes("filename");
}

/** The parsed JSON of a field; null if it is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A message if rows of regions are missing: training would treat their cells as background. */
function lackingOf({ filename, regions }: ViaImage, count = regions.length): string | null {
  if (regions.length >= count) return null;
  return `${filename}: the table counts ${count} regions of this image, but holds ${regions.length}, so cells are missing. Export it again.`;
}

/**
 * Reads a table of the VGG Image Annotator with one region per row, by the same rules as its JSON. A row with
 * a region count of 0 declares an image without regions. Throws a FileError.
 */
export async function readViaCsv(source: SourceFile, signal: AbortSignal): Promise<CellTable> {
  const { path } = source;
  const text = await readText(source, signal);
  const declared = declaredSeparator(text);
  const separation = declared ? { delimiter: declared.separator } : { delimitersToGuess: [",", ";", "\t"] };
  const { data, errors } = Papa.parse<string[]>(declared?.rest ?? text, {
    ...separation,
    skipEmptyLines: "greedy",
  });
  const quote = errors.find(({ type }) => type === "Quotes");
  if (quote) throw new FileError(path, `Row ${(quote.row ?? 0) + 1} has quotation marks that do not match.`);
  const [header = [], ...rows] = data;
  const names = header.map((name) => name.trim().toLowerCase());
  const [file, size, count, shape] = ["filename", "file_size", "region_count", SHAPE].map((name) =>
    names.indexOf(name),
  );
  const images = new Map<string, ViaImage>();
  const counts = new Map<ViaImage, number>();
  for (const row of rows) {
    const filename = (row[file] ?? "").trim();
    const key = `${filename}\n${row[size] ?? ""}`;
    const image: ViaImage = images.get(key) ?? { filename, regions: [] };
    images.set(key, image);
    const declared = row[count]?.trim() ?? "";
    if (/^\d+$/.test(declared)) counts.set(image, Number(declared));
    if (declared !== "0") image.regions.push({ shape_attributes: jsonOf(row[shape] ?? "") });
  }
  const lacking = new Map<Fields, string | null>(
    [...images.values()].map((image) => [image, lackingOf(image, counts.get(image))]),
  );
  return viaTable(path, [...images.values()], (image) => lacking.get(image) ?? null);
}
