import { likeliestLevel } from "../../core/metrics/level-accuracy.ts";
import { cellMask } from "../../core/raster/cell-mask.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { Executor } from "../executor.ts";
import { predictTurned } from "./predict-turned.ts";

/** A whole image that the pipeline shall be run on; planes have one value per pixel. */
export interface FieldImage {
  /** Sides are multiples of every network's stride, px. */
  readonly rows: number;
  readonly columns: number;
  /** The image as the U-Net and as the Direction Net were trained on it. */
  readonly images: { readonly semantic: Float32Array; readonly direction: Float32Array };
  /** The mask that gates the Direction Net, 1 in cells; null takes the mask that the U-Net predicts. */
  readonly gate: Float32Array | null;
  /** What a Watershed Net is given that was trained on true vectors only; null gives it those of the Direction Net. */
  readonly truth: TrueVectors | null;
}

/** Unit vectors `[pixel, component]` of cells, and their mask, 1 in cells. */
export interface TrueVectors {
  readonly unitVectors: Float32Array;
  readonly mask: Float32Array;
}

/** What runs a network for prediction. */
type Predictor = Pick<Executor, "predict">;

/** The trained networks; null for the others. */
export interface FieldNetworks {
  readonly semantic: Predictor | null;
  readonly direction: Predictor | null;
  readonly energy: Predictor | null;
  /** Direction and Watershed Net as one, in place of both. */
  readonly joint: Predictor | null;
}

/** What the pipeline says of an image; planes have one value per pixel. */
export interface PredictedField {
  /** Probability of cell, 0..1; null without a U-Net. */
  readonly probability: Float32Array | null;
  /** The mask that gated the Direction Net: 1 in cells. */
  readonly mask: Float32Array;
  /** Unit vectors `[pixel, component]`; null without a Direction Net. */
  readonly unitVectors: Float32Array | null;
  /** Depth level 0..15; null without a Watershed Net or the vectors that it is given. */
  readonly level: Float32Array | null;
}

/** `2 p - 1` of logits. */
function scores({ shape, data }: NumberArray): NumberArray {
  return { shape, data: data.map((logit) => Math.tanh(logit / 2)) };
}

function softmax({ shape, data }: NumberArray): NumberArray {
  const channels = shape[shape.length - 1];
  const into = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += channels) {
    const scores = data.subarray(start, start + channels);
    const highest = Math.max(...scores);
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      into[start + channel] = Math.exp(scores[channel] - highest);
      sum += into[start + channel];
    }
    for (let channel = 0; channel < channels; channel++) into[start + channel] /= sum;
  }
  return { shape, data: into };
}

const asTheyAre = (output: NumberArray) => output;

/** Makes the mean of unit vectors unit vectors again; zero where they cancelled each other. */
function toUnitLength({ shape, data }: NumberArray): NumberArray {
  const into = new Float32Array(data.length);
  for (let place = 0; place < data.length; place += 2) {
    const length = Math.hypot(data[place], data[place + 1]);
    if (length === 0) continue;
    into[place] = data[place] / length;
    into[place + 1] = data[place + 1] / length;
  }
  return { shape, data: into };
}

/**
 * Runs the pipeline: U-Net, Direction Net on the gated image, Watershed Net on what the Direction Net says or on the
 * truth. With `turns` each network sees the eight turns of its input, and the next one is given the mean: of
 * probabilities, of unit vectors made unit again, of the levels' probabilities.
 * Throws a RangeError when the predicted mask is to gate and there is no U-Net.
 */
export async function predictField(
  pixels: FieldImage,
  networks: FieldNetworks,
  { turns }: { readonly turns: boolean },
): Promise<PredictedField> {
  const { rows, columns, images, truth } = pixels;
  const shaped = (data: Float32Array, channels = 1): NumberArray => ({
    shape: [1, rows, columns, channels],
    data,
  });
  const { semantic, direction, energy, joint } = networks;
  const cells = semantic
    ? await predictTurned(
        (inputs) => semantic.predict(inputs),
        {
          inputs: { image: shaped(images.semantic) },
          vectorInputs: [],
          output: "values",
          averaged: scores,
        },
        turns,
      )
    : null;
  const gate = pixels.gate ?? (cells ? cellMask(cells.data) : null);
  if (!gate) throw new RangeError("the predicted mask needs a trained U-Net");
  const mask = shaped(gate);
  const gated = { image: shaped(images.direction), mask };
  const vectors = direction
    ? toUnitLength(
        await predictTurned(
          (inputs) => direction.predict(inputs),
          {
            inputs: gated,
            vectorInputs: [],
            output: "vectors",
            averaged: asTheyAre,
          },
          turns,
        ),
      )
    : null;
  const given = truth
    ? { unit_vectors: shaped(truth.unitVectors, 2), mask: shaped(truth.mask) }
    : vectors && { unit_vectors: vectors, mask };
  const leveller = joint ?? energy;
  const levelInputs = joint ? gated : given;
  const levels =
    leveller && levelInputs
      ? await predictTurned(
          (inputs) => leveller.predict(inputs),
          {
            inputs: levelInputs,
            vectorInputs: ["unit_vectors"],
            output: "values",
            averaged: softmax,
          },
          turns,
        )
      : null;
  return {
    probability: cells?.data.map((score) => (1 + score) / 2) ?? null,
    mask: gate,
    unitVectors: vectors?.data ?? null,
    level: levels ? likeliestLevel(levels.data, levels.shape[3]) : null,
  };
}
