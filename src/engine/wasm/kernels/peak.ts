import { fma } from "./fma";

/** Multiplications and additions in a round: 8 sums of 4 lanes. */
export const PEAK_FLOPS: u32 = 8 * 4 * 2;

/**
 * The arithmetic of a convolution's tile without its loads and stores: what a core can do at most. The sums and
 * their factors fill the registers; the changed signs keep the compiler from moving products out of the loop.
 */
export function peak(rounds: u32): f32 {
  let x = f32x4.splat(1);
  let y = f32x4.splat(2);
  const a = f32x4.splat(0.5);
  const b = f32x4.splat(0.25);
  const c = f32x4.splat(0.125);
  const d = f32x4.splat(0.0625);
  let xa = f32x4.splat(0);
  let xb = xa;
  let xc = xa;
  let xd = xa;
  let ya = xa;
  let yb = xa;
  let yc = xa;
  let yd = xa;
  for (let round: u32 = 0; round < rounds; round++) {
    xa = fma(x, a, xa);
    xb = fma(x, b, xb);
    xc = fma(x, c, xc);
    xd = fma(x, d, xd);
    ya = fma(y, a, ya);
    yb = fma(y, b, yb);
    yc = fma(y, c, yc);
    yd = fma(y, d, yd);
    x = f32x4.neg(x);
    y = f32x4.neg(y);
  }
  const sum = f32x4.add(
    f32x4.add(f32x4.add(xa, xb), f32x4.add(xc, xd)),
    f32x4.add(f32x4.add(ya, yb), f32x4.add(yc, yd)),
  );
  return f32x4.extract_lane(sum, 0);
}
