import * as v from "valibot";
import { LOSS_KINDS, type LossKind } from "../losses/loss.ts";
import { STAGES, type Stage } from "../recipe/recipe.ts";
import type { Validation } from "./validation.ts";

/** One optimiser step of a run. */
export interface StepRow {
  readonly kind: "step";
  readonly stage: Stage;
  /** Counted from 1, per stage. */
  readonly step: number;
  /** Passes over the training images after the step; may be fractional. */
  readonly epoch: number;
  /** Loss of the batch before the update. */
  readonly loss: number;
  /** L2 norm of the gradient over all parameters, before clipping. */
  readonly gradientNorm: number;
  readonly rate: number;
  readonly stepMilliseconds: number;
  readonly dataWaitMilliseconds: number;
  /** Memory held by the training on its device. */
  readonly memoryBytes: number;
}

/** One epoch of a run, with its validation. */
export interface EpochRow {
  readonly kind: "epoch";
  readonly stage: Stage;
  /** Loss that trains the stage; absent in rows of older versions: the usual one. */
  readonly lossKind?: LossKind;
  /** Steps done; 0 for the validation before the first step. */
  readonly step: number;
  readonly epoch: number;
  /** Mean loss of the steps since the last epoch; null before the first step. */
  readonly meanLoss: number | null;
  /** Null without validation images. */
  readonly validation: Validation | null;
}

/** A row of the curves. */
export type CurveRow = StepRow | EpochRow;

const stage = v.picklist(STAGES);
/** Steps and epochs beyond are not of a run, and no chart could draw them. */
const MOST = 1e12;
/** Characters of the text about a validation. */
const LONGEST_TEXT = 200;
const count = v.pipe(v.number(), v.minValue(0), v.maxValue(MOST));
/** JSON has no NaN and no infinity: both were written as null. */
const measured = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);

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

const measuredOn = v.exactOptional(v.pipe(v.string(), v.maxLength(LONGEST_TEXT)));
const scores = v.objectWithRest({ loss: measured, on: measuredOn }, v.unknown());
const validation = v.objectWithRest(
  { ...scores.entries, second: v.exactOptional(v.nullable(scores)) },
  v.unknown(),
);

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
    lossKind: v.exactOptional(v.picklist(LOSS_KINDS)),
    step: count,
    epoch: count,
    meanLoss: v.nullable(v.number()),
    validation: v.nullable(v.pipe(validation, v.transform(upgradeScores))),
  }),
]);

/**
 * Schema of the rows of curves in a stored document; rows of older versions are upgraded. Of a validation only the
 * loss, the text and the second one are checked: the other scores are not, since charts skip values that are not numbers.
 */
// The cast gives the unchecked scores the type under which they were written.
export const curveRowsSchema = v.array(row) as unknown as v.GenericSchema<unknown, readonly CurveRow[]>;
