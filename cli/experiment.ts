import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import type { Page } from "playwright";
import { LabError, sentenceOf } from "../src/core/errors.ts";
import { stagesOfPipeline } from "../src/core/recipe/pipelines.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
import { withLabPage } from "./browser.ts";
import { cellsTableText } from "./cells-table-text.ts";
import { compareRuns } from "./compare.ts";
import { compareText } from "./compare-text.ts";
import { EndedEarly, EXIT_INTERRUPTED } from "./ended-early.ts";
import { evaluateValidation, possibleGates } from "./evaluate-validation.ts";
import { evaluationText } from "./evaluation-text.ts";
import { checkSameImages } from "./experiment-images.ts";
import type { ExperimentPlan, FolderPlan } from "./experiment-plan.ts";
import { experimentTable } from "./experiment-table.ts";
import { ExperimentTime } from "./experiment-time.ts";
import { type ExperimentRun, finishedRuns, readExperimentRun } from "./finished-runs.ts";
import { CHECKPOINT, type FollowedRun, followRun, runOf, saveCheckpoint } from "./follow-run.ts";
import { datasetOf, type LoadOptions } from "./load-images.ts";
import { makeFolder } from "./make-folder.ts";
import { openCheckpoint } from "./open-checkpoint.ts";
import { plotRuns } from "./plot-runs.ts";
import { writeRunCells } from "./run-cells.ts";
import { writeRunFolder } from "./run-folder.ts";
import { loadLabelled, prepare, reportDevice, saveWeights, start, TrainError } from "./run-in-page.ts";

export interface ExperimentOptions {
  readonly plan: ExperimentPlan;
  readonly source: LoadOptions;
  readonly out: string;
}

/** Opens the checkpoint that an interrupted run left in its folder; false if there is none that can be used. */
async function opensCheckpoint(page: Page, folder: string): Promise<boolean> {
  const path = join(folder, CHECKPOINT);
  if (!existsSync(path)) return false;
  try {
    await openCheckpoint(page, path);
    return true;
  } catch (error) {
    console.error(`${path}: ${sentenceOf(error)} The run is done again.`);
    return false;
  }
}

/** Trains one run of an experiment, or resumes it, and writes its files. */
async function doRun(
  page: Page,
  run: FolderPlan,
  {
    folder,
    stages,
    source,
  }: { readonly folder: string; readonly stages: readonly Stage[]; readonly source: LoadOptions },
): Promise<FollowedRun> {
  await makeFolder(folder);
  const resumes = await opensCheckpoint(page, folder);
  await prepare(page, {
    recipe: run.recipe,
    seed: null,
    steps: null,
    stages: stagesOfPipeline(run.recipe.pipeline, stages),
  });
  const changes = resumes ? await page.evaluate(() => window.directionLab.changes()) : [];
  if (changes.length > 0)
    throw new LabError(
      `The run in ${folder} was begun with other images or settings: ${changes.join(" ")} Choose another folder with --out.`,
    );
  const before = (await runOf(page)).runId;
  const followed = await followRun(page, folder, () => start(page, null, source, resumes));
  // A run that cannot be started leaves the state of the one before.
  if (followed.run.runId === before) return { ...followed, run: { ...followed.run, phase: "failed" } };
  if (followed.run.reports.length > 0) await saveWeights(page, join(folder, "weights.zip"));
  await writeFile(join(folder, "curves.csv"), await page.evaluate(() => window.directionLab.curvesCsv()));
  if (!(await writeRunFolder(page, folder, run.name)))
    throw new TrainError("The browser keeps no runs here, so that there is nothing to compare.");
  if (followed.run.phase === "stopped") await saveCheckpoint(page, folder);
  else await rm(join(folder, CHECKPOINT), { force: true });
  return followed;
}

