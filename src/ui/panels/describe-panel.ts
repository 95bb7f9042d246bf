import type { FieldPlane } from "../canvas/appearance.ts";
import type { ImageSize } from "../canvas/viewport.ts";
import type { LayerContent } from "./layer-content.ts";
import { fullName, type Layer } from "./layers.ts";

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

function valuesOf(content: LayerContent): string {
  if (content.kind === "lines") return "";
  const { planes, appearance } = content.draw();
  const facts = appearance.map === "direction" ? null : factsOf(planes[0], appearance.mask);
  if (!facts) return "";
  const where = appearance.mask ? " inside cells" : "";
  const inUnit = content.unit === "" ? "" : content.unit === "°" ? " degrees" : ` ${content.unit}`;
  return `; from ${formatValue(facts.low)} to ${formatValue(facts.high)}${inUnit}, mean ${formatValue(facts.mean)}${where}`;
}

/** Description of a panel in one sentence, for users who cannot see it. */
export function describePanel(layer: Layer, content: LayerContent, { rows, columns }: ImageSize): string {
  return `${fullName(layer)}, ${layer.meaning}, ${columns} by ${rows} pixels${valuesOf(content)}.`;
}
