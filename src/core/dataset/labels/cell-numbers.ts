import type { Components } from "../../raster/label-components.ts";
import type { Labels } from "../../raster/plane.ts";
import { solidityOf } from "./piece-solidity.ts";

/** Smaller pieces, as a part of the largest one of their id, are crumbs of a cell. */
const LEAST_SUBSTANTIAL = 1 / 4;

/** Substantial pieces per id from which ids do not number cells; drawn cells lie in one, rarely in two. */
const MOST_PIECES_PER_ID = 2;

/** As many ids colour a map of cells so that neighbours differ (four suffice; programs take up to this many). */
const MOST_COLOURS = 16;

/** Cells are compact; classes of pixels, grey values of a photo and merged cells are not. */
const LEAST_SOLIDITY = 0.85;
const LEAST_COMPACT = 0.9;
/** Area of the median piece, as a part of the largest; crumbs along edges are smaller. */
const LEAST_MEDIAN = 1 / 10;

/** Part of a piece's rim that one other id must hold for the piece to lie inside that id. */
const LEAST_RIM_SHARE = 2 / 3;

/** Classes in a map of one cell: nucleus, inside and rim. */
const MOST_CLASSES = 3;

/** Largest numbers of the sample types in which ids start again from 0. */
const LARGEST_OF_TYPES = [255, 65_535];
const LEAST_WRAPPED = 3;

/** What the ids of a label image number. */
export type CellNumbers =
  /** Cells: one id for each. */
  | { readonly kind: "cells" }
  /** Colours or numbers that were used again: each separate piece is a cell. */
  | { readonly kind: "pieces"; readonly note: string }
  | { readonly kind: "none"; readonly problem: string };

/** The id of each piece. */
function idsOf(labels: Labels, pieces: Components): Int32Array {
  const ids = new Int32Array(pieces.count);
  pieces.labels.data.forEach((piece, pixel) => {
    if (piece > 0) ids[piece - 1] = labels.data[pixel];
  });
  return ids;
}

/** Which pieces are no crumbs, and how many of them each id has. */
function substantialPieces(ids: Int32Array, areas: Int32Array) {
  const largest = new Map<number, number>();
  ids.forEach((id, piece) => void largest.set(id, Math.max(largest.get(id) ?? 0, areas[piece])));
  const isSubstantial = (piece: number) => areas[piece] >= LEAST_SUBSTANTIAL * (largest.get(ids[piece]) ?? 0);
  const counts = new Map<number, number>();
  ids.forEach((id, piece) => {
    if (isSubstantial(piece)) counts.set(id, (counts.get(id) ?? 0) + 1);
  });
  return { counts, isSubstantial };
}

/** Whether ids ran out and began again: all up to the largest of a type are used, and the first ones several times. */
function areWrapped(counts: ReadonlyMap<number, number>): number | null {
  const largest = LARGEST_OF_TYPES.find((most) => counts.size === most && counts.has(most)) ?? null;
  const reused = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  const highest = reused.reduce((most, id) => Math.max(most, id), 0);
  return reused.length >= LEAST_WRAPPED && highest <= 1.5 * reused.length ? largest : null;
}

/** The largest number of a type where ids beyond it were cut down to it, so that it alone lies in several pieces. */
function areCutDown(counts: ReadonlyMap<number, number>): number | null {
  const reused = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  if (reused.length !== 1) return null;
  const most = LARGEST_OF_TYPES.find((largest) => reused[0] === largest && counts.size === largest);
  return most ?? null;
}

/** Calls back for each side that a pixel of a piece shares with another id or background. */
function walkBorders(labels: Labels, pieces: Labels, touch: (piece: number, other: number) => void): void {
  const { rows, columns, data } = labels;
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      const piece = pieces.data[pixel];
      if (piece === 0) continue;
      const around = [
        row > 0 ? pixel - columns : -1,
        row + 1 < rows ? pixel + columns : -1,
        column > 0 ? pixel - 1 : -1,
        column + 1 < columns ? pixel + 1 : -1,
      ];
      for (const other of around) {
        if (other >= 0 && data[other] !== data[pixel]) touch(piece, data[other]);
      }
    }
  }
}

/** By piece, the sides that each other id, or background, holds of its rim. */
function rimsOf(labels: Labels, pieces: Components): readonly ReadonlyMap<number, number>[] {
  const rims = Array.from({ length: pieces.count }, () => new Map<number, number>());
  walkBorders(labels, pieces.labels, (piece, other) => {
    const rim = rims[piece - 1];
    rim.set(other, (rim.get(other) ?? 0) + 1);
  });
  return rims;
}

