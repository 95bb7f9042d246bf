import * as tf from "@tensorflow/tfjs-core";
import { SMALLEST_MAGNITUDE } from "../optimisers/clip.ts";

/**
 * L2 norm of a flat gradient. Values are divided by the largest magnitude before squaring: in f32 the square
 * of 1e25 overflows, and that of 1e-25 underflows to 0.
 */
export function gradientNorm(gradient: tf.Tensor1D): tf.Scalar {
  const magnitudes = tf.abs(gradient);
  const largest = tf.maximum(tf.max(magnitudes), SMALLEST_MAGNITUDE);
  return tf.mul(largest, tf.sqrt(tf.sum(tf.square(tf.div(magnitudes, largest)))));
}
