import * as tf from "@tensorflow/tfjs-core";
import { type DropoutKey, dropoutMask } from "../dropout-mask.ts";

/**
 * Dropout of `x` `[batch, row, column, channel]` with the mask that the compiled engine uses with this key.
 */
export function dropout(x: tf.Tensor4D, rate: number, key: DropoutKey): tf.Tensor4D {
  return tf.mul(x, tf.tensor4d(dropoutMask(x.shape, rate, key), x.shape));
}
