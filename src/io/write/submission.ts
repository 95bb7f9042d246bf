import Papa from "papaparse";
import type { Runs } from "../../core/dataset/runs/run-length.ts";
import { type RunOrder, runsOfCells } from "../../core/dataset/runs/runs-of-cells.ts";
import type { NamedLabels } from "./named-labels.ts";

/** The tables that Kaggle's competitions accept: the names of their columns and the order of pixels. */
const COMPETITIONS = {
  /** Sartorius Cell Instance Segmentation, 2021. */
  sartorius: { columns: ["id", "predicted"], order: "rows" },
  /** Data Science Bowl, 2018. */
  dsb2018: { columns: ["ImageId", "EncodedPixels"], order: "columns" },
} as const satisfies Record<string, { readonly columns: readonly string[]; readonly order: RunOrder }>;

/** A competition whose table can be written. */
export type Competition = keyof typeof COMPETITIONS;

/** Runs as `start length start length ...`, counted from 1. */
function textOfRuns(runs: Runs): string {
  return runs.map((value, place) => (place % 2 === 0 ? value + 1 : value)).join(" ");
}

/** `writeSubmission` in parts, each made from the labels of one image. */
export function* submissionParts(
  images: readonly NamedLabels[],
  competition: Competition,
): Generator<string> {
  const { columns, order } = COMPETITIONS[competition];
  const lines = (rows: string[][]) => `${Papa.unparse(rows, { newline: "\n" })}\n`;
  yield lines([[...columns]]);
  for (const { name, labels } of images) {
    const cells = [...runsOfCells(labels, order).values()].map((runs) => [name, textOfRuns(runs)]);
    yield lines(cells.length > 0 ? cells : [[name, ""]]);
  }
}

/**
 * A table for a Kaggle competition: one row per cell with the image's id and run lengths from 1. They count
 * along the rows for Sartorius (`id,predicted`), and down the columns for the Data Science Bowl of 2018
 * (`ImageId,EncodedPixels`). An image without cells has one row with an empty second field. Cells of a label
 * image do not overlap, as the rules of both require.
 * @param images names are the images' ids
 */
export function writeSubmission(images: readonly NamedLabels[], competition: Competition): string {
  return [...submissionParts(images, competition)].join("");
}
