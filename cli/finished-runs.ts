import { existsSync } from "node:fs";
import { join } from "node:path";
import { LabError, sentenceOf } from "../src/core/errors.ts";
import { STAGES } from "../src/core/recipe/recipe.ts";
import { differenceTexts, recipeDifferences } from "../src/core/recipe/recipe-differences.ts";
import { ALL_STAGES } from "../src/core/recipe/setting-label.ts";
import { sameValue } from "../src/core/same-value.ts";
import type { ExperimentPlan, FolderPlan } from "./experiment-plan.ts";
import { type CellScores, readRunCells } from "./run-cells.ts";
import { type FolderRun, RUN_FILE, readRunFolder } from "./run-folder.ts";

/** A finished run of an experiment. */
export interface ExperimentRun extends FolderRun {
  /** Scores of the cells of the validation images; null if they were not found. */
  readonly cells: readonly CellScores[] | null;
}

/**
 * Reads a run of an experiment from its folder.
 * @throws RunFolderError, RunRecordError as `readRunFolder`
 */
export async function readExperimentRun(folder: string): Promise<ExperimentRun> {
  return { ...(await readRunFolder(folder)), cells: await readRunCells(folder) };
}

/** The settings in which a run differs from its plan. The steps of a stage that is planned in epochs are computed. */
function otherSettings({ recipe }: FolderPlan, { record }: FolderRun): readonly string[] {
  const isComputed = ([group, stage, name]: readonly string[]) =>
    group === "stages" &&
    name === "steps" &&
    STAGES.every((one) => (stage !== one && stage !== ALL_STAGES) || recipe.stages[one].epochs !== null);
  return recipeDifferences(recipe, record.recipe)
    .filter(({ path }) => !isComputed(path))
    .map((difference) => {
      const [planned, found] = differenceTexts(difference);
      return `${difference.label} ${found} in place of ${planned}`;
    });
}

/**
 * The runs of an experiment that an earlier call has finished, by their folder. A damaged one is named, and is not
 * among them, nor is one whose cells were not found although the plan wants their scores.
 * @throws LabError if a folder has a run with other settings, which is not to be lost
 */
export async function finishedRuns(plan: ExperimentPlan, out: string): Promise<Map<string, ExperimentRun>> {
  const finished = new Map<string, ExperimentRun>();
  for (const run of plan.runs) {
    const folder = join(out, run.folder);
    if (!existsSync(join(folder, RUN_FILE))) continue;
    let found: ExperimentRun;
    try {
      found = await readExperimentRun(folder);
    } catch (error) {
      console.error(`${sentenceOf(error)} The run is done again.`);
      continue;
    }
    const others = [
      ...otherSettings(run, found),
      ...(sameValue(found.record.stages, plan.stages) ? [] : [`stages ${found.record.stages.join(", ")}`]),
    ];
    if (others.length > 0)
      throw new LabError(
        `The run in ${folder} has other settings than that of this experiment: ${others.join("; ")}. Choose another folder with --out.`,
      );
    if (found.record.status.kind !== "finished") continue;
    if (plan.findsCells && found.cells === null)
      console.error(`The run in ${folder} has no scores of cells. The run is done again.`);
    else finished.set(run.folder, found);
  }
  return finished;
}
