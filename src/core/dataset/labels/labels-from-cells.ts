import type { Labels } from "../../raster/plane.ts";
import { componentsOfRuns } from "../runs/components-of-runs.ts";
import { areaOfRuns, type Runs } from "../runs/run-length.ts";
import { withoutBackgroundRuns } from "./background-runs.ts";

/** One cell, drawn on its own. */
export interface CellMask {
  /** Its origin in words: `m1.png`, `row 12`. */
  readonly name: string;
  readonly runs: Runs;
}

/** Labels painted from cells, with counts and notes. */
export interface PaintedCells {
  readonly labels: Labels;
  /** Cells with at least one pixel. */
  readonly cells: number;
  /** Pixels claimed by more than one cell. */
  readonly overlapPixels: number;
  readonly notes: readonly string[];
}

const NAMES_SHOWN = 3;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(", ");
  return names.length > NAMES_SHOWN ? `${shown} and ${names.length - NAMES_SHOWN} more` : shown;
}

function sameRuns(a: Runs, b: Runs): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Leaves out every cell with exactly the pixels of an earlier one. */
function withoutCopies(cells: readonly CellMask[]): { kept: CellMask[]; copies: CellMask[] } {
  const known = new Map<string, CellMask[]>();
  const kept: CellMask[] = [];
  const copies: CellMask[] = [];
  for (const cell of cells) {
    const key = `${cell.runs[0]} ${cell.runs.length} ${areaOfRuns(cell.runs)}`;
    const alike = known.get(key) ?? [];
    known.set(key, alike);
    if (alike.some(({ runs }) => sameRuns(runs, cell.runs))) {
      copies.push(cell);
    } else {
      alike.push(cell);
      kept.push(cell);
    }
  }
  return { kept, copies };
}

/** A note on cells with several connected components, which are often two cells drawn as one. */
function scatteredNotes(cells: readonly CellMask[], columns: number): string[] {
  const scattered = cells
    .map(({ name, runs }) => ({ name, extra: componentsOfRuns(runs, columns).length - 1 }))
    .filter(({ extra }) => extra > 0);
  if (scattered.length === 0) return [];
  const components = scattered.reduce((sum, { extra }) => sum + extra, 0);
  const names = listed(scattered.map(({ name }) => name));
  return [
    `${components} ${components === 1 ? "piece lies" : "pieces lie"} apart from the rest of its cell: ${names}.`,
  ];
}

/** Paints cells over each other in the given order, with the ids of their indices, from 1. */
function painted(cells: readonly CellMask[], order: readonly { readonly index: number }[], pixels: number) {
  const data = new Int32Array(pixels);
  const claimedTwice = new Uint8Array(pixels);
  /** Pixels by id that no later cell has taken. */
  const visible = new Uint32Array(cells.length + 1);
  let overlapPixels = 0;
  for (const { index } of order) {
    const { runs } = cells[index];
    const id = index + 1;
    for (let run = 0; run < runs.length; run += 2) {
      const end = runs[run] + runs[run + 1];
      for (let pixel = runs[run]; pixel < end; pixel++) {
        const below = data[pixel];
        if (below !== 0) {
          visible[below] -= 1;
          overlapPixels += 1 - claimedTwice[pixel];
          claimedTwice[pixel] = 1;
        }
        data[pixel] = id;
      }
      visible[id] += runs[run + 1];
    }
  }
  return { data, overlapPixels, visible };
}

/**
 * Paints cells into one label image, ids 1..n in the given order. A pixel claimed by several cells is
 * assigned to the smaller cell, or to the earlier one of equal size, and counted. Cells without pixels, exact
 * copies of an earlier cell, and a background drawn as a cell are left out. The notes report this, and the
 * cells with several connected components.
 *
 * @throws LabelError if the only region may be a background.
 */
export function labelsFromCells(cells: readonly CellMask[], rows: number, columns: number): PaintedCells {
  const notes: string[] = [];
  const empty = cells.filter(({ runs }) => runs.length === 0);
  if (empty.length > 0) notes.push(`No cell in ${listed(empty.map(({ name }) => name))}.`);
  const foreground = withoutBackgroundRuns(
    cells.filter(({ runs }) => runs.length > 0),
    rows,
    columns,
  );
  notes.push(...foreground.notes);
  if (foreground.background.length > 0) {
    const names = listed(foreground.background.map(({ name }) => name));
    notes.push(`Left out as background, since it covers most of the image and of its border: ${names}.`);
  }
  const { kept, copies } = withoutCopies(foreground.cells);
  if (copies.length > 0) {
    notes.push(`Left out as an exact copy of another cell: ${listed(copies.map(({ name }) => name))}.`);
  }

  notes.push(...scatteredNotes(kept, columns));

  const order = kept.map(({ runs }, index) => ({ index, area: areaOfRuns(runs) }));
  order.sort((a, b) => b.area - a.area || b.index - a.index);
  const { data, overlapPixels, visible } = painted(kept, order, rows * columns);
  if (overlapPixels > 0) {
    notes.push(`Cells overlap in ${overlapPixels} px; each of these went to the smaller cell.`);
  }
  const hidden = kept.filter((_, index) => visible[index + 1] === 0);
  if (hidden.length > 0) {
    notes.push(`Removed, as completely covered by smaller cells: ${listed(hidden.map(({ name }) => name))}.`);
  }
  return { labels: { rows, columns, data }, cells: kept.length - hidden.length, overlapPixels, notes };
}
