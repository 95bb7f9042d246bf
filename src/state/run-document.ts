import * as v from "valibot";
import { type AssignedImage, assignedSchema } from "../core/dataset/sampling/assigned-images.ts";
import { LabError } from "../core/errors.ts";
import { instanceChoice } from "../core/instances/choice.ts";
import { type FittedChoices, fittedJson, parseFittedChoices } from "../core/instances/fitted-choices.ts";
import { type InstanceChoice, METHODS, type Method } from "../core/instances/parameters.ts";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { type Gate, type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import type { Origins } from "./network-origins.ts";
import type { CurveRow } from "./run-log.ts";

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
/** JSON has no NaN and no infinity: both were written as null. */
const measured = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);

const origin = v.variant("kind", [
  v.object({ kind: v.literal("run"), startedAt: time }),
  v.object({ kind: v.literal("import"), file: v.pipe(v.string(), v.maxLength(4096)) }),
]);

/** A value for each of some stages. */
const byStage = <Value extends v.GenericSchema>(value: Value) =>
  v.object({
    semantic: v.exactOptional(value),
    direction: v.exactOptional(value),
    energy: v.exactOptional(value),
    joint: v.exactOptional(value),
  });

/** Names of scores in rows stored before they were renamed. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["pieces", "components"],
  ["shareAbove22", "fractionAbove22"],
  ["shareAbove45", "fractionAbove45"],
]);

/** The scores of a validation besides its loss, under their current names. */
const upgradeScores = <Scores extends object>(scores: Scores): Scores =>
  Object.fromEntries(
    Object.entries(scores).map(([name, value]) => [RENAMED.get(name) ?? name, value]),
  ) as Scores;

const row = v.variant("kind", [
  v.object({
    kind: v.literal("step"),
    stage,
    step: count,
    epoch: count,
    loss: measured,
    gradientNorm: measured,
    rate: measured,
    stepMilliseconds: measured,
    dataWaitMilliseconds: measured,
    memoryBytes: measured,
  }),
  v.object({
    kind: v.literal("epoch"),
    stage,
    step: count,
    epoch: count,
    meanLoss: v.nullable(v.number()),
    validation: v.nullable(
      v.pipe(v.objectWithRest({ loss: measured }, v.unknown()), v.transform(upgradeScores)),
    ),
  }),
]);

const schema = v.object({
  version: v.literal(VERSION),
  origins: byStage(origin),
  curveRuns: byStage(time),
  gate: v.picklist(["true", "predicted"]),
  rows: v.array(row),
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
    const { version: _, choices, fitted, recipe, rows, ...others } = v.parse(schema, JSON.parse(text));
    const chosen = METHODS.map((method) => [method, instanceChoice(method, choices[method])]);
    return {
      ...others,
      // A validation requires only the loss; charts skip values that are not numbers.
      rows: rows as readonly CurveRow[],
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
