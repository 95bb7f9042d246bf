import { DEGREES } from "../../core/metrics/angle-error.ts";
import { NO_VALUE } from "../controls/no-value.ts";

/** Angle, clockwise from the column axis (right) as seen on the screen; a dash if there is no direction. */
export function describeDirection(component0: number, component1: number): string {
  if (component0 === 0 && component1 === 0) return NO_VALUE;
  const degrees = Math.round(Math.atan2(component0, component1) * DEGREES);
  return `${degrees < 0 ? "−" : ""}${Math.abs(degrees)}°`;
}
