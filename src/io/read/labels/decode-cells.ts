import { auditLabels, OUTLINES, sizeProblem } from "../../../core/dataset/labels/audit.ts";
import { chooseEntries, type DrawnEntry } from "../../../core/dataset/labels/choose-entries.ts";
import { ignorePixels } from "../../../core/dataset/labels/ignored-pixels.ts";
import { type CellMask, labelsFromCells } from "../../../core/dataset/labels/labels-from-cells.ts";
import { LabelError } from "../../../core/dataset/labels/labels-from-samples.ts";
import { areOutlines } from "../../../core/dataset/labels/outlines.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { PlannedImage } from "../../../core/dataset/pairing/pairing.ts";
import { baseName } from "../../../core/dataset/pairing/path-name.ts";
import { runsOfMask } from "../../../core/dataset/runs/run-length.ts";
import { loadedCode } from "../../../core/loaded-code.ts";
import { labelComponents } from "../../../core/raster/label-components.ts";
import type { Labels, Pixels, Size } from "../../../core/raster/plane.ts";
import { type FileKind, sniff } from "../bytes/sniff.ts";
import { decodeRaster, type Sources } from "../images/decode-raster.ts";
import { cellsOnPlane } from "../raster/cells-on-plane.ts";
import { placesOf } from "../raster/places-of.ts";
import type { Raster } from "../raster/raster.ts";
import { labelPlace, lengthProblem } from "./label-place.ts";
import type { StackedLabels } from "./label-stack.ts";
import { labelsOf, maskOf } from "./labels-of.ts";

/** Formats of files that can be stacks of labels. */
const STACKS: ReadonlySet<FileKind> = new Set(["tiff", "npy"]);

/** Labels found for an image. */
export interface FoundCells {
  readonly labels: Labels;
  readonly cells: number;
  readonly overlapPixels: number;
  readonly notes: readonly string[];
}

/**
 * Reads one file as labels and checks whether they contain cells.
 *
 * @param pixels The image of the labels, if there is one.
 * @throws FileError if they cannot be used.
 */
export async function decodeLabels(
  path: string,
  sources: Sources,
  signal: AbortSignal,
  pixels: Pixels | null = null,
): Promise<FoundCells> {
  const stacked = await labelsBesidePlane(path, sources, signal, pixels);
  if (stacked?.kind === "cells" && pixels) {
    const found = paintCells(path, stacked.cells, pixels);
    if (areOutlines(found.labels, labelComponents(found.labels))) throw new FileError(path, OUTLINES);
    return { ...found, notes: [stacked.note, ...found.notes] };
  }
  const raster = stacked?.kind === "plane" ? stacked.raster : await labelsAtPlace(path, sources, signal);
  return judgedLabels(path, raster, pixels);
}

/** Labels at the stack position of their image. Throws a FileError if that position is unknown. */
async function labelsAtPlace(path: string, sources: Sources, signal: AbortSignal): Promise<Raster> {
  const { stack = {}, taken } = sources;
  const raster = await decodeRaster(path, sources, signal);
  if (!taken) return raster;
  const problem = lengthProblem(raster.planes, taken, stack);
  if (problem) throw new FileError(path, problem);
  const place = labelPlace(raster.planes, taken);
  return place ? decodeRaster(path, { ...sources, stack: place }, signal) : raster;
}

/**
 * Labels that are a stack although their image is a single plane, unless a position was chosen; otherwise
 * null.
 */
async function labelsBesidePlane(
  path: string,
  { files, stack = {}, taken }: Sources,
  signal: AbortSignal,
  pixels: Pixels | null,
): Promise<StackedLabels | null> {
  const chosen = stack.slice !== undefined || stack.time !== undefined;
  if (!pixels || chosen || placesOf(taken?.planes ?? []) !== 1) return null;
  const bytes = await files.get(path)?.bytes(signal);
  if (!bytes || !STACKS.has(sniff(bytes))) return null;
  const { stackedLabels } = await loadedCode(import("./label-stack.ts"));
  return stackedLabels(path, bytes, pixels);
}

/**
 * A raster as labels, if it contains cells.
 *
 * @param pixels The image of the labels, if there is one.
 * @throws FileError if they cannot be used.
 */
export function judgedLabels(path: string, raster: Raster, pixels: Pixels | null): FoundCells {
  const { problem, ...found } = auditedLabels(path, raster, pixels);
  if (problem) throw new FileError(path, problem);
  return found;
}

/** Labels of a file, and a sentence if they do not look like cells. */
interface AuditedCells extends FoundCells {
  readonly problem: string | null;
}

/**
 * Reads a raster as labels. Training and scoring share these rules for the meaning of ids and the conversion
 * of binary masks. If there is a problem, the labels are unchanged from the file.
 *
 * @param pixels The image of the labels, if there is one.
 * @throws FileError if the samples cannot be ids or do not fit the image.
 */
