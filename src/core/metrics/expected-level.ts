/** Mean level per pixel over the probabilities `[pixel, channel]` of `channels` levels from 0. */
export function expectedLevel(probabilities: Float32Array, channels: number): Float32Array {
  return Float32Array.from({ length: probabilities.length / channels }, (_, pixel) => {
    let sum = 0;
    for (let level = 1; level < channels; level++) sum += level * probabilities[pixel * channels + level];
    return sum;
  });
}
