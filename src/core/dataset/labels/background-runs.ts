import type { Labels } from "../../raster/plane.ts";
import { areaOfRuns, fillRuns, type Runs, runsOfMask } from "../runs/run-length.ts";
import { areCompact, isBackground } from "./background-cell.ts";
import { LabelError } from "./labels-from-samples.ts";

/** Cells that were drawn one by one, without the background, and notes. */
interface Foreground {
  readonly cells: readonly Drawn[];
  /** Entries left out as background. */
  readonly background: readonly Drawn[];
  readonly notes: readonly string[];
}

interface Drawn {
  readonly name: string;
  readonly runs: Runs;
}

function planeOf(runs: Runs, rows: number, columns: number): Labels {
  const data = new Int32Array(rows * columns);
  fillRuns(data, runs, 1);
  return { rows, columns, data };
}

const inverse = (plane: Labels): Labels => ({ ...plane, data: plane.data.map((on) => 1 - on) });

function isInverted({ runs }: Drawn, rows: number, columns: number): boolean {
  return 2 * areaOfRuns(runs) > rows * columns && isBackground(planeOf(runs, rows, columns));
}

/**
 * Separates cells from a background that is drawn like a cell: a region that covers more than half of the
 * image and most of its border. If there are cells too, the background is left out. If every region is a
 * background, the masks are inverted, and each cell is the area that its mask leaves out.
 *
 * @throws LabelError if it is not certain that a single such mask is inverted.
 */
export function withoutBackgroundRuns(drawn: readonly Drawn[], rows: number, columns: number): Foreground {
  const background = drawn.filter((cell) => isInverted(cell, rows, columns));
  if (background.length === 0) return { cells: drawn, background, notes: [] };
  if (background.length < drawn.length) {
    return { cells: drawn.filter((cell) => !background.includes(cell)), background, notes: [] };
  }
  const cells = drawn.map((cell) => ({ ...cell, left: inverse(planeOf(cell.runs, rows, columns)) }));
  if (cells.length === 1 && !areCompact(cells[0].left)) {
    throw new LabelError(
      `${cells[0].name} covers most of the image and of its border, as a background does. Draw cells as 1 and the background as 0.`,
    );
  }
  const note =
    "The masks are inverted: each covers most of the image, so what it leaves out was read as the cell.";
  return {
    cells: cells.map(({ left, ...cell }) => ({ ...cell, runs: runsOfMask(Uint8Array.from(left.data)) })),
    background: [],
    notes: [note],
  };
}
