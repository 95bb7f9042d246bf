import { isSquare, type PixelSize } from "../dataset/pixel-size.ts";

/** A measurement of the shape of a cell. */
export interface Measurement {
  /** Heading on the page. */
  readonly title: string;
  /** Column of CSV files; of measurements in px, followed by `Px`. */
  readonly name: string;
  readonly meaning: string;
  /** Decimals on the page. */
  readonly decimals: number;
  /** The same in micrometres; null if it has no unit. Measurements with one are in px otherwise. */
  readonly micrometres: InMicrometres | null;
}

interface InMicrometres {
  readonly name: string;
  readonly unit: "µm" | "µm²";
  /** Micrometres per px at a pixel size; null if the measurement is not defined for it. */
  factor(size: PixelSize): number | null;
}

/** The measurements of a cell's shape in the order of columns. */
export const MEASUREMENTS = {
  area: {
    title: "Area",
    name: "area",
    meaning: "number of pixels",
    decimals: 0,
    micrometres: { name: "areaUm2", unit: "µm²", factor: ({ x, y }) => x * y },
  },
  row: {
    title: "Row",
    name: "centroidRow",
    meaning: "row of the centroid: the mean of its pixels' rows, which count from 0",
    decimals: 1,
    micrometres: { name: "centroidYUm", unit: "µm", factor: ({ y }) => y },
  },
  column: {
    title: "Column",
    name: "centroidColumn",
    meaning: "column of the centroid: the mean of its pixels' columns, which count from 0",
    decimals: 1,
    micrometres: { name: "centroidXUm", unit: "µm", factor: ({ x }) => x },
  },
  diameter: {
    title: "Diameter",
    name: "equivalentDiameter",
    meaning: "diameter of a circle of the same area",
    decimals: 1,
    micrometres: { name: "equivalentDiameterUm", unit: "µm", factor: ({ x, y }) => Math.sqrt(x * y) },
  },
  perimeter: {
    title: "Perimeter",
    name: "perimeter",
    meaning: "length of the line through the centres of the border pixels, including those of holes",
    decimals: 1,
    micrometres: {
      name: "perimeterUm",
      unit: "µm",
      factor: (size) => (isSquare(size) ? size.x : null),
    },
  },
  eccentricity: {
    title: "Eccentricity",
    name: "eccentricity",
    meaning: "eccentricity of the ellipse with the same second moments, in px: 0 is a circle, 1 a line",
    decimals: 3,
    micrometres: null,
  },
  solidity: {
    title: "Solidity",
    name: "solidity",
    meaning: "area divided by the area of the convex hull",
    decimals: 3,
    micrometres: null,
  },
  neighbours: {
    title: "Touching neighbours",
    name: "touchingNeighbours",
    meaning: "number of other cells that share at least one pixel edge with it",
    decimals: 0,
    micrometres: null,
  },
} as const satisfies Readonly<Record<string, Measurement>>;

export type MeasurementKey = keyof typeof MEASUREMENTS;

/** Measurements of size and shape, in the order of the table. */
export const MEASUREMENT_KEYS = Object.keys(MEASUREMENTS) as readonly MeasurementKey[];

/** The measurements of a cell's intensity, one value per channel. Values are those of the stored image. */
export const INTENSITIES = {
  means: {
    title: "Mean intensity",
    name: "meanIntensity",
    meaning: "mean of the image's values over the cell",
  },
  sums: {
    title: "Integrated intensity",
    name: "integratedIntensity",
    meaning: "sum of the image's values over the cell",
  },
} as const;

export type IntensityKey = keyof typeof INTENSITIES;

/** Measurements of intensity, in the order of the table. */
export const INTENSITY_KEYS = Object.keys(INTENSITIES) as readonly IntensityKey[];
