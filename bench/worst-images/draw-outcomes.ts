import type { CellOutcome, FoundOutcome, TrueOutcome } from "../../src/core/metrics/cell-outcomes.ts";
import type { Labels, Plane } from "../../src/core/raster/plane.ts";

/** Sample values 0..255. */
type Colour = readonly [red: number, green: number, blue: number];

/** Colours of the outlines; the text beside the images in docs/results.md names them. */
const COLOURS: Readonly<Record<TrueOutcome | FoundOutcome, Colour>> = {
  matched: [60, 200, 90],
  merged: [255, 70, 60],
  split: [235, 90, 235],
  falseNegative: [255, 190, 0],
  falsePositive: [70, 170, 255],
};

/** Part of an image, px. */
export interface Box {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Cells to be outlined, and what became of them. */
interface OutlinedCells {
  readonly labels: Labels;
  readonly outcomes: readonly CellOutcome<TrueOutcome | FoundOutcome>[];
}

/** An image of three channels, 8 bits each. */
export interface DrawnImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Fewer grey values make smaller files. */
const GREYS = 32;
/** Px between the panels. */
const GAP = 8;

/**
 * Draws a part of an image once per list of cells, side by side, with the outlines of these cells in the colours of their
 * outcomes. Outlines are one px of the drawing wide, inside the cell.
 *
 * @param image Brightness, 0..1
 * @param zoom Px of the drawing per px of the image
 */
export function drawOutcomes(
  image: Plane,
  panels: readonly OutlinedCells[],
  { box, zoom }: { readonly box: Box; readonly zoom: number },
): DrawnImage {
  const [panelWidth, height] = [box.columns * zoom, box.rows * zoom];
  const width = panels.length * panelWidth + (panels.length - 1) * GAP;
  const data = new Uint8Array(3 * width * height).fill(255);
  for (const [index, { labels, outcomes }] of panels.entries()) {
    const colours = new Map(outcomes.map(({ id, outcome }) => [id, COLOURS[outcome]]));
    const idAt = (y: number, x: number) => {
      const [row, column] = [box.row + Math.floor(y / zoom), box.column + Math.floor(x / zoom)];
      const isInside = row >= 0 && row < labels.rows && column >= 0 && column < labels.columns;
      return isInside ? labels.data[row * labels.columns + column] : 0;
    };
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < panelWidth; x++) {
        const id = idAt(y, x);
        const isEdge =
          id > 0 &&
          [idAt(y - 1, x), idAt(y + 1, x), idAt(y, x - 1), idAt(y, x + 1)].some((other) => other !== id);
        const row = box.row + Math.floor(y / zoom);
        const value = image.data[row * image.columns + box.column + Math.floor(x / zoom)];
        const grey = Math.round((Math.round(value * (GREYS - 1)) / (GREYS - 1)) * 255);
        const colour = (isEdge && colours.get(id)) || [grey, grey, grey];
        data.set(colour, 3 * (y * width + index * (panelWidth + GAP) + x));
      }
    }
  }
  return { width, height, data };
}
