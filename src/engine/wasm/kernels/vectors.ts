/** Bytes of one vector of four f32. */
export const VECTOR_BYTES: usize = 16;

// @inline
export function zero(): v128 {
  return f32x4.splat(0);
}

/** Sum of the four components. */
// @inline
export function sumOf(a: v128): f32 {
  return (
    f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
  );
}

/** Largest of the four components; NaN if one is NaN. */
// @inline
export function largestOf(a: v128): f32 {
  return max(
    max(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1)),
    max(f32x4.extract_lane(a, 2), f32x4.extract_lane(a, 3)),
  );
}

/** a where the mask is set, else 0. */
// @inline
export function where(mask: v128, a: v128): v128 {
  return v128.and(a, mask);
}
