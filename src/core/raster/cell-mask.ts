/**
 * Binary mask of cell scores, of the same shape: 1 where a score is above 0, else 0. A score is a logit, or
 * `2 p - 1` of a probability p; the threshold is p > 0.5. In 32 bits, p itself does not resolve logits close
 * to 0.
 */
export function cellMask(scores: Float32Array): Float32Array {
  return scores.map((score) => (score > 0 ? 1 : 0));
}
