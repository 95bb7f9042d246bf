import { writeFile } from "node:fs/promises";
import type { CurveMeasure } from "../src/core/curves/curve-measures.ts";
import { LabError } from "../src/core/errors.ts";
import { groupBySeed } from "../src/core/sweep/group-by-seed.ts";
import type { PlotRuns } from "../src/state/scripting.ts";
import { groupName } from "./compare.ts";
import { MAIN_SCORES } from "./main-scores.ts";
import type { FolderRun } from "./run-folder.ts";

function measuresOf(runs: readonly FolderRun[]): readonly CurveMeasure[] {
  const validations = runs.flatMap(({ rows }) =>
    rows.flatMap((row) => (row.kind === "epoch" && row.validation ? [row.validation] : [])),
  );
  const scores = MAIN_SCORES.filter((score) =>
    validations.some((validation) => Number.isFinite(validation[score])),
  );
  return ["trainingLoss", ...scores, "rate"];
}

/**
 * Draws the curves of runs and writes them to an SVG file; runs that differ only in seed as a band.
 * @param draw the page's own charts
 */
export async function plotRuns(
  draw: PlotRuns,
  runs: readonly FolderRun[],
  path: string,
  title: string,
): Promise<void> {
  const groups = groupBySeed(runs.map((run) => ({ ...run.record, run })));
  const labels = new Map<FolderRun, string>();
  for (const { runs: members } of groups) {
    const name = groupName(members);
    // Other groups can have the same name.
    const taken = new Set(labels.values());
    const label = taken.has(name) ? `${name} (${taken.size + 1})` : name;
    if (members.length > 1) for (const { run } of members) labels.set(run, label);
  }
  const request = {
    title,
    measures: measuresOf(runs),
    runs: runs.map((run, colour) => ({
      name: run.record.name,
      rows: run.rows,
      colour,
      group: labels.get(run) ?? null,
    })),
  };
  const svg = await draw(request);
  await writeFile(path, svg).catch((error: unknown) => {
    throw new LabError(`The plot cannot be written to ${path}. Choose another file.`, { cause: error });
  });
}
