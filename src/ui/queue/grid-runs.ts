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

/** Values that say nothing without their setting. */
const BARE: ReadonlySet<string> = new Set(["on", "off", "none"]);

function valueName({ field, values }: GridAxis, index: number): string {
  const { name } = values[index];
  return BARE.has(name) && field.path.length > 1 ? `${field.label} ${name}` : name;
}

/**
 * Name of a run by its values, which is short enough for a table: `1e-3, heavy, seed 2`. Runs are in the order of
 * `expandSweep`: the seeds vary fastest, then the last axis.
 */
function nameAt(index: number, { base, seeds, axes }: Omit<Grid, "stages">): string {
  const parts = seeds.length > 1 ? [`seed ${seeds[index % seeds.length]}`] : [];
  let rest = Math.floor(index / seeds.length);
  for (const axis of [...axes].reverse()) {
    parts.unshift(valueName(axis, rest % axis.values.length));
    rest = Math.floor(rest / axis.values.length);
  }
  if (axes.length === 0) parts.unshift(base.name.trim() || "run");
  return parts.join(", ");
}

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
    return expandSweep(sweep).map(({ recipe }, index) => ({
      name: nameAt(index, { base, seeds, axes }),
      recipe,
      stages,
    }));
  } catch (error) {
    if (error instanceof SweepError) return error.message;
    throw error;
  }
}
