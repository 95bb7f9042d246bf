import Papa from "papaparse";
import type { Runs } from "../../core/dataset/runs/run-length.ts";
import { runsOfCells } from "../../core/dataset/runs/runs-of-cells.ts";
import type { NamedLabels } from "./named-labels.ts";

/** Runs as `start length start length ...`, counted from 1. */
function textOfRuns(runs: Runs): string {
  return runs.map((value, place) => (place % 2 === 0 ? value + 1 : value)).join(" ");
}

/**
 * A table for Kaggle's Sartorius competition: `id,predicted`, one row per cell, run lengths along the rows
 * from 1; an image without cells has one row with an empty prediction. Cells of a label image do not overlap,
 * as the rules require.
 * @param images names are the images' ids
 */
export function writeSubmission(images: readonly NamedLabels[]): string {
  const rows = images.flatMap(({ name, labels }) => {
    const cells = [...runsOfCells(labels, "rows").values()].map((runs) => [name, textOfRuns(runs)]);
    return cells.length > 0 ? cells : [[name, ""]];
  });
  return `${Papa.unparse([["id", "predicted"], ...rows], { newline: "\n" })}\n`;
}
