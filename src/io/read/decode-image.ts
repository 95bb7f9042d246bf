import { auditLabels, OUTLINES, sizeProblem } from "../../core/dataset/audit.ts";
import { FileError } from "../../core/dataset/file-error.ts";
import { finitePicture } from "../../core/dataset/finite-picture.ts";
import { pairInWords } from "../../core/dataset/found-pair.ts";
import { labelComponents } from "../../core/dataset/label-components.ts";
import { type CellMask, labelsFromCells } from "../../core/dataset/labels-from-cells.ts";
import { areOutlines } from "../../core/dataset/outlines.ts";
import type { PlannedImage } from "../../core/dataset/pairing.ts";
import { baseName } from "../../core/dataset/path-name.ts";
import { runsOfMask } from "../../core/dataset/run-length.ts";
import type { StackChoice } from "../../core/dataset/stack-choice.ts";
import type { DecodedImage } from "../../core/dataset/stored-image.ts";
import { nameWith } from "../../core/dataset/unique-names.ts";
import type { Labels, Picture } from "../../core/raster/plane.ts";
import type { CellTable } from "./cell-list.ts";
import { labelsOf, maskOf } from "./labels-of.ts";
import { upright } from "./orient.ts";
import { pictureOf } from "./picture-of.ts";
import type { Raster } from "./raster.ts";
import { readRaster } from "./read-raster.ts";
import type { SourceFile } from "./source-file.ts";
import { readLossyWebp } from "./webp-lossy.ts";

/** Where the files and tables named in a plan are found. */
export interface Sources {
  readonly files: Pick<ReadonlyMap<string, SourceFile>, "get">;
  readonly tables: ReadonlyMap<string, CellTable>;
  /** Which slice and time point of stacks; left open, they are decided. */
  readonly stack?: StackChoice;
}

/** Labels found for an image. */
export interface FoundCells {
  readonly labels: Labels;
  readonly cells: number;
  readonly overlapPixels: number;
  readonly notes: readonly string[];
}

/**
 * Reads one file as samples: of a stack the slice and time point that were chosen, the first channel or all of them.
 * Throws a FileError that names it.
 */
export async function decodeRaster(
  path: string,
  { files, stack }: Sources,
  signal: AbortSignal,
  channels: "first" | "all" = "first",
): Promise<Raster> {
  signal.throwIfAborted();
  const source = files.get(path);
  if (!source) throw new FileError(path, "The file is gone.");
  const bytes = await source.bytes(signal);
  try {
    const choice = channels === "all" ? { ...stack, channel: "all" as const } : stack;
    return (await readLossyWebp(path, bytes)) ?? readRaster(path, bytes, choice);
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(
      path,
      "The file could not be decoded. It may be damaged or too large for the memory.",
      {
        cause: error,
      },
    );
  }
}

/**
 * Reads one file as labels and judges whether they hold cells.
 *
 * @param picture The image they belong to, when there is one.
 * @throws FileError when they cannot be used.
 */
export async function decodeLabels(
  path: string,
  sources: Sources,
  signal: AbortSignal,
  picture: Picture | null = null,
): Promise<FoundCells> {
  return judgedLabels(path, await decodeRaster(path, sources, signal), picture);
}

/**
 * A raster as labels, if they hold cells.
 *
 * @param picture The image they belong to, when there is one.
 * @throws FileError when they cannot be used.
 */
export function judgedLabels(path: string, raster: Raster, picture: Picture | null): FoundCells {
  const { problem, ...found } = auditedLabels(path, raster, picture);
  if (problem) throw new FileError(path, problem);
  return found;
}

/** Labels as they are read of a file, and a sentence when they do not look like cells. */
interface AuditedCells extends FoundCells {
  readonly problem: string | null;
}

/**
 * Reads a raster as labels by the one rule that holds wherever labels are read, for training and for scores: what ids
 * mean, and what a binary mask becomes. Where there is a problem, the labels are as they are in the file.
 *
 * @param picture The image they belong to, when there is one.
 * @throws FileError when the samples cannot be ids or do not fit on the picture.
 */
export function auditedLabels(path: string, raster: Raster, picture: Picture | null): AuditedCells {
  const size = picture && sizeProblem(picture, raster);
  if (size) throw new FileError(path, size);
  const { labels, notes } = labelsOf(path, raster);
  const audit = auditLabels(labels, picture);
  const all = [...raster.notes.map((note) => `Labels: ${note}`), ...notes, ...audit.notes];
  return { problem: audit.problem, labels: audit.labels, cells: audit.cells, overlapPixels: 0, notes: all };
}

/** More values than background, cell and a soft edge's rounding means several cells in one file. */
function checkOneCell(path: string, mask: Uint8Array, samples: ArrayLike<number>): void {
  if (mask.length !== samples.length) return;
  let value = 0;
  for (let pixel = 0; pixel < samples.length; pixel++) {
    if (samples[pixel] === 0 || samples[pixel] === value) continue;
    if (value !== 0) {
      throw new FileError(
        path,
        "A file in masks/ should hold one cell, but this one holds several values. Give a label image the name of its image.",
      );
    }
    value = samples[pixel];
  }
}

