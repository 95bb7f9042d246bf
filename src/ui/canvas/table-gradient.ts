import { type ColourMapName, colourTable, TABLE_ENTRIES } from "./colour-maps.ts";

/** Stops of a CSS gradient over a whole colour table, in `count` smooth segments; `unit` is "%" or "deg". */
export function gradientStops(map: ColourMapName, count: number, span: number, unit: "%" | "deg"): string {
  const table = colourTable(map);
  const stops = Array.from({ length: count + 1 }, (_, stop) => {
    const entry = 4 * Math.min(TABLE_ENTRIES - 1, Math.round((stop / count) * TABLE_ENTRIES));
    const [red, green, blue] = table.subarray(entry, entry + 3);
    return `rgb(${red} ${green} ${blue}) ${(stop / count) * span}${unit}`;
  });
  return stops.join(", ");
}

/** Stops of a CSS gradient with `count` flat steps, each in the colour of its centre. */
export function gradientSteps(map: ColourMapName, count: number): string {
  const table = colourTable(map);
  const steps = Array.from({ length: count }, (_, step) => {
    const entry = 4 * Math.floor(((step + 0.5) / count) * TABLE_ENTRIES);
    const [red, green, blue] = table.subarray(entry, entry + 3);
    return `rgb(${red} ${green} ${blue}) ${(step / count) * 100}% ${((step + 1) / count) * 100}%`;
  });
  return steps.join(", ");
}
