import { NO_VALUE } from "../../controls/no-value.ts";

/** A value with the decimals of its column; a dash if it is unknown. */
export function formatMeasurement(value: number | null, decimals: number): string {
  return value?.toFixed(decimals) ?? NO_VALUE;
}
