import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../../nets/weights.ts";
import type { DeviceArray } from "../device/device-array.ts";

/**
 * A tensor of an array on the backend's own device, without a copy. The caller keeps ownership of the buffer,
 * which must outlive the tensor's operations. Call it within tf.tidy.
 */
export function deviceTensor({ buffer, offset, padded, shape }: DeviceArray): tf.Tensor {
  const whole = tf.tensor({ buffer, zeroCopy: true }, [buffer.size / Float32Array.BYTES_PER_ELEMENT]);
  const values = tf.reshape(tf.slice(whole, [offset], [sizeOf(padded)]), [...padded]);
  return tf.slice(
    values,
    padded.map(() => 0),
    [...shape],
  );
}
