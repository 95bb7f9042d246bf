import type { Box, Size } from "../raster/plane.ts";
import { drawCellPixel } from "./cell-pixel.ts";
import type { Random } from "./random.ts";
import type { SourceImage } from "./source-image.ts";

/** First row and column of a crop in its source; negative if the image is smaller than the crop. */
export interface CropStart {
  readonly row: number;
  readonly column: number;
}

/** First row or column of a crop: random within the image, or centred if the image is smaller. */
function drawAlong(length: number, crop: number, random: Random): number {
  return length >= crop ? random.integer(length - crop + 1) : -Math.floor((crop - length) / 2);
}

/** Draws the place of a square crop of `crop` px. */
export function drawCropStart({ rows, columns }: Size, crop: number, random: Random): CropStart {
  return { row: drawAlong(rows, crop, random), column: drawAlong(columns, crop, random) };
}

/** Largest distance from the centre of a crop to the pixel it is placed around, as a fraction of its side. */
const CELL_OFFSET = 1 / 3;
/** First row or column of a crop around a position, at most `CELL_OFFSET` of its side off, within the image. */
function drawAround(position: number, length: number, crop: number, random: Random): number {
  const wanted = position - crop / 2 + random.uniform(-1, 1) * CELL_OFFSET * crop;
  return length >= crop
    ? Math.min(Math.max(0, Math.round(wanted)), length - crop)
    : -Math.floor((crop - length) / 2);
}

/**
 * Draws the place of a square crop of `crop` px around a random pixel of a cell, every such pixel alike; anywhere in an
 * image without cells. A crop lies within an image that is at least as large.
 */
export async function drawStartAroundCell(
  source: SourceImage,
  crop: number,
  random: Random,
): Promise<CropStart> {
  const pixel = await drawCellPixel(source, random);
  if (!pixel) return drawCropStart(source, crop, random);
  return {
    row: drawAround(pixel.row, source.rows, crop, random),
    column: drawAround(pixel.column, source.columns, crop, random),
  };
}

/** The part of an image that a crop without rotation and scaling covers. */
function coveredBox({ rows, columns }: Size, crop: number, { row, column }: CropStart): Box {
  const [top, left] = [Math.max(0, row), Math.max(0, column)];
  return {
    top,
    left,
    rows: Math.min(rows, row + crop) - top,
    columns: Math.min(columns, column + crop) - left,
  };
}

/** Draws this many places and returns the one that covers most pixels of cells. */
export async function drawStartOnCells(
  source: SourceImage,
  crop: number,
  random: Random,
  draws: number,
): Promise<CropStart> {
  let best = drawCropStart(source, crop, random);
  let most = -1;
  let start = best;
  for (let draw = 0; draw < draws; draw++, start = drawCropStart(source, crop, random)) {
    const { data } = await source.readLabels(coveredBox(source, crop, start));
    let pixels = 0;
    for (const id of data) if (id > 0) pixels += 1;
    if (pixels <= most) continue;
    most = pixels;
    best = start;
  }
  return best;
}
