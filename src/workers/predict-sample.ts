import { angleErrorPlane } from "../core/metrics/angle-error.ts";
import { likeliestLevel } from "../core/metrics/level-accuracy.ts";
import { joinVectors, splitVectors } from "../core/raster/vectors.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { Executor } from "../engine/executor.ts";
import { maskFromLogits } from "../engine/metric-sums.ts";
import type { NumberArray } from "../nets/weights.ts";
import type { ImageNetwork, Prediction } from "./train.protocol.ts";

/** The planes of a crop that the networks need; one value a pixel. */
export interface PredictableSample {
  readonly rows: number;
  readonly columns: number;
  /** The image as each network was trained on it. */
  readonly images: Readonly<Record<ImageNetwork, Float32Array>>;
  readonly mask: Float32Array;
  readonly uvec0: Float32Array;
  readonly uvec1: Float32Array;
  readonly valid: Float32Array;
  /** Which mask gates the Direction Net. */
  readonly gate: Gate;
}

/** Executors of the networks that shall predict; null for the others. */
export interface Predictors {
  readonly semantic: Executor | null;
  readonly direction: Executor | null;
  readonly energy: Executor | null;
  /** Direction and Watershed Net as one, in place of both. */
  readonly joint: Executor | null;
  /** Whether the Watershed Net is given what the Direction Net says, as after joint training. */
  readonly chained: boolean;
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/**
 * What the networks say about one crop. The Watershed Net is given the unit vectors that it was trained on: the true
 * ones or, chained, those of the Direction Net, which is given the mask that `gate` names, the true one while there is
 * no trained U-Net.
 */
export async function predictSample(sample: PredictableSample, predictors: Predictors): Promise<Prediction> {
  const { rows, columns } = sample;
  const shaped = (data: Float32Array, channels = 1): NumberArray => ({
    shape: [1, rows, columns, channels],
    data,
  });
  const logits = await predictors.semantic?.predict({ image: shaped(sample.images.semantic) });
  const predictedGate = sample.gate === "predicted" && logits ? maskFromLogits(logits.data) : null;
  const gated = {
    image: shaped(sample.images.direction),
    mask: shaped(predictedGate ?? sample.mask),
  };
  const field = await predictors.direction?.predict(gated);
  const [uvec0, uvec1] = field ? splitVectors(field.data) : [null, null];
  const scores = await (predictors.joint
    ? predictors.joint.predict(gated)
    : predictors.energy?.predict(
        predictors.chained && field
          ? { unit_vectors: field, mask: gated.mask }
          : { unit_vectors: shaped(joinVectors(sample.uvec0, sample.uvec1), 2), mask: shaped(sample.mask) },
      ));
  return {
    gate: predictedGate ? "predicted" : "true",
    mask: logits ? logits.data.map(sigmoid) : null,
    uvec0,
    uvec1,
    angleError:
      uvec0 && uvec1 ? angleErrorPlane(uvec0, uvec1, sample.uvec0, sample.uvec1, sample.valid) : null,
    level: scores ? likeliestLevel(scores.data, scores.shape[3]) : null,
  };
}
