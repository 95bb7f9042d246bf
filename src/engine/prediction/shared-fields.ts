import { expectedLevel } from "../../core/metrics/expected-level.ts";
import { likeliestLevel } from "../../core/metrics/level-accuracy.ts";
import { cellMask } from "../../core/raster/cell-mask.ts";
import { joinShared, splitShared } from "../../nets/shared-output.ts";
import type { NumberArray } from "../../nets/weights.ts";
import { scores, softmax } from "./probabilities.ts";

/** What the shared network predicts; planes have one value per pixel. */
export interface SharedFields {
  /** Probability of cell, 0..1. */
  readonly probability: Float32Array;
  /** 1 where that is above 1/2, else 0. */
  readonly mask: Float32Array;
  /** `[pixel, component]`, of any length, shorter where the network is unsure. */
  readonly unitVectors: Float32Array;
  /** The likeliest level, 0..15. */
  readonly level: Float32Array;
  /** Mean of the levels over their probabilities, 0..15. */
  readonly expectedLevel: Float32Array;
}

/** Output of the shared network as values that can be averaged: level probabilities, vectors, `2 p - 1` of the mask. */
export function averagedShared(output: NumberArray): NumberArray {
  const { levels, vectors, mask } = splitShared(output);
  return joinShared({ levels: softmax(levels), vectors, mask: scores(mask) });
}

/** The fields of such averaged values. */
export function fieldsOfAveraged(averaged: NumberArray): SharedFields {
  const { levels, vectors, mask } = splitShared(averaged);
  return {
    probability: mask.data.map((score) => (1 + score) / 2),
    mask: cellMask(mask.data),
    unitVectors: vectors.data,
    level: likeliestLevel(levels.data, levels.shape[3]),
    expectedLevel: expectedLevel(levels.data, levels.shape[3]),
  };
}

/** The fields of an output of the shared network. */
export function sharedFields(output: NumberArray): SharedFields {
  return fieldsOfAveraged(averagedShared(output));
}
