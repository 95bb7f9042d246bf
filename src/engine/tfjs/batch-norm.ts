import * as tf from "@tensorflow/tfjs-core";
import { NORM_EPSILON } from "../../nets/graph.ts";

const PIXEL_AXES = [0, 1, 2];

/** Mean and biased variance of a batch, `[channel]`. */
export interface BatchStatistics {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
  /** Number of values that each statistic is computed over. */
  readonly pixels: number;
}

/**
 * Batch normalisation with batch statistics (Ioffe & Szegedy 2015). `x` is `[batch, row, column, channel]`.
 * `keep` receives the statistics and owns the tensors that it does not dispose of. The gradient is the closed
 * form: with n pixels per channel and normalised values y,
 *
 *     dx = weight / sqrt(variance + NORM_EPSILON) * (dy - mean(dy) - y mean(dy y))
 *
 * which takes a third of the operations of autodiff through mean and variance.
 */
export function batchNormTraining(
  x: tf.Tensor4D,
  weight: tf.Tensor1D,
  bias: tf.Tensor1D,
  keep: (statistics: BatchStatistics) => void,
): tf.Tensor4D {
  return tf.customGrad((input, scale, shift, save) => {
    const values = input as tf.Tensor4D;
    const [batch, rows, columns] = values.shape;
    const pixels = batch * rows * columns;
    const mean = tf.mean(values, PIXEL_AXES) as tf.Tensor1D;
    const centred = tf.sub(values, mean);
    const variance = tf.mean(tf.square(centred), PIXEL_AXES) as tf.Tensor1D;
    const inverse = tf.rsqrt(tf.add(variance, NORM_EPSILON));
    const normalised = tf.mul(centred, inverse);
    keep({ mean, variance, pixels });
    (save as tf.GradSaveFunc)([normalised, tf.mul(inverse, scale as tf.Tensor)]);
    return {
      value: tf.add(tf.mul(normalised, scale as tf.Tensor), shift as tf.Tensor),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [y, slope] = saved;
        const shiftGradient = tf.sum(dy, PIXEL_AXES);
        const scaleGradient = tf.sum(tf.mul(dy, y), PIXEL_AXES);
        const along = tf.mul(y, tf.div(scaleGradient, pixels));
        const dx = tf.mul(tf.sub(tf.sub(dy, tf.div(shiftGradient, pixels)), along), slope);
        return [dx, scaleGradient, shiftGradient];
      },
    };
  })(x, weight, bias) as tf.Tensor4D;
}
