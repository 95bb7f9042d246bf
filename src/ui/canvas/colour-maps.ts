import { type Colour, oklch } from "./oklch.ts";

/** Number of entries of a colour table. */
export const TABLE_ENTRIES = 256;

/**
 * Colour maps.
 * - `grey`: images and masks, black to white.
 * - `diverging`: signed values. Red is positive, blue is negative, zero is the light grey exactly in the
 * middle.
 * - `sequential`: amounts (weight, distance, loss, probability); lightness increases from end to end.
 * - `angleError`: an angle between two directions; a different lightness ramp, to distinguish it from an
 * amount.
 * - `levels`: the 16 levels as 16 flat steps of the sequential ramp.
 * - `labels`: ids; neighbouring ids get distant hues, 0 is background.
 * - `direction`: angles; a hue circle whose ends meet.
 */
export type ColourMapName =
  | "grey"
  | "diverging"
  | "sequential"
  | "angleError"
  | "levels"
  | "labels"
  | "direction";

/**
 * Background: a dark neutral colour, far from the light grey of zero and darker than the low end of every
 * ramp.
 */
export const BACKGROUND: Colour = oklch(0.2, 0, 0);

/** Cell pixel without a direction (a ridge, a cell of one pixel). */
export const NO_DIRECTION: Colour = oklch(0.6, 0, 0);

/** NaN or infinity: a colour that is in no ramp. */
export const NOT_A_NUMBER: Colour = [255, 0, 255];

/** Number of levels. */
const LEVELS = 16;

/** A stop of a ramp: lightness 0..1, chroma, hue in degrees. */
type Stop = readonly [lightness: number, chroma: number, hue: number];

/** Violet over teal to pale yellow: a lightness ramp like viridis, with our own values. */
const SEQUENTIAL: readonly Stop[] = [
  [0.31, 0.1, 300],
  [0.47, 0.1, 255],
  [0.62, 0.1, 200],
  [0.78, 0.14, 150],
  [0.95, 0.13, 108],
];

/** Near black over crimson and orange to pale cream: a lightness ramp like inferno. */
const ANGLE_ERROR: readonly Stop[] = [
  [0.29, 0.05, 265],
  [0.42, 0.14, 335],
  [0.57, 0.18, 380],
  [0.74, 0.15, 420],
  [0.96, 0.06, 460],
];

/** Ends of equal lightness and chroma around a light grey: a diverging map from blue over grey to red. */
const DIVERGING = { middle: 0.88, end: 0.45, chroma: 0.165, negativeHue: 258, positiveHue: 27 };

/** The hue circle of constant lightness and chroma, entirely within sRGB. */
const CIRCLE = { lightness: 0.74, chroma: 0.12 };

/**
 * Hue step between consecutive ids: the golden angle, none of whose small multiples is close to a full turn.
 */
const GOLDEN_ANGLE = 137.508;

function ramp(stops: readonly Stop[], fraction: number): Colour {
  const place = fraction * (stops.length - 1);
  const from = Math.min(stops.length - 2, Math.floor(place));
  const [a, b] = [stops[from], stops[from + 1]];
  const between = (part: 0 | 1 | 2) => a[part] + (b[part] - a[part]) * (place - from);
  return oklch(between(0), between(1), between(2));
}

/** `side` from -1 to 1; the two entries beside the middle are both exactly the middle grey. */
function diverging(index: number): Colour {
  const half = TABLE_ENTRIES / 2;
  const steps = index < half ? index - half + 1 : index - half;
  const fraction = Math.abs(steps) / (half - 1);
  const { middle, end, chroma, negativeHue, positiveHue } = DIVERGING;
  return oklch(middle + (end - middle) * fraction, chroma * fraction, steps < 0 ? negativeHue : positiveHue);
}

function label(index: number): Colour {
  if (index === 0) return BACKGROUND;
  const lightness = [0.72, 0.84, 0.6][index % 3];
  return oklch(lightness, 0.13, index * GOLDEN_ANGLE);
}

const COLOUR_OF: Readonly<Record<ColourMapName, (index: number) => Colour>> = {
  grey: (index) => [index, index, index],
  diverging,
  sequential: (index) => ramp(SEQUENTIAL, index / (TABLE_ENTRIES - 1)),
  angleError: (index) => ramp(ANGLE_ERROR, index / (TABLE_ENTRIES - 1)),
  levels: (index) => ramp(SEQUENTIAL, Math.floor((index * LEVELS) / TABLE_ENTRIES) / (LEVELS - 1)),
  labels: label,
  direction: (index) => oklch(CIRCLE.lightness, CIRCLE.chroma, (index * 360) / TABLE_ENTRIES),
};

const tables = new Map<ColourMapName, Uint8Array>();

/** The table of a map: 256 entries of red, green, blue, alpha (always 255), from the low end to the high end. */
export function colourTable(map: ColourMapName): Uint8Array {
  let table = tables.get(map);
  if (!table) {
    table = new Uint8Array(4 * TABLE_ENTRIES);
    for (let index = 0; index < TABLE_ENTRIES; index++) table.set([...COLOUR_OF[map](index), 255], 4 * index);
    tables.set(map, table);
  }
  return table;
}