async function cellsFromMasks(
  paths: readonly string[],
  picture: Picture,
  sources: Sources,
  signal: AbortSignal,
) {
  const cells: CellMask[] = [];
  for (const path of paths) {
    const raster = await decodeRaster(path, sources, signal);
    const problem = sizeProblem(picture, raster);
    if (problem) throw new FileError(path, problem);
    const mask = maskOf(path, raster);
    checkOneCell(path, mask, raster.samples);
    cells.push({ name: baseName(path), runs: runsOfMask(mask) });
  }
  const found = labelsFromCells(cells, picture.rows, picture.columns);
  if (areOutlines(found.labels, labelComponents(found.labels))) throw new FileError(paths[0], OUTLINES);
  return found;
}

/**
 * Draws the cells that a table has for an image. Throws a FileError that names `image` when they do not fit on it.
 *
 * @param picture Its size in px.
 */
export function cellsFromTable(
  path: string,
  id: string,
  image: string,
  picture: Pick<Picture, "rows" | "columns">,
  { tables }: Pick<Sources, "tables">,
): FoundCells {
  const table = tables.get(path)?.images.get(id);
  const { rows, columns } = table ?? {};
  const sizes = rows && columns ? sizeProblem(picture, { rows, columns }) : null;
  const pixels = picture.rows * picture.columns;
  const cells: CellMask[] = [];
  for (const cell of table?.cellsIn(picture.rows, picture.columns) ?? []) {
    if (sizes) throw new FileError(image, `${sizes} (${baseName(path)}, ${cell.name})`);
    const { runs } = cell;
    const last = runs.length - 2;
    if (last >= 0 && runs[last] + runs[last + 1] > pixels) {
      throw new FileError(
        image,
        `In ${baseName(path)}, ${cell.name} has pixels beyond the image's ${pixels}. Is it the table of other images?`,
      );
    }
    cells.push(cell);
  }
  return labelsFromCells(cells, picture.rows, picture.columns);
}

/** The cells of a picture; null where there are none to be read. */
async function cellsOf(
  { image, truth }: PlannedImage,
  picture: Picture,
  sources: Sources,
  signal: AbortSignal,
): Promise<FoundCells | null> {
  if (truth.kind === "none") return null;
  if (truth.kind === "labels") return decodeLabels(truth.path, sources, signal, picture);
  if (truth.kind === "masks") return cellsFromMasks(truth.paths, picture, sources, signal);
  return cellsFromTable(truth.path, truth.id, image, picture, sources);
}

/** A picture, the cells it has, and what must be said of how it was turned. */
interface FittedImage {
  readonly picture: Picture;
  readonly found: FoundCells | null;
  readonly notes: readonly string[];
}

/**
 * Finds the cells of a picture that wants to be turned. Labels are mostly drawn on the rows as they are stored, since
 * many programs pass over EXIF; where they fit the upright picture only, that one is meant.
 */
async function fitToCells(
  plan: PlannedImage,
  stored: Picture,
  orientation: number,
  sources: Sources,
  signal: AbortSignal,
): Promise<FittedImage> {
  const turn = `The file says that its picture is turned (EXIF orientation ${orientation})`;
  try {
    const found = await cellsOf(plan, stored, sources, signal);
    const fit = found ? "the labels fit its rows as stored, so it was not turned" : "it was not turned";
    const notes = orientation === 1 ? [] : [`${turn}; ${fit}.`];
    return { picture: stored, found, notes };
  } catch (error) {
    const picture = upright(stored, orientation);
    if (!(error instanceof FileError) || picture.rows === stored.rows) throw error;
    const found = await cellsOf(plan, picture, sources, signal).catch(() => null);
    if (!found) throw error;
    return { picture, found, notes: [`${turn}; it was turned upright, as its labels are.`] };
  }
}

/** What is said of a picture's own samples. */
function notesOf(raster: Raster, replaced: number): string[] {
  const notes = [...raster.notes];
  if (raster.black !== null)
    notes.push("The file means 0 to be white; its values were turned so that 0 is dark.");
  if (replaced > 0)
    notes.push(`${replaced} values of the image are not numbers and were set to its lowest one.`);
  return notes;
}

/** Reads one planned image and its cells, if any. Throws a FileError that names the file at fault. */
export async function decodeImage(
  plan: PlannedImage,
  sources: Sources,
  signal: AbortSignal,
): Promise<DecodedImage> {
  const raster = await decodeRaster(plan.image, sources, signal, "all");
  const finite = finitePicture(pictureOf(raster));
  const fitted = await fitToCells(plan, finite.picture, raster.orientation, sources, signal);
  const { picture, found } = fitted;
  if (found?.cells === 0)
    throw new FileError(plan.image, `No cell was found for this image. ${found.notes.join(" ")}`.trim());
  const missing = plan.truth.kind === "none" ? [plan.truth.reason] : [];
  const { name, source, group, part } = plan;
  return {
    name,
    longName: nameWith(plan.image, 1),
    source,
    pair: pairInWords(plan),
    picture,
    labels: found?.labels ?? null,
    group,
    part,
    cells: found?.cells ?? 0,
    overlapPixels: found?.overlapPixels ?? 0,
    notes: [...missing, ...notesOf(raster, finite.replaced), ...fitted.notes, ...(found?.notes ?? [])],
  };
}
