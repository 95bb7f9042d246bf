import { type Appearance, directionEntry, entryOf, type FieldPlane, labelEntry } from "./appearance.ts";
import { BACKGROUND, colourTable, NO_DIRECTION, NOT_A_NUMBER } from "./colour-maps.ts";
import type { Viewport } from "./viewport.ts";

/** Maximum number of samples per screen pixel and axis when an image is drawn reduced. */
export const MAX_SAMPLES = 8;

/** Samples per axis that one device pixel averages at `scale` device px per image px. */
export function samplesAt(scale: number): number {
  return Math.min(MAX_SAMPLES, Math.max(1, Math.ceil(1 / scale - 1e-6)));
}

/** Location of an image pixel's colour: a list of numbers, and the index of its red in it. */
type ColourPlace = readonly [list: ArrayLike<number>, red: number];

/** Null if the pixel is transparent. */
function colourAt(planes: readonly FieldPlane[], appearance: Appearance, pixel: number): ColourPlace | null {
  if (appearance.mask && appearance.mask.data[pixel] === 0) return appearance.clear ? null : [BACKGROUND, 0];
  const table = colourTable(appearance.map);
  const value = planes[0].data[pixel];
  if (appearance.map === "labels") return [table, 4 * labelEntry(value)];
  const other = appearance.map === "direction" ? planes[1].data[pixel] : 0;
  if (Number.isNaN(value) || Number.isNaN(other)) return [NOT_A_NUMBER, 0];
  if (appearance.map !== "direction") return [table, 4 * entryOf(value, appearance.range, appearance.gamma)];
  if (value === 0 && other === 0) return [NO_DIRECTION, 0];
  return [table, 4 * directionEntry(value, other)];
}

/**
 * Draws planes without a GPU: `width` x `height` device px, RGBA, transparent outside the image. `view.scale`
 * is in device px here. In a reduced image, the colours of the covered pixels are averaged.
 */
export function paintPixels(
  planes: readonly FieldPlane[],
  view: Viewport,
  appearance: Appearance,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { rows, columns } = planes[0];
  const samples = samplesAt(view.scale);
  const into = new Uint8ClampedArray(4 * width * height);
  let rowAbove = Number.NaN;
  for (let y = 0; y < height; y++) {
    const rowHere = samples === 1 ? Math.floor(view.row + (y + 0.5 - height / 2) / view.scale) : Number.NaN;
    if (rowHere === rowAbove) {
      // Enlarged, neighbouring rows of the canvas show the same row of the image.
      into.copyWithin(4 * y * width, 4 * (y - 1) * width, 4 * y * width);
      continue;
    }
    rowAbove = rowHere;
    for (let x = 0; x < width; x++) {
      let [red, green, blue, count] = [0, 0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample++) {
        const down = y + (Math.floor(sample / samples) + 0.5) / samples - height / 2;
        const right = x + ((sample % samples) + 0.5) / samples - width / 2;
        const row = Math.floor(view.row + down / view.scale);
        const column = Math.floor(view.column + right / view.scale);
        if (row < 0 || column < 0 || row >= rows || column >= columns) continue;
        const colour = colourAt(planes, appearance, row * columns + column);
        if (!colour) continue;
        const [list, place] = colour;
        red += list[place];
        green += list[place + 1];
        blue += list[place + 2];
        count += 1;
      }
      if (count === 0) continue;
      into.set([red / count, green / count, blue / count, (255 * count) / samples ** 2], 4 * (y * width + x));
    }
  }
  return into;
}
