import * as tf from "@tensorflow/tfjs-core";
import { interpolationMatrix } from "./interpolation-matrix.ts";

/**
 * Nearest-neighbour upsampling: repeats each pixel of `x` `[batch, row, column, channel]` in a block of
 * factor x factor. The gradient, the sum over each block, is explicit because that of tfjs is wrong on its
 * CPU backend.
 */
export function upsampleNearest(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  const [, rows, columns] = x.shape;
  return tf.customGrad((input) => ({
    value: tf.image.resizeNearestNeighbor(input as tf.Tensor4D, [rows * factor, columns * factor]),
    gradFunc: (dy) => tf.mul(tf.avgPool(dy as tf.Tensor4D, factor, factor, "valid"), factor * factor),
  }))(x) as tf.Tensor4D;
}

/**
 * Bilinear upsampling of `x` `[batch, row, column, channel]` with half-pixel centres and clamped edges. The
 * gradient is explicit because that of tfjs is wrong on WebGPU and throws on the CPU for non-square images.
 * Interpolation is linear along each axis, and the gradient is two products with the transposed matrices.
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
