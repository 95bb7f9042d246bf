/**
 * Whether the module is compiled with relaxed SIMD: it then may round once instead of twice, as the processor
 * does, and is not for engines without relaxed SIMD.
 */
export const RELAXED: bool = ASC_FEATURE_RELAXED_SIMD;

/** a * b + c. */
// @inline
export function fma(a: v128, b: v128, c: v128): v128 {
  return RELAXED ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}