/** Scores the cells of the validation images, in the predicted mask if a network predicts it. */
async function scoreCells(page: Page, folder: string): Promise<void> {
  const [gate] = await possibleGates(page);
  const evaluation = await evaluateValidation(page, [gate]);
  await writeRunCells(folder, evaluation);
  for (const one of evaluation) console.error(evaluationText(one));
}

/** Follows Ctrl+C over all runs: `followRun` stops the one in progress, and no other is begun. */
function watchInterrupt() {
  let count = 0;
  const onInterrupt = () => {
    count += 1;
    if (count > 1) process.exit(EXIT_INTERRUPTED);
  };
  process.on("SIGINT", onInterrupt);
  return { isInterrupted: () => count > 0, end: () => process.off("SIGINT", onInterrupt) };
}

async function writeTable(plan: ExperimentPlan, done: ReadonlyMap<string, ExperimentRun>, out: string) {
  await writeFile(join(out, "table.json"), `${JSON.stringify(experimentTable(plan, done), null, 2)}\n`);
}

/**
 * Does the runs of an experiment one after the other in a headless Chromium. Each has a folder in `out`, which gets
 * `table.json` after every run, and `plot.svg` at the end. Runs that an earlier call has finished are not repeated. A
 * run that fails does not stop the others.
 * @throws EndedEarly after Ctrl+C; what is done is kept
 * @throws TrainError at the end if a run has failed
 */
export async function experiment({ plan, source, out }: ExperimentOptions): Promise<void> {
  await makeFolder(out);
  const done = await finishedRuns(plan, out);
  const left = plan.runs.filter(({ folder }) => !done.has(folder));
  const all = plan.runs.length;
  if (done.size > 0) console.error(`${done.size} of ${all} runs are done.`);
  const failed: string[] = [];
  const interrupt = watchInterrupt();
  await withLabPage(async (page) => {
    if (left.length > 0) {
      await reportDevice(page);
      await loadLabelled(page, source);
      await checkSameImages([...done.values()], (await datasetOf(page)).records);
    }
    const time = new ExperimentTime(left, plan.stages, (await datasetOf(page)).records);
    for (const [index, run] of left.entries()) {
      if (interrupt.isInterrupted()) break;
      const remaining = time.left(left.slice(index));
      console.error(
        `Run ${all - left.length + index + 1} of ${all}: ${run.name}${remaining === null ? "" : `; ${remaining} left`}`,
      );
      const startedAt = performance.now();
      const folder = join(out, run.folder);
      const followed = await doRun(page, run, { folder, stages: plan.stages, source });
      if (followed.run.phase === "finished") {
        time.add(run, performance.now() - startedAt);
        if (plan.findsCells) await scoreCells(page, folder);
        done.set(run.folder, await readExperimentRun(folder));
      } else if (followed.run.phase === "failed") {
        failed.push(run.name);
        console.error(`${run.name} failed: ${followed.run.error ?? "the reason is unknown."}`);
      }
      await writeTable(plan, done, out);
    }
    await writeTable(plan, done, out);
    const runs = plan.runs.flatMap(({ folder }) => done.get(folder) ?? []);
    if (runs.length > 0) await plotRuns(page, runs, join(out, "plot.svg"), plan.name);
  }, true);
  interrupt.end();
  const runs = plan.runs.flatMap(({ folder }) => done.get(folder) ?? []);
  if (runs.length > 0) console.log(compareText(compareRuns({ runs, damaged: [] })));
  const cells = cellsTableText(experimentTable(plan, done));
  if (cells !== null) console.log(`\n${cells}`);
  if (interrupt.isInterrupted() && done.size < all)
    throw new EndedEarly(
      EXIT_INTERRUPTED,
      `Stopped; ${done.size} of ${all} runs are done and in ${out}. The same command goes on from here.`,
    );
  if (failed.length > 0)
    throw new TrainError(
      `${failed.length} of ${all} runs failed: ${failed.join(", ")}. The others are in ${out}.`,
    );
  console.error(`Wrote ${all} runs, table.json and plot.svg to ${out}.`);
}
