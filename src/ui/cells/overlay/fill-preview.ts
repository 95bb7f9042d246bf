import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { labelEntry } from "../../canvas/appearance.ts";
import { colourTable, TABLE_ENTRIES } from "../../canvas/colour-maps.ts";
import type { Colour } from "../../canvas/oklch.ts";
import { OUTCOMES, type Outcome } from "../words/outcome-text.ts";
import { outcomePlane } from "./outcome-plane.ts";
import { FILL_OPACITY, OUTCOME_COLOURS } from "./overlay-colours.ts";

const BYTE = 255;
const CLEAR = 0;

/** A colour in the byte order of `ImageData`. */
function packed([red, green, blue]: Colour, opacity: number): number {
  const bytes = Uint8Array.of(red, green, blue, BYTE * opacity);
  return new Uint32Array(bytes.buffer)[0];
}

function paint(
  values: Uint8Array | Int32Array,
  colourOf: (value: number) => number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(values.length);
  for (let pixel = 0; pixel < values.length; pixel++) pixels[pixel] = colourOf(values[pixel]);
  return new Uint8ClampedArray(pixels.buffer);
}

/** Packed colours of the map `labels`; the background is transparent. */
function labelColours(): readonly number[] {
  const table = colourTable("labels");
  return Array.from({ length: TABLE_ENTRIES }, (_, entry) => {
    const at = 4 * entry;
    return entry === 0 ? CLEAR : packed([table[at], table[at + 1], table[at + 2]], FILL_OPACITY.right);
  });
}

/**
 * The fills of the cells as red, green, blue, alpha per pixel: coloured by outcome, with those of `hidden`
 * transparent; without ground truth, each predicted cell in its own colour.
 */
export function fillPixels(
  { truth, found, outcomes }: FoundCells,
  hidden: ReadonlySet<Outcome>,
): Uint8ClampedArray<ArrayBuffer> {
  if (!truth || !outcomes) {
    const colours = labelColours();
    return paint(found.data, (id) => colours[labelEntry(id)]);
  }
  const ofOutcomes = OUTCOMES.map((outcome) => {
    const opacity = outcome === "matched" ? FILL_OPACITY.right : FILL_OPACITY.wrong;
    return hidden.has(outcome) ? CLEAR : packed(OUTCOME_COLOURS[outcome], opacity);
  });
  const colours = [CLEAR, ...ofOutcomes];
  return paint(outcomePlane(truth, found, outcomes), (code) => colours[code]);
}

/** An image of the fills, one px per image px. */
export function fillPreview(cells: FoundCells, hidden: ReadonlySet<Outcome>): HTMLCanvasElement {
  const { rows, columns } = cells.field;
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d")?.putImageData(new ImageData(fillPixels(cells, hidden), columns, rows), 0, 0);
  return canvas;
}
