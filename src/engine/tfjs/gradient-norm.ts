import * as tf from "@tensorflow/tfjs-core";
import { SMALLEST_MAGNITUDE } from "../optimisers/clip.ts";

/**
 * L2 norm of a flat gradient. All values are divided by the largest magnitude before they are squared: the square of
 * 1e25 is more than an f32 holds, that of 1e-25 is 0.
 */
export function gradientNorm(gradient: tf.Tensor1D): tf.Scalar {
  const magnitudes = tf.abs(gradient);
  const largest = tf.maximum(tf.max(magnitudes), SMALLEST_MAGNITUDE);
  return tf.mul(largest, tf.sqrt(tf.sum(tf.square(tf.div(magnitudes, largest)))));
}
