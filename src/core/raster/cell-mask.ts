/**
 * The mask that scores of being cell come to, of the same shape: 1 where a score is above 0, else 0. A score is a logit
 * or `2 p - 1` of a probability p, so this is p > 0.5; p itself in 32 bits does not tell logits apart that are next to 0.
 */
export function cellMask(scores: Float32Array): Float32Array {
  return scores.map((score) => (score > 0 ? 1 : 0));
}
