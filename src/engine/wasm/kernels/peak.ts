import { fma } from "./fma";

/** Multiplications and additions in a round: 12 sums of 4 lanes. */
export const PEAK_FLOPS: u32 = 12 * 4 * 2;

/**
 * The arithmetic of a convolution's tile without its loads and stores: what a core can do at most. As many sums as
 * fit into the registers, so that a core need not wait for one of them; each depends on the last round, so that the
 * compiler can leave nothing out.
 */
export function peak(rounds: u32): f32 {
  const half = f32x4.splat(0.5);
  const one = f32x4.splat(1);
  let a = f32x4.splat(0);
  let b = f32x4.splat(1);
  let c = f32x4.splat(2);
  let d = f32x4.splat(3);
  let e = f32x4.splat(4);
  let f = f32x4.splat(5);
  let g = f32x4.splat(6);
  let h = f32x4.splat(7);
  let i = f32x4.splat(8);
  let j = f32x4.splat(9);
  let k = f32x4.splat(10);
  let l = f32x4.splat(11);
  for (let round: u32 = 0; round < rounds; round++) {
    a = fma(a, half, one);
    b = fma(b, half, one);
    c = fma(c, half, one);
    d = fma(d, half, one);
    e = fma(e, half, one);
    f = fma(f, half, one);
    g = fma(g, half, one);
    h = fma(h, half, one);
    i = fma(i, half, one);
    j = fma(j, half, one);
    k = fma(k, half, one);
    l = fma(l, half, one);
  }
  const sum = f32x4.add(
    f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h))),
    f32x4.add(f32x4.add(i, j), f32x4.add(k, l)),
  );
  return f32x4.extract_lane(sum, 0);
}
