/**
 * Whether the module is compiled with relaxed SIMD, which it then requires: products and sums may be fused.
 */
export const RELAXED: bool = ASC_FEATURE_RELAXED_SIMD;

/** a * b + c. */
// @inline
export function fma(a: v128, b: v128, c: v128): v128 {
  return RELAXED ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b. */
// @inline
export function fnma(a: v128, b: v128, c: v128): v128 {
  return RELAXED ? f32x4.relaxed_nmadd(a, b, c) : f32x4.sub(c, f32x4.mul(a, b));
}
