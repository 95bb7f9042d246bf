import { cut } from "../raster/cut.ts";
import type { Box, Labels, Patch, Size } from "../raster/plane.ts";
import { type Border, squaredDistance } from "../targets/squared-distance.ts";
import { type UnitVectors, unitVectors } from "../targets/unit-vectors.ts";
import type { SourceImage } from "./source-image.ts";

/** Initial margin around a box in px: more than the depth of most cells. */
const FIRST_MARGIN = 64;

/** Unit vectors of part of an image, before any augmentation. */
export interface SourceVectors extends Pick<Patch, "of" | "box"> {
  readonly vectors: UnitVectors;
}

/** A box enlarged on all sides and clipped to the image. */
function enlarged({ top, left, rows, columns }: Box, margin: number, of: Size): Box {
  const first = { top: Math.max(0, top - margin), left: Math.max(0, left - margin) };
  return {
    ...first,
    rows: Math.min(of.rows, top + rows + margin) - first.top,
    columns: Math.min(of.columns, left + columns + margin) - first.left,
  };
}

/** The box `inner` in coordinates of `outer`. */
const within = (inner: Box, outer: Box): Box => ({
  ...inner,
  top: inner.top - outer.top,
  left: inner.left - outer.left,
});

/** Lines of background that represent the outside of the image on each side of a box. */
function closedSides(box: Box, of: Size, border: Border) {
  const closed = (touches: boolean) => (border === "closed" && touches ? 1 : 0);
  return {
    above: closed(box.top === 0),
    before: closed(box.left === 0),
    below: closed(box.top + box.rows === of.rows),
    after: closed(box.left + box.columns === of.columns),
  };
}

/** Squared distances in part of an image; a closed border applies only to sides on the image border. */
function distanceIn({ rows, columns, data }: Labels, box: Box, of: Size, border: Border): Int32Array {
  const { above, before, below, after } = closedSides(box, of, border);
  const padded = { rows: rows + above + below, columns: columns + before + after };
  const paddedData = new Int32Array(padded.rows * padded.columns);
  for (let row = 0; row < rows; row++) {
    const line = data.subarray(row * columns, (row + 1) * columns);
    paddedData.set(line, (row + above) * padded.columns + before);
  }
  const squared = squaredDistance({ ...padded, data: paddedData }, "open");
  return cut({ ...padded, data: squared }, { top: above, left: before, rows, columns });
}

/** True if, for all pixels of `needed`, no unread pixel can be nearer than the nearest one found. */
function isCertain(labels: Labels, squared: Int32Array, needed: Box, read: Box, of: Size): boolean {
  const far = (ends: boolean, pixels: number) => (ends ? Number.POSITIVE_INFINITY : pixels);
  const inner = within(needed, read);
  for (let row = inner.top; row < inner.top + inner.rows; row++) {
    const up = far(read.top === 0, row + 1);
    const down = far(read.top + read.rows === of.rows, read.rows - row);
    for (let column = inner.left; column < inner.left + inner.columns; column++) {
      const pixel = row * read.columns + column;
      if (labels.data[pixel] <= 0) continue;
      const left = far(read.left === 0, column + 1);
      const right = far(read.left + read.columns === of.columns, read.columns - column);
      const unread = Math.min(up, down, left, right);
      // A distance of 0 means that no other pixel was found.
      const found = squared[pixel] === 0 ? Number.POSITIVE_INFINITY : squared[pixel];
      if (unread < Number.POSITIVE_INFINITY && found > unread ** 2) return false;
    }
  }
  return true;
}

/**
 * Exact unit vectors in a box of the whole image, from the labels around the box. The margin grows until no
 * pixel beyond it can matter, which takes few reads unless cells are large.
 */
export async function sourceVectors(image: SourceImage, box: Box, border: Border): Promise<SourceVectors> {
  const of = { rows: image.rows, columns: image.columns };
  // A gradient needs the neighbouring pixels.
  const needed = enlarged(box, 1, of);
  for (let margin = FIRST_MARGIN; ; margin *= 2) {
    const read = enlarged(box, margin, of);
    const labels = await image.readLabels(read);
    const squared = distanceIn(labels, read, of, border);
    if (!isCertain(labels, squared, needed, read, of)) continue;
    const place = within(needed, read);
    const { rows, columns } = needed;
    const own = { rows, columns, data: cut(labels, place) };
    const vectors = unitVectors(own, cut({ ...labels, data: squared }, place));
    return { of, box: needed, vectors };
  }
}
