import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { METHODS } from "../src/core/instances/parameters.ts";
import { sealedJson } from "../src/io/sealed-json.ts";
import type { ReportedEvaluation } from "./evaluate-validation.ts";
import { RunFolderError, sealedContent } from "./run-folder.ts";

/** Name of the file in the folder of a run with the scores of the cells that its networks find. */
const CELLS_FILE = "cells.json";
const MAX_BYTES = 2 ** 20;

const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const scores = v.object({
  gate: v.picklist(["true", "predicted"]),
  method: v.picklist(METHODS),
  ap50: fraction,
  kaggle: fraction,
});
const document = v.object({ version: v.literal(1), evaluation: v.array(scores) });

/** Scores of one method on the validation images, means over images, 0..1. */
export type CellScores = v.InferOutput<typeof scores>;

/** Writes the scores of the cells of a run into its folder. */
export async function writeRunCells(
  folder: string,
  evaluation: readonly Pick<ReportedEvaluation, keyof CellScores>[],
): Promise<void> {
  await writeFile(join(folder, CELLS_FILE), sealedJson({ version: 1, evaluation }));
}

/**
 * The scores of the cells of a run; null if they were not written.
 * @throws RunFolderError if the file is cut, altered or of another version
 */
export async function readRunCells(folder: string): Promise<readonly CellScores[] | null> {
  if (!existsSync(join(folder, CELLS_FILE))) return null;
  const result = v.safeParse(document, await sealedContent(folder, CELLS_FILE, MAX_BYTES));
  if (!result.success)
    throw new RunFolderError(`${join(folder, CELLS_FILE)} is damaged or of another version.`);
  return result.output.evaluation;
}
