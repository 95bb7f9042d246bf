import * as v from "valibot";
import { LabError } from "../errors.ts";
import { parseRecipe, RecipeError } from "../recipe/parse-recipe.ts";
import { STAGES } from "../recipe/recipe.ts";
import { RECIPE_VERSION } from "../recipe/recipe-schema.ts";
import { cleanRunName, LONGEST_RUN_NAME } from "../runs/clean-run-name.ts";
import { RUN_ID } from "../runs/run-id.ts";
import { MAX_QUEUED, type QueuedRun, type RunQueue } from "./run-queue.ts";

/** Incremented whenever the format of the document changes. */
const VERSION = 1;

/** Characters of the sentence about a run that failed. */
const LONGEST_SENTENCE = 4096;

/** The document of a queue is damaged. */
export class QueueError extends LabError {
  override name = "QueueError";
}

/** The document of a queue is of a newer version; it must be left as it is. */
export class NewerQueueError extends QueueError {
  override name = "NewerQueueError";
}

const runId = v.pipe(v.string(), v.regex(RUN_ID));
const state = v.variant("kind", [
  v.object({ kind: v.literal("waiting") }),
  v.object({ kind: v.picklist(["running", "finished", "stopped"]), runId }),
  v.object({
    kind: v.literal("failed"),
    runId: v.nullable(runId),
    message: v.pipe(v.string(), v.maxLength(LONGEST_SENTENCE)),
  }),
]);

const run = v.object({
  key: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  name: v.pipe(v.string(), v.maxLength(LONGEST_RUN_NAME), v.transform(cleanRunName), v.minLength(1)),
  recipe: v.unknown(),
  stages: v.pipe(
    v.array(v.picklist(STAGES)),
    v.minLength(1),
    v.maxLength(STAGES.length),
    v.transform((chosen) => STAGES.filter((stage) => chosen.includes(stage))),
  ),
  state,
});

const schema = v.object({
  version: v.literal(VERSION),
  started: v.boolean(),
  runs: v.pipe(
    v.array(run),
    v.maxLength(MAX_QUEUED),
    v.check((runs) => new Set(runs.map(({ key }) => key)).size === runs.length, "each run once"),
    v.check((runs) => runs.filter((one) => one.state.kind === "running").length <= 1, "one run at a time"),
  ),
});

/** The document of a queue; `parseQueue` is the inverse, except for the end of a very long sentence. */
export function queueDocument({ started, runs }: RunQueue): object {
  const cut = (one: QueuedRun): QueuedRun =>
    one.state.kind === "failed"
      ? { ...one, state: { ...one.state, message: one.state.message.slice(0, LONGEST_SENTENCE) } }
      : one;
  return { version: VERSION, started, runs: runs.map(cut) };
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;

const isAbove = (version: unknown, limit: number) => typeof version === "number" && version > limit;

function isNewer(value: unknown): boolean {
  if (isAbove(fieldOf(value, "version"), VERSION)) return true;
  const runs = fieldOf(value, "runs");
  if (!Array.isArray(runs)) return false;
  return runs
    .slice(0, MAX_QUEUED)
    .some((one: unknown) => isAbove(fieldOf(fieldOf(one, "recipe"), "version"), RECIPE_VERSION));
}

function reasonOf(error: unknown): string {
  if (error instanceof RecipeError) return error.message;
  const path = v.isValiError(error) ? v.getDotPath(error.issues[0]) : null;
  return path ? `Its field ${path} is not valid.` : "It is not the description of a queue.";
}

/**
 * Parses and validates the document of a queue from an untrusted source. Recipes of older versions are upgraded.
 * @throws NewerQueueError if a newer version of this page wrote it
 * @throws QueueError if it is damaged
 */
export function parseQueue(value: unknown): RunQueue {
  if (isNewer(value))
    throw new NewerQueueError(
      "The queue in this browser was stored by a newer version of this page. It is left as it is; reload the page to get that version.",
    );
  try {
    const { started, runs } = v.parse(schema, value);
    return { started, runs: runs.map((one) => ({ ...one, recipe: parseRecipe(one.recipe) })) };
  } catch (error) {
    throw new QueueError(`The queue of an earlier visit is damaged. ${reasonOf(error)}`, { cause: error });
  }
}
