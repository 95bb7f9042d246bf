import { angleErrorPlane } from "../core/metrics/angle-error.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import { type FieldNetworks, predictField } from "../engine/prediction/predict-field.ts";
import type { PredictableSample, Prediction } from "./train.protocol.ts";

/** Executors of the networks that shall predict; null for the others. */
export interface Predictors extends FieldNetworks {
  /** Whether the Watershed Net is given what the Direction Net says, as after joint training. */
  readonly chained: boolean;
}

/**
 * What the networks say about one crop. The Watershed Net is given the unit vectors that it was trained on: the true
 * ones or, chained, those of the Direction Net, which is given the mask that `gate` names, the true one while there is
 * no trained U-Net.
 */
export async function predictSample(
  sample: PredictableSample,
  { chained, ...networks }: Predictors,
): Promise<Prediction> {
  const { rows, columns, images, mask, unitVectors, valid } = sample;
  const gate: Gate = networks.semantic ? sample.gate : "true";
  const truth = chained && networks.direction ? null : { unitVectors, mask };
  const pixels = { rows, columns, images, gate: gate === "true" ? mask : null, truth };
  const field = await predictField(pixels, networks, { turns: false });
  return {
    gate,
    gateMask: field.mask,
    mask: field.probability,
    unitVectors: field.unitVectors,
    angleError: field.unitVectors && angleErrorPlane(field.unitVectors, unitVectors, valid),
    level: field.level,
  };
}
