import type { FoundCells } from "../../workers/cells.protocol.ts";
import { colourTable } from "../canvas/colour-maps.ts";
import { labelEntry } from "../canvas/look.ts";
import type { Colour } from "../canvas/oklch.ts";
import { fatePlane } from "./fate-plane.ts";
import { FATES, type Fate } from "./fate-words.ts";
import { FATE_COLOURS, FILL_OPACITY } from "./overlay-colours.ts";

const BYTE = 255;

/** A colour for each value of a plane; undefined leaves the pixel clear. */
function paint(
  values: Uint8Array | Int32Array,
  colourOf: (value: number) => Colour | undefined,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let pixel = 0; pixel < values.length; pixel++) {
    const colour = colourOf(values[pixel]);
    if (!colour) continue;
    pixels.set(colour, 4 * pixel);
    pixels[4 * pixel + 3] = BYTE * FILL_OPACITY;
  }
  return pixels;
}

function coloursById(): (id: number) => Colour | undefined {
  const table = colourTable("labels");
  return (id) => {
    if (id === 0) return undefined;
    const entry = 4 * labelEntry(id);
    return [table[entry], table[entry + 1], table[entry + 2]];
  };
}

/**
 * The fill of each cell as red, green, blue, alpha of each pixel: by what became of it, those of `hidden` left clear;
 * where nothing is known to compare with, each found cell its own colour.
 */
export function fillPixels(
  { truth, found, fates }: FoundCells,
  hidden: ReadonlySet<Fate>,
): Uint8ClampedArray<ArrayBuffer> {
  if (!truth || !fates) return paint(found.data, coloursById());
  const colours = [undefined, ...FATES.map((fate) => (hidden.has(fate) ? undefined : FATE_COLOURS[fate]))];
  return paint(fatePlane(truth, found, fates), (code) => colours[code]);
}

/** A picture of the fills, one px for each of the image. */
export function fillPicture(cells: FoundCells, hidden: ReadonlySet<Fate>): HTMLCanvasElement {
  const { rows, columns } = cells.field;
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d")?.putImageData(new ImageData(fillPixels(cells, hidden), columns, rows), 0, 0);
  return canvas;
}
