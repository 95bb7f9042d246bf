import { approximateDuration } from "../src/core/approximate-duration.ts";
import { MONITORED_SCORES, type MonitoredScore } from "../src/core/recipe/monitored-scores.ts";
import { STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import { stageTitle } from "../src/core/recipe/stages.ts";
import type { ComparedRun, Comparison } from "./compare.ts";
import { MAIN_SCORES } from "./main-scores.ts";
import { printable } from "./printable.ts";
import { NO_SCORE, scoreSpreadText, scoreValueText } from "./score-value-text.ts";
import { textTable } from "./text-table.ts";

interface StageScores<Value> {
  readonly stage: Stage;
  readonly scores: Readonly<Partial<Record<MonitoredScore, Value>>>;
}

interface ScoreColumn {
  readonly stage: Stage;
  readonly score: MonitoredScore;
}

/** The scores of a column in the stages of a run or of a group. */
function scoresIn<Value>(stages: readonly StageScores<Value>[], { stage, score }: ScoreColumn) {
  return stages.find((one) => one.stage === stage)?.scores[score];
}

/** The scores that some run has. */
function columnsOf(runs: readonly ComparedRun[]): readonly ScoreColumn[] {
  return STAGES.flatMap((stage) => MAIN_SCORES.map((score) => ({ stage, score }))).filter((column) =>
    runs.some(({ stages }) => scoresIn(stages, column)),
  );
}

const heading = ({ stage, score }: ScoreColumn) => `${stageTitle(stage)}: ${MONITORED_SCORES[score].title}`;

function stepsText({ steps, stages }: ComparedRun): string {
  const of = stages.reduce((sum, stage) => sum + stage.of, 0);
  return steps === of ? String(steps) : `${steps} of ${of}`;
}

function runsTable({ runs }: Comparison): string {
  const columns = columnsOf(runs);
  const lines = runs.map((run) => [
    printable(run.name),
    run.status.kind,
    stepsText(run),
    approximateDuration(run.trainingSeconds).replace(/^about /, ""),
    ...columns.map((column) => {
      const last = scoresIn(run.stages, column)?.last;
      return last ? scoreValueText(column.score, last.value) : NO_SCORE;
    }),
  ]);
  return textTable([["run", "state", "steps", "time", ...columns.map(heading)], ...lines]);
}

function differencesText({ runs: [first, ...others] }: Comparison): string {
  const lines = others.map(({ name, differences, hasSameData, hasSameStages }) => {
    const settings = differences.map(
      ({ setting, first: before, value }) => `${setting}: ${before} → ${value}`,
    );
    const all = [
      ...settings,
      ...(hasSameStages ? [] : ["other stages"]),
      ...(hasSameData ? [] : ["other images, or other sets"]),
    ];
    return `  ${printable(name)}: ${all.length === 0 ? "the same settings, stages and images" : printable(all.join("; "))}`;
  });
  return [`Differences from ${printable(first.name)}:`, ...lines].join("\n");
}

function groupsTable({ runs, groups }: Comparison): string {
  const columns = columnsOf(runs);
  const lines = groups.map((group) => [
    printable(group.name),
    String(group.seeds.length),
    ...columns.map((column) => {
      const last = scoresIn(group.stages, column)?.last;
      return last ? scoreSpreadText(column.score, last) : NO_SCORE;
    }),
  ]);
  return textTable([["mean ± standard deviation over seeds", "seeds", ...columns.map(heading)], ...lines]);
}

/**
 * A comparison for a terminal: a table of the runs with their last scores on validation, the settings in which they
 * differ from the first one, and, where several differ only in their seed, mean and spread.
 */
export function compareText(comparison: Comparison): string {
  const parts = [runsTable(comparison)];
  if (comparison.runs.length > 1) parts.push(differencesText(comparison));
  if (comparison.groups.some(({ seeds }) => seeds.length > 1)) parts.push(groupsTable(comparison));
  return parts.join("\n\n");
}
