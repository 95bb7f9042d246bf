import * as tf from "@tensorflow/tfjs-core";
import type { Parameter } from "../../nets/parameters.ts";
import { type NumberArray, sizeOf, type Weights, weightsOf } from "../../nets/weights.ts";

/**
 * Named arrays concatenated in one flat tensor. An update of the whole network then takes about a dozen
 * operations instead of a dozen per array; each operation has a high overhead on WebGPU.
 */
export class Arena {
  readonly #entries: readonly Parameter[];
  readonly #sizes: number[];
  readonly length: number;

  constructor(entries: readonly Parameter[]) {
    this.#entries = entries;
    this.#sizes = entries.map(({ shape }) => sizeOf(shape));
    this.length = this.#sizes.reduce((sum, size) => sum + size, 0);
  }

  get names(): readonly string[] {
    return this.#entries.map(({ name }) => name);
  }

  /** Throws a RangeError naming the array that is missing or has the wrong shape. */
  upload(weights: Weights): tf.Tensor1D {
    const values = new Float32Array(this.length);
    let offset = 0;
    this.#entries.forEach(({ name, shape }, index) => {
      const array = weightsOf(weights, { name, shape });
      values.set(array.data, offset);
      offset += this.#sizes[index];
    });
    return tf.tensor1d(values);
  }

  /** Tensors by name, in order. */
  split(flat: tf.Tensor1D): Record<string, tf.Tensor> {
    if (this.length === 0) return {};
    const parts = tf.split(flat, this.#sizes);
    return Object.fromEntries(
      this.#entries.map(({ name, shape }, index) => [name, tf.reshape(parts[index], [...shape])]),
    );
  }

  /** Inverse of `split`, for tensors in order. */
  join(tensors: readonly tf.Tensor[]): tf.Tensor1D {
    return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size]) as tf.Tensor1D));
  }

  /** Copies of flat values that were read back, by name. */
  arrays(values: Float32Array): Record<string, NumberArray> {
    let offset = 0;
    return Object.fromEntries(
      this.#entries.map(({ name, shape }, index) => {
        const data = values.slice(offset, offset + this.#sizes[index]);
        offset += this.#sizes[index];
        return [name, { shape, data }];
      }),
    );
  }
}
