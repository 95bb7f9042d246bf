import * as v from "valibot";
import { LabError } from "../errors.ts";
import { builtInRecipe } from "../recipe/built-in-recipe.ts";
import { whyForeign } from "../recipe/foreign-fields.ts";
import { parseRecipe, RecipeError } from "../recipe/parse-recipe.ts";
import { type Recipe, STAGES, type Stage } from "../recipe/recipe.ts";
import { LARGEST_SEED } from "../recipe/recipe-limits.ts";
import type { RecipePath } from "../recipe/recipe-path.ts";
import { ALL_STAGES } from "../recipe/setting-label.ts";
import { cleanRunName } from "../runs/clean-run-name.ts";
import { sameValue } from "../same-value.ts";

/** Incremented whenever the format of the document changes. */
export const SWEEP_VERSION = 1;

/** Limits of a sweep. */
export const MAX_RUNS = 200;
export const MAX_AXES = 8;
const MAX_CHARACTERS = 262_144;
const LONGEST_NAME = 60;
const LONGEST_FIELD = 100;

/** A sweep is invalid, or a run of it; the message names the field. */
export class SweepError extends LabError {
  override name = "SweepError";
}

/** A setting of the recipe, and the values that it takes in turn. */
export interface SweepAxis {
  /** May have `ALL_STAGES` in place of a stage. */
  readonly path: RecipePath;
  /** Not yet validated: only a complete recipe can be. */
  readonly values: readonly unknown[];
}

/** Recipes to train one after the other: every combination of the values of some settings, with every seed. */
export interface Sweep {
  readonly name: string;
  readonly base: Recipe;
  readonly axes: readonly SweepAxis[];
  readonly seeds: readonly number[];
  /** In the order of the pipeline. */
  readonly stages: readonly Stage[];
}

const schema = v.strictObject({
  version: v.literal(SWEEP_VERSION),
  name: v.pipe(v.string(), v.trim(), v.maxLength(LONGEST_NAME), v.transform(cleanRunName), v.minLength(1)),
  base: v.union([v.string(), v.record(v.string(), v.unknown())]),
  axes: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          field: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_FIELD)),
          values: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(MAX_RUNS)),
        }),
      ),
      v.maxLength(MAX_AXES),
    ),
    [],
  ),
  seeds: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LARGEST_SEED))),
    v.minLength(1),
    v.maxLength(MAX_RUNS),
  ),
  stages: v.exactOptional(v.pipe(v.array(v.picklist(STAGES)), v.minLength(1), v.maxLength(STAGES.length)), [
    ...STAGES,
  ]),
});

const START = "This sweep cannot be used";

const refused = (reason: string, cause?: unknown) => new SweepError(`${START}: ${reason}.`, { cause });

/** Fields that a sweep sets otherwise, and where. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ["seed", "list the seeds in seeds"],
  ["version", "the version is that of the base"],
  ["name", "the runs are named after their values"],
]);

/** Whether a field is another one or a part of it, in some stage if one of them is meant for all. */
function isWithin(field: string, other: string): boolean {
  const names = field.split(".");
  const isStage = (at: number) => at === 1 && names[0] === "stages";
  return other
    .split(".")
    .every(
      (name, at) =>
        name === names[at] || (isStage(at) && [name, names[at]].includes(ALL_STAGES) && at < names.length),
    );
}

function whyNotAxis(field: string, fields: readonly string[]): string | null {
  const otherwise = OTHERWISE.get(field);
  if (otherwise !== undefined) return `${field} is not a setting to vary; ${otherwise}`;
  if (fields.filter((other) => other === field).length > 1) return `${field} is listed twice`;
  const part = fields.find((other) => other !== field && isWithin(other, field));
  if (part === undefined) return null;
  const how = part.split(".").length > field.split(".").length ? "is a part of" : "sets the same as";
  return `${part} ${how} ${field}, so that only one of them can be varied`;
}

function repeated(values: readonly unknown[]): unknown {
  return values.find((value, index) => values.slice(0, index).some((other) => sameValue(other, value)));
}

function baseOf(base: string | object): Recipe {
  if (typeof base === "string") {
    const recipe = builtInRecipe(base);
    if (!recipe) throw refused(`there is no built-in recipe "${base.slice(0, LONGEST_NAME)}"`);
    return recipe;
  }
  try {
    return parseRecipe(base);
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    throw new SweepError(`The base of this sweep cannot be used. ${error.message}`, { cause: error });
  }
}

function checkVersion(value: unknown): void {
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : null;
  if (typeof version === "number" && version > SWEEP_VERSION)
    throw new SweepError(
      `This sweep has version ${version}, and this version of the lab reads those up to ${SWEEP_VERSION}. Use a newer one.`,
    );
}

/**
 * Parses and validates a sweep from an untrusted source: `{version, name, base, axes: [{field, values}], seeds, stages}`.
 * `base` is a recipe or the name of a built-in one; `field` is a path in it, e.g. `stages.direction.steps`, with `*`
 * for all stages. The values are validated by `expandSweep`.
 * @throws SweepError naming the field
 */
export function parseSweep(value: unknown): Sweep {
  const foreign = whyForeign(value);
  if (foreign !== null) throw refused(foreign.slice(0, LONGEST_FIELD));
  checkVersion(value);
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    const where = (v.getDotPath(issue) ?? "all of it").slice(0, LONGEST_FIELD);
    const isUnknown = issue.type === "strict_object" && issue.expected === "never";
    throw refused(
      isUnknown
        ? `${where} is not one of its fields`
        : `${where} should be ${issue.expected ?? "something else"}, but it is ${issue.received.slice(0, LONGEST_FIELD)}`,
      result.issues,
    );
  }
  const { name, base, axes, seeds, stages } = result.output;
  const fields = axes.map(({ field }) => field);
  for (const { field, values } of axes) {
    const reason = whyNotAxis(field, fields);
    if (reason !== null) throw refused(reason);
    const twice = repeated(values);
    if (twice !== undefined)
      throw refused(`${field} has the value ${JSON.stringify(twice).slice(0, LONGEST_FIELD)} twice`);
  }
  if (repeated(seeds) !== undefined) throw refused(`seeds has ${repeated(seeds)} twice`);
  const runs = axes.reduce((product, { values }) => product * values.length, seeds.length);
  if (runs > MAX_RUNS) throw refused(`it has ${runs} runs, and at most ${MAX_RUNS} are possible`);
  return {
    name,
    base: baseOf(base),
    axes: axes.map(({ field, values }) => ({ path: field.split("."), values })),
    seeds,
    stages: STAGES.filter((stage) => stages.includes(stage)),
  };
}

/**
 * Parses the text of a sweep from an untrusted source.
 * @throws SweepError if it is too long, not JSON or not a valid sweep
 */
export function parseSweepText(text: string): Sweep {
  if (text.length > MAX_CHARACTERS)
    throw refused(`it has ${text.length} characters, and at most ${MAX_CHARACTERS} are read`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused("it is not JSON", error);
  }
  return parseSweep(value);
}

/** The document of a sweep; `parseSweep` is the inverse. */
export function sweepDocument({ name, base, axes, seeds, stages }: Sweep): object {
  const fields = axes.map(({ path, values }) => ({ field: path.join("."), values }));
  return { version: SWEEP_VERSION, name, base, axes: fields, seeds, stages };
}
