import * as tf from "@tensorflow/tfjs-core";
import { type DropoutKey, dropoutMask } from "../dropout-mask.ts";

/**
 * Dropout of `x` `[batch, row, column, channel]` with the mask that the compiled engine uses at this place.
 */
export function dropout(x: tf.Tensor4D, rate: number, place: DropoutKey): tf.Tensor4D {
  return tf.mul(x, tf.tensor4d(dropoutMask(x.shape, rate, place), x.shape));
}
