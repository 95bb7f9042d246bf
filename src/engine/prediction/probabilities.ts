import type { NumberArray } from "../../nets/weights.ts";

/** `2 p - 1` of logits. */
export function scores({ shape, data }: NumberArray): NumberArray {
  return { shape, data: data.map((logit) => Math.tanh(logit / 2)) };
}

/** Probabilities of the channels of each pixel from logits `[..., channel]`. */
export function softmax({ shape, data }: NumberArray): NumberArray {
  const channels = shape[shape.length - 1];
  const into = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += channels) {
    const scores = data.subarray(start, start + channels);
    const highest = Math.max(...scores);
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      into[start + channel] = Math.exp(scores[channel] - highest);
      sum += into[start + channel];
    }
    for (let channel = 0; channel < channels; channel++) into[start + channel] /= sum;
  }
  return { shape, data: into };
}