export function auditedLabels(path: string, raster: Raster, pixels: Pixels | null): AuditedCells {
  const size = pixels && sizeProblem(pixels, raster);
  if (size) throw new FileError(path, size);
  const { labels, notes } = labelsOf(path, raster);
  const audit = auditLabels(labels, pixels);
  const all = [...raster.notes.map((note) => `Labels: ${note}`), ...notes, ...audit.notes];
  return { problem: audit.problem, labels: audit.labels, cells: audit.cells, overlapPixels: 0, notes: all };
}

/** Note for an image whose labels have no cell. */
export const NEGATIVE_EXAMPLE =
  "Its labels contain no cell: it is a negative example for the U-Net, and the other networks are not trained on it.";

/** More values than background, cell and rounding at a soft edge mean several cells in one file. */
function checkOneCell(path: string, mask: Uint8Array, samples: ArrayLike<number>): void {
  if (mask.length !== samples.length) return;
  let value = 0;
  for (let pixel = 0; pixel < samples.length; pixel++) {
    if (mask[pixel] === 0 || samples[pixel] === value) continue;
    if (value !== 0) {
      throw new FileError(
        path,
        "A file in masks/ should hold one cell, but this one holds several values. Give a label image the name of its image.",
      );
    }
    value = samples[pixel];
  }
}

/** Throws a FileError that names the file if the masks cannot be cells. */
function paintCells(path: string, cells: readonly CellMask[], { rows, columns }: Size): FoundCells {
  try {
    return labelsFromCells(cells, rows, columns);
  } catch (error) {
    if (error instanceof LabelError) throw new FileError(path, error.message, { cause: error });
    throw error;
  }
}

async function cellsFromMasks(
  paths: readonly string[],
  pixels: Pixels,
  sources: Sources,
  signal: AbortSignal,
) {
  const cells: CellMask[] = [];
  for (const path of paths) {
    const raster = await decodeRaster(path, sources, signal);
    const problem = sizeProblem(pixels, raster);
    if (problem) throw new FileError(path, problem);
    const mask = maskOf(path, raster);
    checkOneCell(path, mask, raster.samples);
    cells.push({ name: baseName(path), runs: runsOfMask(mask) });
  }
  const found = paintCells(paths[0], cells, pixels);
  if (areOutlines(found.labels, labelComponents(found.labels))) throw new FileError(paths[0], OUTLINES);
  return found;
}

/** The kind of all entries if a list contains only their pixels. */
const ONE_KIND = [{ category: null, crowd: false }];

/**
 * Draws the cells of an image from a table. Throws a FileError that names `image` if they do not fit the
 * image.
 *
 * @param size Size of the image in px.
 */
export function cellsFromTable(
  path: string,
  id: string,
  image: string,
  size: Size,
  { tables, taken }: Pick<Sources, "tables" | "taken">,
): FoundCells {
  const table = tables.get(path)?.images.get(id);
  const { rows, columns } = table ?? {};
  const sizes = rows && columns ? sizeProblem(size, { rows, columns }) : null;
  const pixels = size.rows * size.columns;
  if (sizes && table?.count === 0) throw new FileError(image, `${sizes} (${baseName(path)})`);
  const entries: DrawnEntry[] = [];
  for (const cell of table?.cellsIn(size.rows, size.columns) ?? []) {
    if (sizes) throw new FileError(image, `${sizes} (${baseName(path)}, ${cell.name})`);
    const { runs } = cell;
    const last = runs.length - 2;
    if (last >= 0 && runs[last] + runs[last + 1] > pixels) {
      throw new FileError(
        image,
        `In ${baseName(path)}, ${cell.name} has pixels beyond the image's ${pixels}. Is it the table of other images?`,
      );
    }
    entries.push(cell);
  }
  const chosen = chooseEntries(entries, table?.kinds ?? ONE_KIND, size.rows, size.columns);
  const { cells } = chosen;
  const onPlane = table?.places && taken ? cellsOnPlane(cells, table.places, taken) : null;
  if (onPlane?.problem) throw new FileError(path, onPlane.problem);
  const found = paintCells(path, onPlane?.cells ?? cells, size);
  // An image whose cells could not be drawn does not count as an image without cells.
  if (cells.length > 0 && found.cells === 0)
    throw new FileError(image, `No cell was found for this image. ${found.notes.join(" ")}`);
  ignorePixels(found.labels, chosen.ignored);
  return { ...found, notes: [...(onPlane?.notes ?? []), ...chosen.notes, ...found.notes] };
}

/** The cells of an image; null if it has no labels. */
export async function cellsOf(
  { image, truth }: PlannedImage,
  pixels: Pixels,
  sources: Sources,
  signal: AbortSignal,
): Promise<FoundCells | null> {
  if (truth.kind === "none") return null;
  if (truth.kind === "labels") return decodeLabels(truth.path, sources, signal, pixels);
  if (truth.kind === "masks") return cellsFromMasks(truth.paths, pixels, sources, signal);
  return cellsFromTable(truth.path, truth.id, image, pixels, sources);
}
