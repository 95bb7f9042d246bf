import * as tf from "@tensorflow/tfjs-core";
import { interpolationMatrix } from "./interpolation-matrix.ts";

/**
 * Repeats each pixel of `x` `[batch, row, column, channel]` in a block of factor x factor.
 * The gradient is written by hand because tfjs's own is wrong on its CPU backend: the sum over each block.
 */
export function upsampleNearest(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  const [, rows, columns] = x.shape;
  return tf.customGrad((input) => ({
    value: tf.image.resizeNearestNeighbor(input as tf.Tensor4D, [rows * factor, columns * factor]),
    gradFunc: (dy) => tf.mul(tf.avgPool(dy as tf.Tensor4D, factor, factor, "valid"), factor * factor),
  }))(x) as tf.Tensor4D;
}

/**
 * Bilinear enlargement of `x` `[batch, row, column, channel]` with half-pixel centres and clamped edges.
 * The gradient is written by hand because tfjs's own is wrong on WebGPU and throws on the CPU for images that
 * are not square: both axes are linear maps, so it is two products with their transposed matrices.
 */
export function upsampleBilinear(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  const [batch, rows, columns, channels] = x.shape;
  const [outRows, outColumns] = [rows * factor, columns * factor];
  return tf.customGrad((input) => ({
    value: tf.image.resizeBilinear(input as tf.Tensor4D, [outRows, outColumns], false, true),
    gradFunc: (dy) => {
      const overRows = tf.matMul(
        tf.tensor3d(interpolationMatrix(rows, factor), [1, outRows, rows]),
        tf.reshape(dy, [batch, outRows, outColumns * channels]),
        true,
      );
      const overColumns = tf.matMul(
        tf.tensor3d(interpolationMatrix(columns, factor), [1, outColumns, columns]),
        tf.reshape(overRows, [batch * rows, outColumns, channels]),
        true,
      );
      return tf.reshape(overColumns, [batch, rows, columns, channels]);
    },
  }))(x) as tf.Tensor4D;
}
