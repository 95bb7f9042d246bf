const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);

/** Exponent bits of a half that are all set: infinity and not a number. */
const HALF_INFINITY = 0x7c00;
/** Value of the last place of a subnormal half. */
const SMALLEST_HALF = 2 ** -24;

/** Rounds a non-negative number to the nearest whole one, and halves to the even one, as IEEE 754 does. */
function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/**
 * The 16 bits of the half-precision number (IEEE 754 binary16) nearest to a float32. Numbers beyond 65504 become
 * infinite; those below 2^-14 lose precision.
 */
export function toHalf(value: number): number {
  FLOAT[0] = value;
  const sign = (BITS[0] >>> 16) & 0x8000;
  const magnitude = Math.abs(FLOAT[0]);
  if (Number.isNaN(magnitude)) return sign | 0x7e00;
  if (magnitude >= 65520) return sign | HALF_INFINITY;
  if (magnitude < 2 ** -14) return sign | roundToEven(magnitude / SMALLEST_HALF);
  const exponent = ((BITS[0] >>> 23) & 0xff) - 127;
  // A mantissa that is rounded up to 2 carries into the exponent by itself.
  return sign | (((exponent + 15) << 10) + roundToEven((magnitude / 2 ** exponent - 1) * 1024));
}

/** The value of 16 bits as a half-precision number (IEEE 754 binary16); exact in float32. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * mantissa * SMALLEST_HALF;
  return sign * 2 ** (exponent - 15) * (1 + mantissa / 1024);
}