/** Whether most pieces of some id lie inside another one id, as the inside of cells lies in their rim. */
function areNested(labels: Labels, pieces: Components, ids: Int32Array): boolean {
  const rims = rimsOf(labels, pieces);
  const inside = new Map<number, number>();
  const all = new Map<number, number>();
  ids.forEach((id, piece) => {
    const sides = [...rims[piece].values()].reduce((sum, count) => sum + count, 0);
    const held = [...rims[piece]].some(([other, count]) => other > 0 && count >= LEAST_RIM_SHARE * sides);
    all.set(id, (all.get(id) ?? 0) + 1);
    if (held) inside.set(id, (inside.get(id) ?? 0) + 1);
  });
  return [...all].some(([id, count]) => count > 1 && 2 * (inside.get(id) ?? 0) > count);
}

/** Pieces, from 1, that reach the border of the image; 0 where background does. */
function atBorder({ labels }: Components): ReadonlySet<number> {
  const { rows, columns, data } = labels;
  return new Set(
    data.filter((_, pixel) => {
      const [row, column] = [Math.floor(pixel / columns), pixel % columns];
      return row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
    }),
  );
}

/**
 * Whether ids of one piece each enclose one another all around, as nucleus, inside and rim of a single cell do: one alone
 * reaches the background, and each other one has no neighbour but the next ones outward and inward.
 */
function areOneCell(labels: Labels, pieces: Components, ids: Int32Array): boolean {
  const { count } = pieces;
  if (count < 2 || count > MOST_CLASSES || new Set(ids).size < count) return false;
  const open = atBorder(pieces);
  const enclosed = rimsOf(labels, pieces).filter((rim, piece) => !rim.has(0) && !open.has(piece + 1));
  const neighbours = enclosed.map((rim) => rim.size).sort();
  return enclosed.length === count - 1 && neighbours.every((size, index) => size === index + 1);
}

/** Whether pieces look like cells: of like size, and nearly all pixels in compact ones. */
function areCells(pieces: Components): boolean {
  const rising = pieces.areas.toSorted();
  if (rising[rising.length >> 1] < LEAST_MEDIAN * rising[rising.length - 1]) return false;
  const solidity = solidityOf(pieces);
  let [compact, all] = [0, 0];
  pieces.areas.forEach((area, piece) => {
    all += area;
    if (solidity[piece] >= LEAST_SOLIDITY) compact += area;
  });
  return compact >= LEAST_COMPACT * all;
}

/**
 * Judges whether the ids of a label image number its cells, by how many separate pieces ids have and not by how many
 * pieces there are: drawn cells lie in one piece, rarely in two. Few ids in compact pieces are colours of cells that
 * do not touch their like, and ids that ran out at 255 begin again: there, each piece is a cell. An id that lies inside
 * another one is a class of pixels (inside and rim).
 *
 * @param pieces The 8-connected components of the labels.
 */
export function judgeNumbers(labels: Labels, pieces: Components): CellNumbers {
  const ids = idsOf(labels, pieces);
  const { counts } = substantialPieces(ids, pieces.areas);
  const where = `its ${counts.size} values lie in ${pieces.count} separate pieces`;
  const wrapped = areWrapped(counts);
  if (wrapped !== null) {
    const note = `The ids end at ${wrapped} and begin again, as the file holds no larger number: ${where}, and each piece was read as a cell. Cells whose number fell on 0 are lost; save the labels with more bits.`;
    return { kind: "pieces", note };
  }
  const cut = areCutDown(counts);
  if (cut !== null) {
    const note = `The ids end at ${cut}, which several cells share, as the file holds no larger number: ${where}, and each piece was read as a cell, so those of this id that touch count as one. Save the labels with more bits.`;
    return { kind: "pieces", note };
  }
  const classes: CellNumbers = {
    kind: "none",
    problem: `This is a map of classes, not of cells: ${where}, one inside the other. Each cell needs a number of its own.`,
  };
  if (areOneCell(labels, pieces, ids)) return classes;
  const several = [...counts.values()].filter((count) => count > 1).length;
  const substantial = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (substantial < MOST_PIECES_PER_ID * counts.size && 2 * several <= counts.size) return { kind: "cells" };
  if (areNested(labels, pieces, ids)) return classes;
  if (counts.size <= MOST_COLOURS && areCells(pieces)) {
    const note = `Ids are used again: ${where}, and each piece was read as a cell, so cells of one id that touch count as one.`;
    return { kind: "pieces", note };
  }
  const problem = `The ids do not number cells: ${where}, as in a map of classes or a photo. Each cell needs a number of its own.`;
  return { kind: "none", problem };
}
