import type { AngleErrors } from "../metrics/angle-error.ts";
import type { InstanceScore } from "../metrics/instance-score.ts";
import type { Gate } from "../recipe/recipe.ts";
import type { Method } from "./parameters.ts";

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

type MaskScore = "maskIou" | "maskDice";

/** A score of cells; the numbers of the mask are null where the mask was the true one and not found. */
export interface JudgedScore extends Omit<InstanceScore, MaskScore>, Record<MaskScore, number | null> {}

/** A score of cells beside that of the connected components of the same mask. */
export interface ComparedScore extends JudgedScore {
  /** What the mask alone gives (`plainPieces`); null for the pieces themselves and for cells from elsewhere. */
  readonly pieces: JudgedScore | null;
}

/** Every number of an evaluation, as it stands in reports. */
export interface Evaluation extends CellSource, ComparedScore, FieldScore {}

/** Of label images alone there is no field to judge, and a true one is right by definition. */
const NO_FIELD: FieldScore = {
  angleRmsDegrees: null,
  shareAbove22: null,
  shareAbove45: null,
  levelAccuracy: null,
};

/** A score without the numbers of the mask where that was given: they would judge the labels by themselves. */
function judged(score: InstanceScore, gate: Gate | null): JudgedScore {
  return gate === "true" ? { ...score, maskIou: null, maskDice: null } : score;
}

/** The score of cells that a gate's mask holds, beside that of the connected components of the mask where there is one. */
export function comparedScore(
  gate: Gate | null,
  score: InstanceScore,
  pieces: InstanceScore | null,
): ComparedScore {
  return { ...judged(score, gate), pieces: pieces && judged(pieces, gate) };
}

/** An evaluation from the scores of the cells and of the connected components and, where one was predicted, of the field. */
export function evaluationOf(
  source: CellSource,
  score: InstanceScore,
  pieces: InstanceScore | null,
  field: FieldScore = NO_FIELD,
): Evaluation {
  return { ...source, ...comparedScore(source.gate, score, pieces), ...field };
}

/** Scores that do not differ in three decimals, as they are written, are equal. */
const VISIBLE = 0.0005;

/** Whether a score is better than another by as much as is written. */
export function visiblyBetter(score: number, than: number): boolean {
  return score - than >= VISIBLE;
}

/**
 * Whether the cells are no better than these
  components of the mask by Kaggle's mean: the networks behind the method
 * then add nothing to the mask. False where there are no pieces to compare with.
 */
export function addsNothing({ kaggle, pieces }: Pick<ComparedScore, "kaggle" | "pieces">): boolean {
  return pieces !== null && !visiblyBetter(kaggle, pieces.kaggle);
}
