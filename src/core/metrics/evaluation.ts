import type { Method } from "../instances/parameters.ts";
import type { Gate } from "../recipe/recipe.ts";
import type { AngleErrors } from "./angle-error.ts";
import type { InstanceScore } from "./instance-score.ts";

/** How well the field was predicted that cells were read from; null where there is none to judge. */
export interface FieldScore extends Record<keyof AngleErrors, number | null> {
  /** Share of cell pixels with the right depth level, 0..1. */
  readonly levelAccuracy: number | null;
}

/** Where the cells came from. */
export interface CellSource {
  /** Which mask gated the pipeline; null for label images from elsewhere. */
  readonly gate: Gate | null;
  readonly method: Method | null;
}

/** Every number of an evaluation, as it stands in reports. */
export interface Evaluation extends CellSource, InstanceScore, FieldScore {}

/** Of label images alone there is no field to judge, and a true one is right by definition. */
const NO_FIELD: FieldScore = {
  angleRmsDegrees: null,
  shareAbove22: null,
  shareAbove45: null,
  levelAccuracy: null,
};

/** An evaluation from the score of the cells and, where one was predicted, of the field. */
export function evaluationOf(
  source: CellSource,
  score: InstanceScore,
  field: FieldScore = NO_FIELD,
): Evaluation {
  return { ...source, ...score, ...field };
}
