import type { AngleErrors } from "../metrics/angle-error.ts";
import type { InstanceScore } from "../metrics/instance-score.ts";
import type { Gate } from "../recipe/recipe.ts";
import type { Method } from "./parameters.ts";

/** Scores of the predicted field from which cells were found; null without a predicted field. */
export interface FieldScore extends Record<keyof AngleErrors, number | null> {
  /** Fraction of cell pixels with the correct depth level, 0..1. */
  readonly levelAccuracy: number | null;
}

/** Origin of the cells. */
export interface CellSource {
  /** Mask that gated the pipeline; null for imported label images. */
  readonly gate: Gate | null;
  readonly method: Method | null;
}

type MaskScore = "maskIou" | "maskDice";

/** Scores of cells; the scores of the mask are null if the ground-truth mask was used. */
export interface JudgedScore extends Omit<InstanceScore, MaskScore>, Record<MaskScore, number | null> {}

/** Scores of cells, with those of the connected components of the same mask. */
export interface ComparedScore extends JudgedScore {
  /** Scores of the mask alone (`componentBaseline`); null for the components themselves and for imported cells. */
  readonly components: JudgedScore | null;
}

/** All values of an evaluation, as in reports. */
export interface Evaluation extends CellSource, ComparedScore, FieldScore {}

/** Imported label images have no field, and a ground-truth field is correct by definition. */
const NO_FIELD: FieldScore = {
  angleRmsDegrees: null,
  fractionAbove22: null,
  fractionAbove45: null,
  levelAccuracy: null,
};

/** Scores without those of a ground-truth mask, which would compare the labels with themselves. */
function judged(score: InstanceScore, gate: Gate | null): JudgedScore {
  return gate === "true" ? { ...score, maskIou: null, maskDice: null } : score;
}

/** Scores of cells within a gate's mask, with those of the mask's connected components, if any. */
export function comparedScore(
  gate: Gate | null,
  score: InstanceScore,
  components: InstanceScore | null,
): ComparedScore {
  return { ...judged(score, gate), components: components && judged(components, gate) };
}

/**
 * An evaluation from the scores of the cells, of the connected components and of the field, if it was
 * predicted.
 */
export function evaluationOf(
  source: CellSource,
  score: InstanceScore,
  components: InstanceScore | null,
  field: FieldScore = NO_FIELD,
): Evaluation {
  return { ...source, ...comparedScore(source.gate, score, components), ...field };
}

/** Smallest visible difference: scores are written with three decimals. */
const VISIBLE = 0.0005;

/** True if a score is better than another by a visible difference. */
export function visiblyBetter(score: number, than: number): boolean {
  return score - than >= VISIBLE;
}

/**
 * True if the cells score no better than the connected components of the mask by Kaggle's mean: the networks
 * behind the method then add nothing to the mask. False without components for comparison.
 */
export function addsNothing({ kaggle, components }: Pick<ComparedScore, "kaggle" | "components">): boolean {
  return components !== null && !visiblyBetter(kaggle, components.kaggle);
}
