import type { PixelSize } from "../dataset/pixel-size.ts";
import type { MeasuredCells } from "./measure-cells.ts";
import {
  INTENSITIES,
  INTENSITY_KEYS,
  type IntensityKey,
  MEASUREMENT_KEYS,
  MEASUREMENTS,
  type Measurement,
  type MeasurementKey,
} from "./measurements.ts";

/** A column of a table of cells. */
export interface MeasurementColumn {
  /** Unique name, as in CSV files, with the unit. */
  readonly name: string;
  readonly title: string;
  /** Null for ratios, numbers and intensities. */
  readonly unit: "px" | "µm" | "µm²" | null;
  readonly meaning: string;
  /** The value of a cell by its index; null if it is unknown. */
  value(cells: MeasuredCells, cell: number): number | null;
  /** Decimals on the page, the same for all cells of an image. */
  decimals(cells: MeasuredCells): number;
}

const MOST_DECIMALS = 8;

/** Decimals of which there are at least `digits` significant ones in a number of this size. */
function decimalsFor(size: number, digits: number): number {
  const places = size > 0 ? digits - 1 - Math.floor(Math.log10(size)) : 0;
  return Math.max(0, Math.min(MOST_DECIMALS, places));
}

/** Significant digits of the largest intensity, in images whose values are fractions. */
const INTENSITY_DIGITS = 4;

/** Decimals of intensities: none for sums of whole numbers, one for their means. */
function intensityDecimals(cells: MeasuredCells, key: IntensityKey, channel: number): number {
  const { sums, [key]: shown } = cells;
  if (sums.at(channel)?.every(Number.isInteger)) return key === "sums" ? 0 : 1;
  const values = shown.at(channel) ?? new Float64Array(0);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return decimalsFor(largest, INTENSITY_DIGITS);
}

const measurementOf = (key: MeasurementKey): Measurement => MEASUREMENTS[key];

function inPixels(key: MeasurementKey): MeasurementColumn {
  const { title, name, meaning, decimals, micrometres } = measurementOf(key);
  return {
    title,
    name: micrometres ? `${name}Px` : name,
    meaning,
    unit: micrometres ? "px" : null,
    value: ({ shape }, cell) => shape[key][cell],
    decimals: () => decimals,
  };
}

function inMicrometres(key: MeasurementKey): MeasurementColumn[] {
  const { title, meaning, decimals, micrometres } = measurementOf(key);
  if (!micrometres) return [];
  const { name, unit, factor } = micrometres;
  const factorOf = (size: PixelSize | null) => size && factor(size);
  return [
    {
      title,
      name,
      unit,
      meaning,
      value({ shape, pixelSize }, cell) {
        const perPixel = factorOf(pixelSize);
        return perPixel === null ? null : shape[key][cell] * perPixel;
      },
      // At least as fine as in px.
      decimals: ({ pixelSize }) => decimalsFor(factorOf(pixelSize) ?? 1, decimals + 1),
    },
  ];
}

/** Intensities per channel; channels are named from 1, as on the page. */
function intensities(channels: number): MeasurementColumn[] {
  return Array.from({ length: channels }, (_, channel) =>
    INTENSITY_KEYS.map((key): MeasurementColumn => {
      const { title, name, meaning } = INTENSITIES[key];
      return {
        title: channels > 1 ? `${title}, channel ${channel + 1}` : title,
        name: `${name}${channel + 1}`,
        unit: null,
        meaning,
        value: (cells, cell) => cells[key].at(channel)?.[cell] ?? null,
        decimals: (cells) => intensityDecimals(cells, key, channel),
      };
    }),
  ).flat();
}

/**
 * The columns of a table of cells: shape in px, intensities of every channel that an image has and, if the
 * pixel size of an image is known, shape in micrometres.
 */
export function measurementColumns(
  images: readonly Pick<MeasuredCells, "means" | "pixelSize">[],
): readonly MeasurementColumn[] {
  const channels = images.reduce((most, { means }) => Math.max(most, means.length), 0);
  const isKnown = images.some(({ pixelSize }) => pixelSize !== null);
  return [
    ...MEASUREMENT_KEYS.map(inPixels),
    ...intensities(channels),
    ...(isKnown ? MEASUREMENT_KEYS.flatMap(inMicrometres) : []),
  ];
}
