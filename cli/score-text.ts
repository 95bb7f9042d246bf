import type { JudgedScore } from "../src/core/instances/evaluation.ts";
import { printable } from "./printable.ts";
import type { SetScore } from "./score.ts";
import { textTable } from "./text-table.ts";

const DECIMALS = 3;
const NO_NUMBER = "–";

/** Columns of the table: heading and value. */
const COLUMNS: readonly (readonly [string, (score: JudgedScore) => string])[] = [
  ["cells", ({ trueCells }) => String(trueCells)],
  ["found", ({ foundCells }) => String(foundCells)],
  ["AP50", ({ ap50 }) => ap50.toFixed(DECIMALS)],
  ["AP75", ({ ap75 }) => ap75.toFixed(DECIMALS)],
  ["AP90", ({ ap90 }) => ap90.toFixed(DECIMALS)],
  ["Kaggle", ({ kaggle }) => kaggle.toFixed(DECIMALS)],
  ["F1", ({ f1 }) => f1.toFixed(DECIMALS)],
  ["PQ", ({ pq }) => pq.toFixed(DECIMALS)],
  ["AJI", ({ aji }) => aji.toFixed(DECIMALS)],
  ["mask IoU", ({ maskIou }) => maskIou?.toFixed(DECIMALS) ?? NO_NUMBER],
];

/**
 * The scores of a set as a table for a terminal: one line per image, one for all images and, if available,
 * one for the connected components of the same mask.
 */
export function scoreText(score: SetScore): string {
  const { components } = score;
  return textTable([
    ["image", ...COLUMNS.map(([heading]) => heading)],
    ...score.perImage.map((image) => [printable(image.name), ...COLUMNS.map(([, text]) => text(image))]),
    [`all ${score.images}`, ...COLUMNS.map(([, text]) => text(score))],
    ...(components ? [["components of the same mask", ...COLUMNS.map(([, text]) => text(components))]] : []),
  ]);
}
