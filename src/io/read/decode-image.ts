import { finitePicture } from "../../core/dataset/finite-picture.ts";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import type { PlannedImage } from "../../core/dataset/pairing/pairing.ts";
import { nameWith } from "../../core/dataset/pairing/unique-names.ts";
import type { DecodedImage } from "../../core/dataset/stored-image.ts";
import type { Picture } from "../../core/raster/plane.ts";
import type { Sources } from "./images/decode-raster.ts";
import { cellsOf, type FoundCells } from "./labels/decode-cells.ts";
import { decodedImage } from "./labels/decoded-image.ts";
import { rasterWithCells } from "./labels/raster-with-cells.ts";
import { upright } from "./raster/orient.ts";
import { pictureOf } from "./raster/picture-of.ts";
import type { Raster } from "./raster/raster.ts";
import { stackPlaneOf } from "./raster/stack-plane.ts";

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
  const { raster, sources: placed, notes } = await rasterWithCells(plan, sources, signal);
  const finite = finitePicture(pictureOf(raster));
  const plane = placed.taken ? stackPlaneOf(placed.taken) : null;
  const fitted = await fitToCells(plan, finite.picture, raster.orientation, placed, signal);
  const { picture, found } = fitted;
  const { name, group, part } = plan;
  return decodedImage(plan, {
    name,
    longName: nameWith(plan.image, 1),
    group,
    part,
    picture,
    plane,
    found,
    notes: [...notesOf(raster, finite.replaced), ...notes, ...fitted.notes],
  });
}
