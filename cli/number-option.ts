import { UsageError } from "./command.ts";

/** The integer from `low` to `high` given by `--name`; null if the option is absent. Throws a UsageError. */
export function wholeNumber(
  name: string,
  text: string | undefined,
  low: number,
  high: number,
): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < low || value > high) {
    throw new UsageError(`--${name} must be a whole number from ${low} to ${high}, but it is "${text}".`);
  }
  return value;
}
