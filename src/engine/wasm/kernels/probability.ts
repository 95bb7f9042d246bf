/** Sigmoid of a logit from `small` = exp(-|logit|), which does not overflow. */
// @inline
export function probability(logit: f32, small: f32): f32 {
  return (logit >= 0 ? <f32>1 : small) / (1 + small);
}
