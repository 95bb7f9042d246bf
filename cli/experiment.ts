import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { LabError, sentenceOf } from "../src/core/errors.ts";
import { stagesOfPipeline } from "../src/core/recipe/pipelines.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
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
import { CHECKPOINT, type FollowedRun, followRun, saveCheckpoint } from "./follow-run.ts";
import type { LoadOptions } from "./load-images.ts";
import { makeFolder } from "./make-folder.ts";
import { openCheckpoint } from "./open-checkpoint.ts";
import { type OpenLab, withLab } from "./open-lab.ts";
import { plotRuns } from "./plot-runs.ts";
import { writeRunCells } from "./run-cells.ts";
import { type FolderRun, writeRunFolder } from "./run-folder.ts";
import { loadLabelled, reportDevice, saveWeights, start, TrainError } from "./run-in-lab.ts";

export interface ExperimentOptions {
  readonly plan: ExperimentPlan;
  readonly source: LoadOptions;
  readonly inBrowser: boolean;
  readonly out: string;
}

/** Opens the checkpoint that an interrupted run left in its folder; false if there is none that can be used. */
async function opensCheckpoint(lab: OpenLab, folder: string): Promise<boolean> {
  const path = join(folder, CHECKPOINT);
  if (!existsSync(path)) return false;
  try {
    await openCheckpoint(lab, path);
    return true;
  } catch (error) {
    console.error(`${path}: ${sentenceOf(error)} The run is done again.`);
    return false;
  }
}

/** Trains one run of an experiment, or resumes it, and writes its files. */
async function doRun(
  lab: OpenLab,
  run: FolderPlan,
  {
    folder,
    stages,
    source,
  }: { readonly folder: string; readonly stages: readonly Stage[]; readonly source: LoadOptions },
): Promise<FollowedRun> {
  await makeFolder(folder);
  const resumes = await opensCheckpoint(lab, folder);
  await lab.call("prepare", {
    recipe: run.recipe,
    seed: null,
    steps: null,
    stages: stagesOfPipeline(run.recipe.pipeline, stages),
  });
  const changes = resumes ? await lab.call("changes") : [];
  if (changes.length > 0)
    throw new LabError(
      `The run in ${folder} was begun with other images or settings: ${changes.join(" ")} Choose another folder with --out.`,
    );
  const before = (await lab.call("run")).runId;
  const followed = await followRun(lab, folder, () => start(lab, null, source, resumes));
  // A run that cannot be started leaves the state of the one before.
  if (followed.run.runId === before) return { ...followed, run: { ...followed.run, phase: "failed" } };
  if (followed.run.reports.length > 0) await saveWeights(lab, join(folder, "weights.zip"));
  await writeFile(join(folder, "curves.csv"), await lab.call("curvesCsv"));
  if (!(await writeRunFolder(lab, folder, run.name)))
    throw new TrainError("No runs are kept here, so that there is nothing to compare.");
  if (followed.run.phase === "stopped") await saveCheckpoint(lab, folder);
  else await rm(join(folder, CHECKPOINT), { force: true });
  return followed;
}

/** Scores the cells of the validation images, in the predicted mask if a network predicts it. */
async function scoreCells(lab: OpenLab, folder: string): Promise<void> {
  const [gate] = await possibleGates(lab);
  const evaluation = await evaluateValidation(lab, [gate]);
  await writeRunCells(folder, evaluation);
  for (const one of evaluation) console.error(evaluationText(one));
}

/** Draws the curves of runs; if that is not possible, prints why, and returns false. */
async function plot(lab: OpenLab, runs: readonly FolderRun[], { name }: ExperimentPlan, out: string) {
  try {
    await plotRuns((request) => lab.call("plotRuns", request), runs, join(out, "plot.svg"), name);
    return true;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    console.error(
      `plot.svg was not drawn. ${error.message} Later, this draws it: npm run -s lab -- compare ${out} --plot ${join(out, "plot.svg")}`,
    );
    return false;
  }
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
 * Does the runs of an experiment one after the other. Each has a folder in `out`, which gets
 * `table.json` after every run, and `plot.svg` at the end where there is a browser to draw it. Runs that an earlier call has finished are not repeated. A
 * run that fails does not stop the others.
 * @throws EndedEarly after Ctrl+C; what is done is kept
 * @throws TrainError at the end if a run has failed
 */
export async function experiment({ plan, source, inBrowser, out }: ExperimentOptions): Promise<void> {
  await makeFolder(out);
  const done = await finishedRuns(plan, out);
  const left = plan.runs.filter(({ folder }) => !done.has(folder));
  const all = plan.runs.length;
  if (done.size > 0) console.error(`${done.size} of ${all} runs are done.`);
  const failed: string[] = [];
  const interrupt = watchInterrupt();
  let isDrawn = false;
  await withLab({ inBrowser, handlesInterrupt: true }, async (lab) => {
    if (left.length > 0) {
      await reportDevice(lab);
      await loadLabelled(lab, source);
      await checkSameImages([...done.values()], (await lab.call("dataset")).records);
    }
    const time = new ExperimentTime(left, plan.stages, (await lab.call("dataset")).records);
    for (const [index, run] of left.entries()) {
      if (interrupt.isInterrupted()) break;
      const remaining = time.left(left.slice(index));
      console.error(
        `Run ${all - left.length + index + 1} of ${all}: ${run.name}${remaining === null ? "" : `; ${remaining} left`}`,
      );
      const startedAt = performance.now();
      const folder = join(out, run.folder);
      const followed = await doRun(lab, run, { folder, stages: plan.stages, source });
      if (followed.run.phase === "finished") {
        time.add(run, performance.now() - startedAt);
        if (plan.findsCells) await scoreCells(lab, folder);
        done.set(run.folder, await readExperimentRun(folder));
      } else if (followed.run.phase === "failed") {
        failed.push(run.name);
        console.error(`${run.name} failed: ${followed.run.error ?? "the reason is unknown."}`);
      }
      await writeTable(plan, done, out);
    }
    await writeTable(plan, done, out);
    const runs = plan.runs.flatMap(({ folder }) => done.get(folder) ?? []);
    isDrawn = runs.length > 0 && (await plot(lab, runs, plan, out));
  });
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
  console.error(`Wrote ${all} runs, table.json${isDrawn ? " and plot.svg" : ""} to ${out}.`);
}
