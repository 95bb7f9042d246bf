import { expectedLevel } from "../../core/metrics/expected-level.ts";
import { likeliestLevel } from "../../core/metrics/level-accuracy.ts";
import { cellMask } from "../../core/raster/cell-mask.ts";
import { VECTOR_CHANNEL } from "../../nets/shared-layout.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { Executor } from "../executor.ts";
import { sharedImage } from "../shared-arrays.ts";
import { toUnitLength } from "../to-unit-length.ts";
import { predictAugmented } from "./predict-augmented.ts";
import { scores, softmax } from "./probabilities.ts";
import { averagedShared, fieldsOfAveraged } from "./shared-fields.ts";

/** A whole image as input of the pipeline; planes have one value per pixel. */
export interface FieldImage {
  /** Side lengths in px, multiples of every network's stride. */
  readonly rows: number;
  readonly columns: number;
  /** The image as preprocessed for the U-Net, for the Direction Net, and for the network with three heads. */
  readonly images: Readonly<Record<"semantic" | "direction" | "shared", Float32Array>>;
  /** The mask that gates the Direction Net, 1 in cells; null selects the mask predicted by the U-Net. */
  readonly gate: Float32Array | null;
  /**
   * Input of a Watershed Net that was trained on ground-truth vectors only; null selects the output of the
   * Direction Net.
   */
  readonly truth: TrueVectors | null;
}

/** Unit vectors `[pixel, component]` of cells, and their mask, 1 in cells. */
export interface TrueVectors {
  readonly unitVectors: Float32Array;
  readonly mask: Float32Array;
}

/** Runs a network in prediction mode. */
type Predictor = Pick<Executor, "predict">;

/** The trained networks; null for networks that are not available. */
export interface FieldNetworks {
  readonly semantic: Predictor | null;
  readonly direction: Predictor | null;
  readonly energy: Predictor | null;
  /** Direction and Watershed Net as one network, in place of both. */
  readonly joint: Predictor | null;
  /** One network in place of all others, with the settings of its input. */
  readonly shared: { readonly network: Predictor; readonly logChannel: boolean } | null;
}

/** No network at all, to be filled with those that are trained. */
export const NO_NETWORKS: FieldNetworks = {
  semantic: null,
  direction: null,
  energy: null,
  joint: null,
  shared: null,
};

/** Output of the pipeline for an image; planes have one value per pixel. */
export interface PredictedField {
  /** Probability of cell, 0..1; null without a U-Net. */
  readonly probability: Float32Array | null;
  /** The mask that gated the Direction Net: 1 in cells. */
  readonly mask: Float32Array;
  /**
   * Unit vectors `[pixel, component]`; null without a Direction Net. Those of the shared network are shorter where it
   * is unsure.
   */
  readonly unitVectors: Float32Array | null;
  /** Depth level 0..15; null without a Watershed Net or without its input vectors. */
  readonly level: Float32Array | null;
  /**
   * Mean of the levels over their probabilities, 0..15; null like `level`. 0 outside the mask that gated the networks;
   * the shared network is not gated.
   */
  readonly expectedLevel: Float32Array | null;
}

/** Expected levels of probabilities; 0 outside the mask, where a gated network gives all levels alike. */
function expectedWithin(levels: NumberArray, mask: NumberArray): Float32Array {
  return expectedLevel(levels.data, levels.shape[3]).map((level, pixel) => level * mask.data[pixel]);
}

const identity = (output: NumberArray) => output;

/** The field of the shared network, of which only a given mask is not predicted. */
async function predictShared(
  { rows, columns, images, gate }: FieldImage,
  { network, logChannel }: NonNullable<FieldNetworks["shared"]>,
  testTimeAugmentation: boolean,
): Promise<PredictedField> {
  const output = await predictAugmented(
    (inputs) => network.predict(inputs),
    {
      inputs: { image: sharedImage(images.shared, [1, rows, columns], { logChannel }) },
      vectorInputs: [],
      output: { vectorsAt: VECTOR_CHANNEL },
      averaged: averagedShared,
    },
    testTimeAugmentation,
  );
  const { mask, ...field } = fieldsOfAveraged(output);
  return { ...field, mask: gate ?? mask };
}

/**
 * Runs the pipeline: U-Net, Direction Net on the gated image, Watershed Net on predicted or ground-truth
 * vectors. With `testTimeAugmentation`, each network sees all eight rotations and mirror images of its input and passes on
 * the mean: of probabilities, of unit vectors (renormalised), of level probabilities.
 * Throws a RangeError if the predicted mask is required as gate and there is no U-Net.
 */
export async function predictField(
  pixels: FieldImage,
  networks: FieldNetworks,
  { testTimeAugmentation }: { readonly testTimeAugmentation: boolean },
): Promise<PredictedField> {
  const { rows, columns, images, truth } = pixels;
  const shaped = (data: Float32Array, channels = 1): NumberArray => ({
    shape: [1, rows, columns, channels],
    data,
  });
  const { semantic, direction, energy, joint, shared } = networks;
  if (shared) return predictShared(pixels, shared, testTimeAugmentation);
  const cells = semantic
    ? await predictAugmented(
        (inputs) => semantic.predict(inputs),
        {
          inputs: { image: shaped(images.semantic) },
          vectorInputs: [],
          output: "values",
          averaged: scores,
        },
        testTimeAugmentation,
      )
    : null;
  const gate = pixels.gate ?? (cells ? cellMask(cells.data) : null);
  if (!gate) throw new RangeError("the predicted mask needs a trained U-Net");
  const mask = shaped(gate);
  const gated = { image: shaped(images.direction), mask };
  const vectors = direction
    ? toUnitLength(
        await predictAugmented(
          (inputs) => direction.predict(inputs),
          {
            inputs: gated,
            vectorInputs: [],
            output: "vectors",
            averaged: testTimeAugmentation ? toUnitLength : identity,
          },
          testTimeAugmentation,
        ),
      )
    : null;
  const given = truth
    ? { unit_vectors: shaped(truth.unitVectors, 2), mask: shaped(truth.mask) }
    : vectors && { unit_vectors: vectors, mask };
  const levelNetwork = joint ?? energy;
  const levelInputs = joint ? gated : given;
  const levels =
    levelNetwork && levelInputs
      ? await predictAugmented(
          (inputs) => levelNetwork.predict(inputs),
          {
            inputs: levelInputs,
            vectorInputs: ["unit_vectors"],
            output: "values",
            averaged: softmax,
          },
          testTimeAugmentation,
        )
      : null;
  return {
    probability: cells?.data.map((score) => (1 + score) / 2) ?? null,
    mask: gate,
    unitVectors: vectors?.data ?? null,
    level: levels ? likeliestLevel(levels.data, levels.shape[3]) : null,
    expectedLevel: levels && levelInputs ? expectedWithin(levels, levelInputs.mask) : null,
  };
}
