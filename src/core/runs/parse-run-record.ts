import * as v from "valibot";
import { LabError } from "../errors.ts";
import { engineRecordSchema } from "../recipe/engine-record-schema.ts";
import { MONITORED } from "../recipe/monitored-scores.ts";
import { parseRecipe, RecipeError } from "../recipe/parse-recipe.ts";
import { RECIPES } from "../recipe/presets.ts";
import { STAGES } from "../recipe/recipe.ts";
import type { BestScores } from "./best-scores.ts";
import { cleanRunName, LONGEST_RUN_NAME } from "./clean-run-name.ts";
import { RUN_ID } from "./run-id.ts";
import { dataSummarySchema } from "./run-images.ts";
import { RUN_VERSION, type RunRecord } from "./run-record.ts";

export const LONGEST_RUN_NOTE = 2000;
/** Characters of the sentence about a run that failed or was interrupted. */
const LONGEST_SENTENCE = 4096;
/** Colours are counted modulo their number; this bounds what a document can claim. */
const LARGEST_COLOUR = 1_000_000;

/** The document of a run is damaged. */
export class RunRecordError extends LabError {
  override name = "RunRecordError";
}

/** The document of a run is of a newer version; it must be left as it is. */
export class NewerRunError extends RunRecordError {
  override name = "NewerRunError";
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(v.number(), v.minValue(0));
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
const stage = v.picklist(STAGES);
const sentence = v.pipe(v.string(), v.maxLength(LONGEST_SENTENCE));
const status = v.variant("kind", [
  v.object({ kind: v.picklist(["running", "finished", "stopped"]) }),
  v.object({ kind: v.picklist(["interrupted", "failed"]), message: sentence }),
]);

const best: v.GenericSchema<unknown, BestScores> = v.record(
  v.picklist(MONITORED),
  v.object({ value: v.number(), step: count }),
);

const schema = v.object({
  version: v.literal(RUN_VERSION),
  id: v.pipe(v.string(), v.regex(RUN_ID)),
  name: v.pipe(v.string(), v.maxLength(LONGEST_RUN_NAME), v.transform(cleanRunName), v.minLength(1)),
  note: v.pipe(v.string(), v.maxLength(LONGEST_RUN_NOTE)),
  pinned: v.boolean(),
  colour: v.pipe(count, v.maxValue(LARGEST_COLOUR)),
  startedAt: time,
  endedAt: v.nullable(time),
  trainingMilliseconds: amount,
  status,
  recipe: v.unknown(),
  stages: v.pipe(v.array(stage), v.minLength(1), v.maxLength(STAGES.length)),
  stageRecords: v.pipe(
    v.array(
      v.object({
        stage,
        steps: count,
        of: count,
        epochs: amount,
        best,
        engine: v.nullable(engineRecordSchema),
      }),
    ),
    v.maxLength(STAGES.length),
    v.check(
      (records) => new Set(records.map((one) => one.stage)).size === records.length,
      "each stage at most once",
    ),
  ),
  data: dataSummarySchema,
  weights: v.pipe(
    v.array(v.object({ stage, choice: v.picklist(["last", "best"]), step: count, bytes: count })),
    v.maxLength(2 * STAGES.length),
  ),
});

/** The document of a run; `parseRunRecord` is the inverse, except for the end of a very long sentence. */
export function runDocument(record: RunRecord): object {
  const { status } = record;
  if (!("message" in status)) return { version: RUN_VERSION, ...record };
  const message = status.message.slice(0, LONGEST_SENTENCE);
  return { version: RUN_VERSION, ...record, status: { ...status, message } };
}

function isNewerThan(version: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("version" in value)) return false;
  return typeof value.version === "number" && value.version > version;
}

function isNewer(value: unknown): boolean {
  if (isNewerThan(RUN_VERSION, value)) return true;
  const recipe = typeof value === "object" && value !== null && "recipe" in value ? value.recipe : null;
  return isNewerThan(RECIPES.quick.version, recipe);
}

function whereOf(error: unknown): string {
  if (error instanceof RecipeError) return error.message;
  const path = v.isValiError(error) ? v.getDotPath(error.issues[0]) : null;
  return path ? `Its field ${path} is not valid.` : "It is not the description of a run.";
}

/**
 * Parses and validates the document of a run from an untrusted source.
 * @param folder the folder of the run, for messages; the record must bear the same id
 * @throws NewerRunError if a newer version of this page wrote it
 * @throws RunRecordError if it is damaged
 */
export function parseRunRecord(value: unknown, folder: string): RunRecord {
  if (isNewer(value)) {
    throw new NewerRunError(
      `The run in ${folder} was stored by a newer version of this page. It is left as it is; reload the page to get that version.`,
    );
  }
  try {
    const { version: _, recipe, ...others } = v.parse(schema, value);
    if (others.id !== folder) throw new RunRecordError(`It describes ${others.id}.`);
    return { ...others, recipe: parseRecipe(recipe) };
  } catch (error) {
    const detail = error instanceof RunRecordError ? error.message : whereOf(error);
    throw new RunRecordError(`The description of the run in ${folder} is damaged. ${detail}`, {
      cause: error,
    });
  }
}
