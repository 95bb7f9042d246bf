import { likeliestLevel } from "../../core/metrics/level-accuracy.ts";
import { probableMask } from "../../core/raster/probable-mask.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { Executor } from "../executor.ts";
import { predictTurned } from "./predict-turned.ts";

/** A whole picture that the pipeline shall be run on; planes have one value a pixel. */
export interface FieldPicture {
  /** Sides are multiples of every network's stride, px. */
  readonly rows: number;
  readonly columns: number;
  /** The image as the U-Net and as the Direction Net were trained on it. */
  readonly images: { readonly semantic: Float32Array; readonly direction: Float32Array };
  /** The mask that gates the Direction Net, 1 in cells; null takes the mask that the U-Net predicts. */
  readonly gate: Float32Array | null;
}

/** What runs a network for prediction. */
type Predictor = Pick<Executor, "predict">;

/** The trained networks; null for the others. */
export interface FieldNetworks {
  readonly semantic: Predictor | null;
  readonly direction: Predictor | null;
  readonly energy: Predictor | null;
}

/** What the pipeline says of a picture; planes have one value a pixel. */
export interface PredictedField {
  /** Probability of cell, 0..1; null without a U-Net. */
  readonly probability: Float32Array | null;
  /** The mask that gated the Direction Net: 1 in cells. */
  readonly mask: Float32Array;
  /** Unit vectors `[pixel, component]`; null without a Direction Net. */
  readonly unitVectors: Float32Array | null;
  /** Depth level 0..15; null without Direction and Watershed Net. */
  readonly level: Float32Array | null;
}

function sigmoids({ shape, data }: NumberArray): NumberArray {
  return { shape, data: data.map((logit) => 1 / (1 + Math.exp(-logit))) };
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
 * Runs the pipeline: U-Net, Direction Net on the gated image, Watershed Net on what the Direction Net says. With
 * `turns` each network sees the eight turns of its input, and the next one is given the mean: of probabilities, of unit
 * vectors made unit again, of the levels' probabilities.
 * Throws a RangeError when the predicted mask is to gate and there is no U-Net.
 */
export async function predictField(
  picture: FieldPicture,
  networks: FieldNetworks,
  { turns }: { readonly turns: boolean },
): Promise<PredictedField> {
  const { rows, columns, images } = picture;
  const shaped = (data: Float32Array): NumberArray => ({ shape: [1, rows, columns, 1], data });
  const { semantic, direction, energy } = networks;
  const probability = semantic
    ? await predictTurned(
        (inputs) => semantic.predict(inputs),
        {
          inputs: { image: shaped(images.semantic) },
          vectorInputs: [],
          output: "values",
          averaged: sigmoids,
        },
        turns,
      )
    : null;
  const gate = picture.gate ?? (probability ? probableMask(probability.data) : null);
  if (!gate) throw new RangeError("the predicted mask needs a trained U-Net");
  const mask = shaped(gate);
  const vectors = direction
    ? toUnitLength(
        await predictTurned(
          (inputs) => direction.predict(inputs),
          {
            inputs: { image: shaped(images.direction), mask },
            vectorInputs: [],
            output: "vectors",
            averaged: asTheyAre,
          },
          turns,
        ),
      )
    : null;
  const levels =
    energy && vectors
      ? await predictTurned(
          (inputs) => energy.predict(inputs),
          {
            inputs: { unit_vectors: vectors, mask },
            vectorInputs: ["unit_vectors"],
            output: "values",
            averaged: softmax,
          },
          turns,
        )
      : null;
  return {
    probability: probability?.data ?? null,
    mask: gate,
    unitVectors: vectors?.data ?? null,
    level: levels ? likeliestLevel(levels.data, levels.shape[3]) : null,
  };
}
