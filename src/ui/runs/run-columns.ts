import { MONITORED_SCORES, type MonitoredScore } from "../../core/recipe/monitored-scores.ts";
import { type ListedRun, nameOf, startOf } from "../../core/runs/listed-run.ts";
import { stepsOf } from "../../core/runs/run-record.ts";
import { NO_VALUE } from "../controls/no-value.ts";
import { formatSeconds } from "../status/quantities.ts";
import { STATE_ORDER, stateOf } from "./run-state.ts";

/** A sortable column of the table of runs. */
export interface RunColumn {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  /** Value to sort by; null sorts last. */
  readonly value: (run: ListedRun) => number | string | null;
  /** Whether the first click sorts from the largest value. */
  readonly descendsFirst: boolean;
}

/** The best value of a score over the stages of a run; null if no validation measured it. */
export function bestScore({ record }: ListedRun, score: MonitoredScore): number | null {
  const values = (record?.stageRecords ?? []).flatMap(({ best }) => best[score]?.value ?? []);
  if (values.length === 0) return null;
  return MONITORED_SCORES[score].better === "lower" ? Math.min(...values) : Math.max(...values);
}

export interface ScoreColumn extends RunColumn {
  readonly decimals: number;
  readonly text: (run: ListedRun) => string;
}

function scoreColumn(score: MonitoredScore, title: string, meaning: string, decimals: number): ScoreColumn {
  const value = (run: ListedRun) => bestScore(run, score);
  return {
    id: score,
    title,
    meaning,
    value,
    decimals,
    descendsFirst: MONITORED_SCORES[score].better === "higher",
    text: (run) => value(run)?.toFixed(decimals) ?? NO_VALUE,
  };
}

/** The columns with the best scores of a run on its validation images. */
export const SCORE_COLUMNS: readonly ScoreColumn[] = [
  scoreColumn("iou", "IoU", "Highest IoU of the cell mask on the validation images", 3),
  scoreColumn("angleRmsDegrees", "Angle °", "Lowest RMS angle error on the validation images, degrees", 1),
  scoreColumn("levelAccuracy", "Level", "Highest accuracy of the depth levels on the validation images", 3),
  scoreColumn("kaggle", "Kaggle", "Highest Kaggle mean of the cells found on the validation images", 3),
];

/** Steps done, of those planned if the run did not do all. */
export function stepsText({ record }: ListedRun): string {
  if (!record) return NO_VALUE;
  const { recipe, stages } = record;
  const done = stepsOf(record);
  const planned = stages.reduce((sum, stage) => sum + recipe.stages[stage].steps, 0);
  const words = done.toLocaleString("en-GB");
  return done === planned ? words : `${words} / ${planned.toLocaleString("en-GB")}`;
}

/** Time in training, in words. */
export function timeText({ record }: ListedRun): string {
  return record ? formatSeconds(record.trainingMilliseconds / 1000) : NO_VALUE;
}

export const NAME_COLUMN: RunColumn = {
  id: "name",
  title: "Run",
  meaning: "Name of the run",
  value: nameOf,
  descendsFirst: false,
};

export const STEPS_COLUMN: RunColumn = {
  id: "steps",
  title: "Steps",
  meaning: "Optimiser steps done, of those planned",
  value: ({ record }) => record && stepsOf(record),
  descendsFirst: true,
};

export const TIME_COLUMN: RunColumn = {
  id: "time",
  title: "Time",
  meaning: "Time in training, without pauses",
  value: ({ record }) => record?.trainingMilliseconds ?? null,
  descendsFirst: true,
};

export const STATE_COLUMN: RunColumn = {
  id: "state",
  title: "State",
  meaning: "How the run ended",
  value: (run) => STATE_ORDER.indexOf(stateOf(run)),
  descendsFirst: false,
};

export const STARTED_COLUMN: RunColumn = {
  id: "started",
  title: "Started",
  meaning: "Start of the run",
  value: startOf,
  descendsFirst: true,
};
