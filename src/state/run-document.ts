import * as v from "valibot";
import { type AssignedImage, assignedSchema } from "../core/dataset/sampling/assigned-images.ts";
import { LabError } from "../core/errors.ts";
import { instanceChoice } from "../core/instances/choice.ts";
import { type FittedChoices, fittedJson, parseFittedChoices } from "../core/instances/fitted-choices.ts";
import { type InstanceChoice, METHODS, type Method } from "../core/instances/parameters.ts";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { type Gate, type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { type CurveRow, curveRowsSchema } from "../core/runs/curve-row.ts";
import { type StagePlan, stagePlanSchema } from "../core/schedule/stage-plan.ts";
import { START_NAMES } from "../core/starts/starts.ts";
import type { Origins } from "./network-origins.ts";

/** Incremented whenever the format of the document changes. */
const VERSION = 1;

/** The run in progress, or the last one, when the document was written. */
export interface RunNote {
  /** Start of the run, ms since 1970. */
  readonly startedAt: number;
  readonly ended: boolean;
  /** The stage whose weights were kept last, and the number of its steps by then; null before that. */
  readonly kept: { readonly stage: Stage; readonly step: number } | null;
}

/** The page's knowledge about a set of trained networks, besides their weights. */
export interface RunDocument {
  /** Origins of the networks. */
  readonly origins: Origins;
  /** Start of the run that drew the curves of each stage, ms since 1970. */
  readonly curveRuns: Readonly<Partial<Record<Stage, number>>>;
  /** Plans of the learning rates in these curves. */
  readonly plans: Readonly<Partial<Record<Stage, StagePlan>>>;
  /** The mask that gated the Direction Net. */
  readonly gate: Gate;
  readonly rows: readonly CurveRow[];
  readonly method: Method;
  readonly choices: Readonly<Record<Method, InstanceChoice>>;
  readonly fitted: FittedChoices;
  /** The recipe of the next run at that time. */
  readonly recipe: Recipe;
  readonly run: RunNote | null;
  /** The images that were assigned to a set by hand in the last run, or by the imported archive. */
  readonly assigned: readonly AssignedImage[];
}

/** A document about networks is damaged or of an unknown version. */
export class RunDocumentError extends LabError {
  override name = "RunDocumentError";
}

const stage = v.picklist(STAGES);
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
const count = v.pipe(v.number(), v.minValue(0));

const origin = v.variant("kind", [
  v.object({ kind: v.literal("run"), startedAt: time }),
  v.object({ kind: v.literal("import"), file: v.pipe(v.string(), v.maxLength(4096)) }),
  v.object({ kind: v.literal("start"), name: v.picklist(START_NAMES) }),
]);

/** A value for each of some stages. */
const byStage = <Value extends v.GenericSchema>(value: Value) =>
  v.object({
    semantic: v.exactOptional(value),
    direction: v.exactOptional(value),
    energy: v.exactOptional(value),
    joint: v.exactOptional(value),
  });

const schema = v.object({
  version: v.literal(VERSION),
  origins: byStage(origin),
  curveRuns: byStage(time),
  gate: v.picklist(["true", "predicted"]),
  rows: curveRowsSchema,
  method: v.picklist(METHODS),
  choices: v.record(v.picklist(METHODS), v.record(v.string(), v.unknown())),
  fitted: v.unknown(),
  recipe: v.unknown(),
  run: v.nullable(
    v.object({
      startedAt: time,
      ended: v.boolean(),
      kept: v.nullable(v.object({ stage, step: count })),
    }),
  ),
  // Absent in documents of older versions.
  plans: v.exactOptional(byStage(stagePlanSchema), {}),
  assigned: v.exactOptional(assignedSchema, []),
});

/** A document as text; `parseRunDocument` is the inverse. */
export function runDocumentText({ choices, fitted, ...others }: RunDocument): string {
  const parameters = METHODS.map((method) => [method, choices[method].parameters]);
  return JSON.stringify({
    version: VERSION,
    ...others,
    choices: Object.fromEntries(parameters),
    fitted: fittedJson(fitted),
  });
}

/**
 * Validates untrusted text as such a document.
 * @throws RunDocumentError if its version is unknown or a part of it is invalid
 */
export function parseRunDocument(text: string): RunDocument {
  try {
    const { version: _, choices, fitted, recipe, ...others } = v.parse(schema, JSON.parse(text));
    const chosen = METHODS.map((method) => [method, instanceChoice(method, choices[method])]);
    return {
      ...others,
      choices: Object.fromEntries(chosen) as Record<Method, InstanceChoice>,
      fitted: parseFittedChoices(fitted),
      recipe: parseRecipe(recipe),
    };
  } catch (error) {
    throw new RunDocumentError(
      "The curves kept from an earlier visit are damaged or of another version and were skipped. The networks themselves are here.",
      { cause: error },
    );
  }
}
