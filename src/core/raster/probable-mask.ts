/** Above this probability a pixel counts as cell. */
const CELL_PROBABILITY = 0.5;

/** The mask that probabilities of being cell come to, of the same shape: 1 in cells, 0 elsewhere. */
export function probableMask(probability: Float32Array): Float32Array {
  return probability.map((cell) => (cell > CELL_PROBABILITY ? 1 : 0));
}
