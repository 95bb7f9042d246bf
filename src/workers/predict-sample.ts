import { angleErrorPlane } from "../core/metrics/angle-error.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import { type FieldNetworks, predictField } from "../engine/prediction/predict-field.ts";
import { unitLength, vectorLengths } from "../engine/to-unit-length.ts";
import type { PredictableSample, Prediction } from "./train.protocol.ts";

/** Executors of the networks that predict; null for the others. */
export interface Predictors extends FieldNetworks {
  /** Whether the input of the Watershed Net is the output of the Direction Net, as after joint training. */
  readonly chained: boolean;
}

/**
 * Predictions of the networks for one crop. The input of the Watershed Net is the unit vectors that it was
 * trained on: the ground truth or, if chained, the output of the Direction Net. The Direction Net is gated by
 * the mask that `gate` names, or by the ground-truth mask if there is no trained U-Net. The shared network takes the
 * place of all three and is not gated.
 */
export async function predictSample(
  sample: Omit<PredictableSample, "pipeline">,
  { chained, ...networks }: Predictors,
): Promise<Prediction> {
  const { rows, columns, images, mask, unitVectors, valid } = sample;
  const gate: Gate = networks.semantic || networks.shared ? sample.gate : "true";
  const truth = chained && networks.direction ? null : { unitVectors, mask };
  const pixels = { rows, columns, images, gate: gate === "true" ? mask : null, truth };
  const field = await predictField(pixels, networks, { testTimeAugmentation: false });
  const vectors = field.unitVectors && unitLength(field.unitVectors);
  return {
    gate,
    gateMask: field.mask,
    mask: field.probability,
    unitVectors: vectors,
    confidence: networks.shared && field.unitVectors ? vectorLengths(field.unitVectors) : null,
    angleError: vectors && angleErrorPlane(vectors, unitVectors, valid),
    level: field.level,
  };
}
