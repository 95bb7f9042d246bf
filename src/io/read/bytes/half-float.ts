const EXPONENT_BITS = 0x1f;
const FRACTION = 2 ** 10;
const MIN_EXPONENT = -14;
const BIAS = 15;

/** The value of 16 bits as a half-precision float (IEEE 754 binary16). */
export function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & EXPONENT_BITS;
  const fraction = (bits & (FRACTION - 1)) / FRACTION;
  if (exponent === EXPONENT_BITS) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0
    ? sign * fraction * 2 ** MIN_EXPONENT
    : sign * (1 + fraction) * 2 ** (exponent - BIAS);
}
