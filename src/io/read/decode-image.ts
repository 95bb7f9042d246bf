import { finitePixels } from "../../core/dataset/finite-pixels.ts";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import type { PlannedImage } from "../../core/dataset/pairing/pairing.ts";
import { nameWith } from "../../core/dataset/pairing/unique-names.ts";
import type { DecodedImage } from "../../core/dataset/stored-image.ts";
import type { Pixels } from "../../core/raster/plane.ts";
import type { Sources } from "./images/decode-raster.ts";
import { cellsOf, type FoundCells } from "./labels/decode-cells.ts";
import { decodedImage } from "./labels/decoded-image.ts";
import { rasterWithCells } from "./labels/raster-with-cells.ts";
import { upright } from "./raster/orient.ts";
import { pixelsOf } from "./raster/pixels-of.ts";
import type { Raster } from "./raster/raster.ts";
import { stackPlaneOf } from "./raster/stack-plane.ts";

/** An image, its cells, and notes about its orientation. */
interface FittedImage {
  readonly pixels: Pixels;
  readonly found: FoundCells | null;
  readonly notes: readonly string[];
}

/**
 * Finds the cells of an image with an EXIF orientation. Labels are mostly drawn on the rows as stored, since
 * many programs ignore EXIF. The image is rotated upright only if the labels do not fit otherwise.
 */
async function fitToCells(
  plan: PlannedImage,
  stored: Pixels,
  orientation: number,
  sources: Sources,
  signal: AbortSignal,
): Promise<FittedImage> {
  const sentence = `The file says that its image is rotated (EXIF orientation ${orientation})`;
  try {
    const found = await cellsOf(plan, stored, sources, signal);
    const fit = found ? "the labels fit its rows as stored, so it was not rotated" : "it was not rotated";
    const notes = orientation === 1 ? [] : [`${sentence}; ${fit}.`];
    return { pixels: stored, found, notes };
  } catch (error) {
    const pixels = upright(stored, orientation);
    if (!(error instanceof FileError) || pixels.rows === stored.rows) throw error;
    const found = await cellsOf(plan, pixels, sources, signal).catch(() => null);
    if (!found) throw error;
    return { pixels, found, notes: [`${sentence}; it was rotated upright, like its labels.`] };
  }
}

/** Notes about the samples of the image itself. */
function notesOf(raster: Raster, replaced: number): string[] {
  const notes = [...raster.notes];
  if (raster.black !== null)
    notes.push("In this file 0 is white; its values were inverted, so that 0 is dark.");
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
  const { raster, sources: placed, notes } = await rasterWithCells(plan, sources, signal);
  const finite = finitePixels(pixelsOf(raster));
  const plane = placed.taken ? stackPlaneOf(placed.taken) : null;
  const fitted = await fitToCells(plan, finite.pixels, raster.orientation, placed, signal);
  const { pixels, found } = fitted;
  const { name, group, part } = plan;
  return decodedImage(plan, {
    name,
    longName: nameWith(plan.image, 1),
    group,
    part,
    pixels,
    plane,
    pixelSize: raster.pixelSize,
    found,
    notes: [...notesOf(raster, finite.replaced), ...notes, ...fitted.notes],
  });
}
