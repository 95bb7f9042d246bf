import type { MonitoredScore } from "../src/core/recipe/monitored-scores.ts";
import { MONITORED } from "../src/core/recipe/monitored-scores.ts";
import { STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import {
  differenceTexts,
  recipeDifferences,
  type SettingDifference,
} from "../src/core/recipe/recipe-differences.ts";
import type { BestScore } from "../src/core/runs/best-scores.ts";
import { hasOtherData } from "../src/core/runs/has-other-data.ts";
import { lastScores } from "../src/core/runs/last-scores.ts";
import { type RunRecord, type RunStatus, stepsOf } from "../src/core/runs/run-record.ts";
import { sameValue } from "../src/core/same-value.ts";
import { groupBySeed } from "../src/core/sweep/group-by-seed.ts";
import { type MeanAndSpread, meanAndSpread } from "../src/core/sweep/mean-and-spread.ts";
import { withoutSeed } from "../src/core/sweep/name-with-seed.ts";
import type { DamagedFolder, FoundRuns } from "./find-run-folders.ts";
import type { FolderRun } from "./run-folder.ts";

/** A setting in which a run differs from the first one, as texts. */
interface Difference {
  readonly field: string;
  readonly setting: string;
  readonly first: string;
  readonly value: string;
}

type PerScore<Value> = Readonly<Partial<Record<MonitoredScore, Value>>>;

/** Scores of one stage of a run on the validation images. */
export interface ComparedStage {
  readonly stage: Stage;
  readonly steps: number;
  /** Steps planned. */
  readonly of: number;
  readonly scores: PerScore<{ readonly last: BestScore | null; readonly best: BestScore | null }>;
}

export interface ComparedRun {
  readonly path: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly seed: number;
  readonly steps: number;
  readonly trainingSeconds: number;
  readonly stages: readonly ComparedStage[];
  /** Settings in which it differs from the first run. */
  readonly differences: readonly Difference[];
  /** Whether it had the same images as the first run, in the same sets unless their seeds differ. */
  readonly hasSameData: boolean;
  /** Whether it was to train the same stages. */
  readonly hasSameStages: boolean;
}

/** Runs that differ only in their seed. */
export interface ComparedGroup {
  readonly name: string;
  /** Paths of the runs. */
  readonly runs: readonly string[];
  readonly seeds: readonly number[];
  readonly stages: readonly {
    readonly stage: Stage;
    readonly scores: PerScore<{ readonly last: MeanAndSpread | null; readonly best: MeanAndSpread | null }>;
  }[];
}

/** What differs between runs, and how they scored. */
export interface Comparison {
  readonly version: 1;
  readonly runs: readonly ComparedRun[];
  readonly groups: readonly ComparedGroup[];
  readonly damaged: readonly DamagedFolder[];
}

function perScore<Value extends object>(read: (score: MonitoredScore) => Value | null): PerScore<Value> {
  const entries = MONITORED.flatMap((score) => {
    const value = read(score);
    return value && Object.values(value).some((one) => one !== null) ? [[score, value] as const] : [];
  });
  return Object.fromEntries(entries) as PerScore<Value>;
}

function stagesOf({ record, rows }: FolderRun): readonly ComparedStage[] {
  return record.stageRecords.map(({ stage, steps, of, best }) => {
    const last = lastScores(rows, stage);
    const scores = perScore((score) => ({ last: last[score] ?? null, best: best[score] ?? null }));
    return { stage, steps, of, scores };
  });
}

function asText(difference: SettingDifference): Difference {
  const [first, value] = differenceTexts(difference);
  return { field: difference.path.join("."), setting: difference.label, first, value };
}

function compared(run: FolderRun, first: FolderRun): ComparedRun {
  const { path, record } = run;
  return {
    path,
    name: record.name,
    status: record.status,
    seed: record.recipe.seed,
    steps: stepsOf(record),
    trainingSeconds: record.trainingMilliseconds / 1000,
    stages: stagesOf(run),
    differences: recipeDifferences(first.record.recipe, record.recipe).map(asText),
    hasSameData: !hasOtherData(first.record, record),
    hasSameStages: sameValue(record.stages, first.record.stages),
  };
}

/** Name of runs that differ only in their seed: the one that they share, or that of the first and their number. */
export function groupName(runs: readonly Pick<RunRecord, "name">[]): string {
  const names = new Set(runs.map(({ name }) => withoutSeed(name)));
  const [first] = names;
  return names.size === 1 ? first : `${first} and ${names.size - 1} more`;
}

function grouped(runs: readonly ComparedRun[]): ComparedGroup {
  const stages = STAGES.filter((stage) => runs.some((run) => run.stages.some((one) => one.stage === stage)));
  return {
    name: groupName(runs),
    runs: runs.map(({ path }) => path),
    seeds: runs.map(({ seed }) => seed),
    stages: stages.map((stage) => ({
      stage,
      scores: perScore((score) => {
        const found = runs.flatMap(
          (run) => run.stages.find((one) => one.stage === stage)?.scores[score] ?? [],
        );
        return {
          last: meanAndSpread(found.flatMap(({ last }) => last?.value ?? [])),
          best: meanAndSpread(found.flatMap(({ best }) => best?.value ?? [])),
        };
      }),
    })),
  };
}

/**
 * Compares runs with the first of them, and groups those that differ only in their seed. Runs that did not finish are
 * listed, and do not count in groups.
 */
export function compareRuns({ runs, damaged }: FoundRuns): Comparison {
  const all = runs.map((run) => compared(run, runs[0]));
  const isFinished = ({ record }: FolderRun) => record.status.kind === "finished";
  const groups = groupBySeed(runs.filter(isFinished).map((run) => ({ ...run.record, path: run.path })));
  const byPath = new Map(all.map((run) => [run.path, run]));
  return {
    version: 1,
    runs: all,
    groups: groups.map((group) => grouped(group.runs.flatMap(({ path }) => byPath.get(path) ?? []))),
    damaged,
  };
}
