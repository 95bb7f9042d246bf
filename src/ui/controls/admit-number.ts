import { formatNumber, parseNumber, type TypedNumber } from "./parse-number.ts";

/** Limits of a number field. */
export interface NumberLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Only multiples of this value; 1 for integers. */
  readonly multipleOf?: number | undefined;
  /** Unit of the number, e.g. `px`. */
  readonly unit?: string | undefined;
  /** Why a number within the limits is rejected nevertheless, without a full stop; null if it is accepted. */
  readonly validate?: ((value: number) => string | null) | undefined;
}

/** Decimal digits that steps are rounded to, which makes 0.1 + 0.2 equal 0.3. */
const STEP_DIGITS = 12;

function withUnit(value: number, unit: string | undefined): string {
  if (!unit) return formatNumber(value);
  return unit === "°" ? `${formatNumber(value)}°` : `${formatNumber(value)} ${unit}`;
}

/** Why a number is rejected, without a full stop; null if it is accepted. */
export function limitProblem(value: number, limits: NumberLimits): string | null {
  const { min, max, multipleOf, unit, validate } = limits;
  if (max !== undefined && value > max)
    return `${withUnit(value, unit)} is too large: the largest is ${withUnit(max, unit)}`;
  if (min !== undefined && value < min)
    return `${withUnit(value, unit)} is too small: the smallest is ${withUnit(min, unit)}`;
  if (multipleOf !== undefined && value % multipleOf !== 0) {
    const below = Math.floor(value / multipleOf) * multipleOf;
    return multipleOf === 1
      ? `${withUnit(value, unit)} is not a whole number`
      : `${withUnit(value, unit)} is not a multiple of ${multipleOf}, but ${below} and ${below + multipleOf} are`;
  }
  return validate?.(value) ?? null;
}

/** Parses text typed into a field with these limits. Nothing is rounded or moved into the range. */
export function admitNumber(text: string, limits: NumberLimits): TypedNumber {
  const read = parseNumber(text, limits.unit);
  if ("problem" in read) return read;
  const problem = limitProblem(read.value, limits);
  return problem === null ? read : { problem };
}

/** The number after a few steps, clamped to the range. */
export function steppedNumber(from: number, by: number, { min, max, multipleOf = 0 }: NumberLimits): number {
  const exact = Number((from + by).toPrecision(STEP_DIGITS));
  const snapped = multipleOf ? Math.round(exact / multipleOf) * multipleOf : exact;
  return Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min ?? Number.NEGATIVE_INFINITY, snapped));
}
