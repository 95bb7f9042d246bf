import { LabError } from "../../errors.ts";
import { IGNORED, type Labels } from "../../raster/plane.ts";
import { ignoredNotes } from "./ignored-pixels.ts";

/** Samples of any number type that files contain. */
export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Samples that cannot be labels. The message is the reason, as a sentence. */
export class LabelError extends LabError {
  override name = "LabelError";
}

/** Labels as read, with notes on changes. */
export interface ReadLabels {
  readonly labels: Labels;
  readonly notes: readonly string[];
}

const LARGEST_ID = 2 ** 31 - 1;

const NO_CELL_BUT_IGNORED =
  "The labels hold only 0 and -1, and -1 marks pixels that are ignored, so there is no cell. If -1 means cell, as in a mask of 255 saved as int8, save it as 1.";

function checkIds(samples: Samples, columns: number): number {
  let largest = 0;
  let ignores = false;
  for (let pixel = 0; pixel < samples.length; pixel++) {
    const value = samples[pixel];
    if (value === IGNORED) ignores = true;
    else if (!Number.isInteger(value) || value < 0) {
      const place = `row ${Math.floor(pixel / columns)}, column ${pixel % columns}`;
      throw new LabelError(
        `Labels must be whole numbers from 0, or -1 for pixels that are ignored, but the value at ${place} is ${value}.`,
      );
    }
    if (value > largest) largest = value;
  }
  if (ignores && largest === 0) throw new LabelError(NO_CELL_BUT_IGNORED);
  if (largest > Number.MAX_SAFE_INTEGER) {
    throw new LabelError("The labels hold ids beyond 2^53, which cannot be distinguished exactly.");
  }
  return largest;
}

function renumbered(samples: Samples): { data: Int32Array; count: number } {
  const ids = [...new Set(samples)].filter((id) => id > 0).sort((a, b) => a - b);
  const places = new Map(ids.map((id, index) => [id, index + 1]));
  places.set(0, 0);
  places.set(IGNORED, IGNORED);
  const data = new Int32Array(samples.length);
  for (let pixel = 0; pixel < samples.length; pixel++) data[pixel] = places.get(samples[pixel]) ?? 0;
  return { data, count: ids.length };
}

/**
 * Reads one sample per pixel as cell ids; -1 marks ignored pixels, as in StarDist, and a note counts them.
 * Ids are kept if they fit into 31 bits; otherwise cells are renumbered from 1 in the order of their ids, and
 * a note reports it.
 *
 * @throws LabelError if a sample is below -1, fractional, not a number, or an id beyond 2^53, or if there are
 * only ignored pixels and background.
 */
export function labelsFromSamples(samples: Samples, rows: number, columns: number): ReadLabels {
  const largest = checkIds(samples, columns);
  if (largest <= LARGEST_ID) {
    const labels = { rows, columns, data: Int32Array.from(samples) };
    return { labels, notes: ignoredNotes(labels) };
  }
  const { data, count } = renumbered(samples);
  const labels = { rows, columns, data };
  const note = `Its ids go up to ${largest}; the cells were renumbered from 1 to ${count}.`;
  return { labels, notes: [note, ...ignoredNotes(labels)] };
}

/** An image with more colours than this does not draw each cell in its own colour. */
const MAX_COLOURS = 65_535;

/**
 * Reads an image in which each cell has its own colour and black is background. Cells are numbered in the
 * order of their first pixel. Grey images use their grey values as ids.
 *
 * @param samples `[row, column, channel]` with three channels.
 * @throws LabelError if there are too many colours.
 */
export function labelsFromColours(
  samples: Uint8Array | Uint16Array,
  rows: number,
  columns: number,
): ReadLabels {
  const pixels = rows * columns;
  const data = new Int32Array(pixels);
  const ids = new Map<number, number>([[0, 0]]);
  let grey = true;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [red, green, blue] = [samples[3 * pixel], samples[3 * pixel + 1], samples[3 * pixel + 2]];
    grey &&= red === green && green === blue;
    const colour = (red * 65_536 + green) * 65_536 + blue;
    const id = ids.get(colour) ?? ids.size;
    if (id > MAX_COLOURS) {
      throw new LabelError(
        "This looks like a colour photo, not labels: almost every pixel has its own colour.",
      );
    }
    ids.set(colour, id);
    data[pixel] = id;
  }
  if (grey) {
    for (let pixel = 0; pixel < pixels; pixel++) data[pixel] = samples[3 * pixel];
    return { labels: { rows, columns, data }, notes: [] };
  }
  const note = `The labels are drawn in colours; each of the ${ids.size - 1} colours was read as one cell.`;
  return { labels: { rows, columns, data }, notes: [note] };
}
