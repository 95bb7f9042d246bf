import { zero } from "./vectors";

/**
 * Epilogue of a gradient kernel: stores `value` at `target`. `accumulate` adds to the gradient already stored
 * by other readers of the same values; `masked` then sets the sum to 0 where the ReLU output at `mask` is 0.
 */
// @inline
export function storeGradient(value: v128, target: usize, accumulate: bool, masked: bool, mask: usize): void {
  if (accumulate) value = f32x4.add(v128.load(target), value);
  if (masked) value = v128.and(value, f32x4.gt(v128.load(mask), zero()));
  v128.store(target, value);
}
