import { MASK_CHANNEL, SHARED_CHANNELS, VECTOR_CHANNEL } from "./shared-layout.ts";
import { LEVELS } from "./watershed-net.ts";
import type { NumberArray } from "./weights.ts";

/** The three outputs of the shared network, each `[batch, row, column, channel]`. */
export interface SharedOutput {
  /** 16 logits per pixel. */
  readonly levels: NumberArray;
  /** Vectors of any length, shorter where the network is unsure. */
  readonly vectors: NumberArray;
  /** One logit per pixel. */
  readonly mask: NumberArray;
}

/** Splits the output of the shared network. Throws a RangeError if it has another number of channels. */
export function splitShared({ shape, data }: NumberArray): SharedOutput {
  const [batch, rows, columns, channels] = shape;
  if (channels !== SHARED_CHANNELS) {
    throw new RangeError(`an output of ${channels} channels is not that of the shared network`);
  }
  const part = (first: number, count: number): NumberArray => {
    const into = new Float32Array((data.length / channels) * count);
    for (let pixel = 0; pixel * channels < data.length; pixel++) {
      for (let channel = 0; channel < count; channel++) {
        into[pixel * count + channel] = data[pixel * channels + first + channel];
      }
    }
    return { shape: [batch, rows, columns, count], data: into };
  };
  return { levels: part(0, LEVELS), vectors: part(VECTOR_CHANNEL, 2), mask: part(MASK_CHANNEL, 1) };
}

/** The output whose parts these are, `[batch, row, column, channel]`. */
export function joinShared({ levels, vectors, mask }: SharedOutput): NumberArray {
  const [batch, rows, columns] = mask.shape;
  const data = new Float32Array(mask.data.length * SHARED_CHANNELS);
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    const to = pixel * SHARED_CHANNELS;
    data.set(levels.data.subarray(pixel * LEVELS, (pixel + 1) * LEVELS), to);
    data.set(vectors.data.subarray(2 * pixel, 2 * pixel + 2), to + VECTOR_CHANNEL);
    data[to + MASK_CHANNEL] = mask.data[pixel];
  }
  return { shape: [batch, rows, columns, SHARED_CHANNELS], data };
}
