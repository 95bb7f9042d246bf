import type { FieldPlane } from "../canvas/appearance.ts";
import type { PanelContent } from "./panel-content.ts";

const DIGITS = 3;

const formatValue = (value: number) => String(Number(value.toPrecision(DIGITS)));

/** Minimum, maximum and mean where the mask, if there is one, is not 0; null if it is 0 everywhere. */
function factsOf({ data }: FieldPlane, mask: FieldPlane | undefined) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (mask && mask.data[pixel] === 0) continue;
    const value = data[pixel];
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : { low, high, mean: sum / count };
}

/** Description of a panel in one sentence, for users who cannot see it. */
export function describePanel({ name, meaning, planes, appearance, unit }: PanelContent): string {
  const [first] = planes;
  const size = `${first.columns} by ${first.rows} pixels`;
  const facts = appearance.map === "direction" ? null : factsOf(first, appearance.mask);
  if (!facts) return `${name}, ${meaning}, ${size}.`;
  const where = appearance.mask ? " inside cells" : "";
  const inUnit = unit === "" ? "" : ` ${unit}`;
  return `${name}, ${meaning}, ${size}; from ${formatValue(facts.low)} to ${formatValue(facts.high)}${inUnit}, mean ${formatValue(facts.mean)}${where}.`;
}
