import type { PixelSize } from "../dataset/pixel-size.ts";
import type { MeasuredCells } from "./measure-cells.ts";
import {
  INTENSITIES,
  INTENSITY_KEYS,
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
  /** Decimals on the page, for an image of a pixel size. */
  decimals(size: PixelSize | null): number;
}

/** Decimals for intensities, which are whole numbers in most images. */
const INTENSITY_DECIMALS = 1;
const MOST_DECIMALS = 8;

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
      // One more digit than in px, since a pixel is not an exact unit there.
      decimals: (size) =>
        Math.max(0, Math.min(MOST_DECIMALS, decimals - Math.floor(Math.log10(factorOf(size) ?? 1)))),
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
        decimals: () => INTENSITY_DECIMALS,
      };
    }),
  ).flat();
}

/**
 * The columns of a table of cells: shape in px, intensities of every channel that an image has and, if the
 * pixel size of an image is known, shape in micrometres.
 */
export function measurementColumns(images: readonly MeasuredCells[]): readonly MeasurementColumn[] {
  const channels = images.reduce((most, { means }) => Math.max(most, means.length), 0);
  const isKnown = images.some(({ pixelSize }) => pixelSize !== null);
  return [
    ...MEASUREMENT_KEYS.map(inPixels),
    ...intensities(channels),
    ...(isKnown ? MEASUREMENT_KEYS.flatMap(inMicrometres) : []),
  ];
}
