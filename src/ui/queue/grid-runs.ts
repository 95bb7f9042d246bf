import type { RunToQueue } from "../../core/queue/run-queue.ts";
import type { Recipe, Stage } from "../../core/recipe/recipe.ts";
import type { SettingField } from "../../core/recipe/setting-fields.ts";
import { expandSweep } from "../../core/sweep/expand-sweep.ts";
import { parseSweep, SWEEP_VERSION, SweepError } from "../../core/sweep/sweep.ts";
import type { TypedValue } from "./parse-values.ts";

/** A setting with the values that it takes in turn. */
export interface GridAxis {
  readonly field: SettingField;
  readonly values: readonly TypedValue[];
}

export interface Grid {
  readonly base: Recipe;
  readonly stages: readonly Stage[];
  readonly seeds: readonly number[];
  readonly axes: readonly GridAxis[];
}

/** Longest name of a sweep. */
const LONGEST_NAME = 60;

/** The runs of a grid, or why there are none: a sentence that names the settings and values. */
export function gridRuns({ base, stages, seeds, axes }: Grid): readonly RunToQueue[] | string {
  try {
    const sweep = parseSweep({
      version: SWEEP_VERSION,
      name: base.name.trim().slice(0, LONGEST_NAME) || "run",
      base,
      axes: axes.map(({ field, values }) => ({
        field: field.path.join("."),
        values: values.map(({ value }) => value),
      })),
      seeds,
      stages,
    });
    const named = sweep.axes.map((axis, index) => ({
      ...axis,
      names: axes[index].values.map(({ name }) => name),
    }));
    return expandSweep({ ...sweep, axes: named }).map(({ name, recipe }) => ({ name, recipe, stages }));
  } catch (error) {
    if (error instanceof SweepError) return error.message;
    throw error;
  }
}
