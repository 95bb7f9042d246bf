import type { Labels, Plane } from "../raster/plane.ts";
import type { Border } from "../recipe/recipe.ts";
import { squaredDistance } from "../targets/squared-distance.ts";
import { type UnitVectors, unitVectors } from "../targets/unit-vectors.ts";

function standardDeviation(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

/** A normalised image with its labels, from which samples are made; remembers what every sample needs again. */
export class SourceImage {
  readonly image: Plane;
  readonly labels: Labels;
  /** Standard deviation of the whole image: the unit of the photometric transforms. */
  readonly deviation: number;
  readonly #vectors = new Map<Border, UnitVectors>();

  /** Throws a RangeError when image and labels differ in size. */
  constructor(image: Plane, labels: Labels) {
    if (image.rows !== labels.rows || image.columns !== labels.columns) {
      throw new RangeError("an image and its labels must have one size");
    }
    this.image = image;
    this.labels = labels;
    this.deviation = standardDeviation(image.data);
  }

  /** Unit vectors of the labels as they are, before any augmentation. */
  vectors(border: Border): UnitVectors {
    const known = this.#vectors.get(border);
    if (known) return known;
    const made = unitVectors(this.labels, squaredDistance(this.labels, border));
    this.#vectors.set(border, made);
    return made;
  }
}
